import { execFile } from 'node:child_process';
import { accessSync, constants, globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { judgePath } from '../../../dev/judges/judges.ts';

/** GitHub's workflows: what is ours to hold, and what `actionlint` finds. */
interface Job {
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  steps: { run?: string; uses?: string; with?: Record<string, unknown> }[];
}

const files = globSync('.github/workflows/*.yml');
const { scripts, dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'scripts' | 'dependencies' | 'devDependencies',
  Record<string, string>
>;

describe.each(files)('%s', (file) => {
  const workflow = parse(readFileSync(file, 'utf8')) as { permissions: object; jobs: Record<string, Job> };
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it('gives nothing by default but the right to read', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it('ends in time, and leaves no token in a checkout', () => {
    expect(jobs.map((job) => job['timeout-minutes']).filter((limit) => limit === undefined)).toEqual([]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));

    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(jobs.map(() => false));
  });

  it('names what others wrote by its commit', () => {
    const theirs = steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));

    expect(theirs.filter((uses) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(uses))).toEqual([]);
  });

  it('runs what is there', () => {
    const run = steps.map((step) => step.run ?? '').join('\n');
    const called = [...run.matchAll(/npm run (?:-s )?(\S+)/g)].map(([, name = '']) => name);

    expect(called.filter((name) => !(name in scripts))).toEqual([]);
    if (run.includes('.ci/run')) accessSync('.ci/run', constants.X_OK);
    for (const [path] of run.matchAll(/\b(charts|crds)\/[\w-]+/g)) accessSync(path, constants.R_OK);
  });
});

const actionlint = judgePath('actionlint');
if (actionlint === undefined)
  process.stderr.write('!!! NOT TESTED: workflows by actionlint: node dev/judges/cli.ts builds it\n');

(actionlint === undefined ? describe.skip : describe)('actionlint', () => {
  // Whether there is a shellcheck on this machine must not matter.
  const said = (...args: string[]) =>
    promisify(execFile)(actionlint!, ['-no-color', '-shellcheck=', '-pyflakes=', ...args]).then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    );

  it('finds nothing wrong with the workflows', async () => {
    expect(await said(...files)).toBe('');
  });

  it('would find a job that waits for one that is not there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'actionlint-'));
    const path = join(folder, 'release.yml');
    await writeFile(
      path,
      readFileSync('.github/workflows/release.yml', 'utf8').replace('needs: image', 'needs: images'),
    );

    expect(await said(path)).toContain('needs job "images" which does not exist');
    await rm(folder, { recursive: true });
  });
});

it('makes a bill of materials of what is installed, and of nothing that is for development', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/sbom.ts'], { maxBuffer: 64 * 2 ** 20 });
  const names = (JSON.parse(stdout) as { packages: { name: string }[] }).packages.map(({ name }) => name);

  expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  expect(Object.keys(devDependencies).filter((name) => names.includes(name))).toEqual(['@types/node']);
});
