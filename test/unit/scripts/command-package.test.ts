import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, constants, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { judgePath } from '../../../dev/judges/judges.ts';
import { encryptedPair, passphrase } from '../../platforms/sftp/setup.ts';

/** What a release has for people and pipelines: packed, unpacked where no other package is, and run by its bin. */
const execute = promisify(execFile);
let dir: string;
let packed: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'command-'));
  await execute(process.execPath, ['scripts/build-command.ts', join(dir, 'built')]);
  const { stdout } = await execute('npm', ['pack', join(dir, 'built'), '--pack-destination', dir, '--json']);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  packed = join(dir, filename);
  await execute('tar', ['--extract', '--file', packed, '--directory', dir]);
}, 300_000);

afterAll(() => rm(dir, { recursive: true }), 60_000);

interface Part {
  uri: string;
  sha256: string;
  files: object[];
  bin: string;
}

function run(args: string[], node = process.execPath): Promise<{ code: number; out: string }> {
  const env = { HOME: dir, TMPDIR: dir, PATH: '' };
  return new Promise((resolve) => {
    execFile(node, [join(dir, 'package/bin/connection.js'), ...args], { cwd: dir, env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), out: stdout + stderr }),
    );
  });
}

it('needs no other package', async () => {
  const manifest = JSON.parse(await readFile(join(dir, 'package/package.json'), 'utf8')) as Record<string, unknown>;

  expect(manifest['dependencies']).toBeUndefined();
  expect(manifest['private']).toBeUndefined();
  expect(await run(['--version'])).toEqual({ code: 0, out: `${String(manifest['version'])}\n` });
  expect((await run(['explain', 'box', 'access-token'])).out).toContain('platform: box');
});

it('has the page, the reasons that it names, and the licence of all that is in it', async () => {
  const inside = (path: string) => readFile(join(dir, 'package', path), 'utf8');

  expect(await inside('dist/cli/page/index.html')).toContain('<script');
  expect(await inside('docs/reasons/RateLimited.md')).toContain('RateLimited');
  expect((await run(['explain', 'RateLimited'])).out).toContain('docs/reasons/RateLimited.md');
  for (const name of ['ssh2', 'commander', 'hono', '@inquirer/prompts'])
    expect(await inside('dist/cli/LICENCES.txt')).toMatch(new RegExp(`^${name} \\d+`, 'm'));
});

it('judges files, and decrypts private keys in a thread of its own', async () => {
  const connection = (host: string) => ({
    apiVersion: 'connection-operator.dev/v1alpha1',
    kind: 'Connection',
    metadata: { name: 'key' },
    spec: { platform: 'sftp', secretRef: { name: 'key' }, config: { host, port: 1 } },
  });
  const secret = (phrase: string) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'key' },
    stringData: { username: 'svc', privateKey: encryptedPair.private, passphrase: phrase },
  });
  const test = async (phrase: string) => {
    const file = join(dir, 'key.yaml');
    await writeFile(file, [secret(phrase), connection('127.0.0.1')].map((one) => stringify(one)).join('---\n'));
    return run(['test', '-f', file]);
  };

  // The key is good, so that the test comes as far as the server that is not there.
  expect(await test(passphrase)).toMatchObject({ code: 3, out: expect.stringContaining('ConnectionRefused') });
  expect(await test('another')).toMatchObject({ code: 1, out: expect.stringContaining('passphrase does not fit') });
});

it('has a manifest for krew', async () => {
  const uri = 'https://github.com/example/connection-operator/releases/download/v0.1.0/connection-operator-0.1.0.tgz';
  const { stdout } = await execute(process.execPath, ['scripts/krew-manifest.ts', packed, uri]);
  const { spec } = parse(stdout) as { spec: { homepage: string; shortDescription: string; platforms: Part[] } };
  const [part] = spec.platforms;

  expect(spec.homepage).toBe('https://github.com/example/connection-operator');
  expect(spec.shortDescription.length).toBeLessThan(50);
  expect(part).toMatchObject({
    uri,
    sha256: createHash('sha256')
      .update(await readFile(packed))
      .digest('hex'),
  });
  // What krew moves out of the archive, and then links as kubectl-connection.
  expect(part!.files).toEqual([{ from: 'package/*', to: '.' }]);
  await access(join(dir, 'package', part!.bin), constants.X_OK);
});

const judges = [judgePath('krew'), judgePath('validate-krew-manifest')];
if (judges.includes(undefined))
  process.stderr.write(
    '!!! NOT TESTED: installed by krew: node dev/judges/cli.ts krew validate-krew-manifest builds it\n',
  );

(judges.includes(undefined) ? it.skip : it)(
  'is taken by the judge of krew, installed by krew from the archive, and run by kubectl',
  async () => {
    const [krew = '', validate = ''] = judges;
    const uri = 'https://github.com/example/connection-operator/releases/download/v0.1.0/connection-operator-0.1.0.tgz';
    const manifest = join(dir, 'connection.yaml');
    const { stdout } = await execute(process.execPath, ['scripts/krew-manifest.ts', packed, uri]);
    await writeFile(manifest, stdout);
    const PATH = [dirname(process.execPath), process.env['PATH']].join(':');
    const env = { ...process.env, PATH, HOME: dir, KREW_ROOT: join(dir, 'krew') };

    await execute(validate, ['--manifest', manifest, '--skip-install'], { env });
    await execute(krew, ['install', `--manifest=${manifest}`, `--archive=${packed}`], { env });
    const installed = { env: { ...env, PATH: `${join(dir, 'krew/bin')}:${PATH}` }, cwd: dir };
    const { stdout: listed } = await execute('kubectl-connection', ['platforms', 'webdav', '-o', 'name'], installed);
    const asPlugin = process.env['KUBECTL'];
    if (asPlugin !== undefined)
      expect((await execute(asPlugin, ['connection', '--version'], installed)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(listed.trim().split('\n')).toContain('platform/webdav');
  },
  60_000,
);

it('is installed by npm into an empty folder, with the page, and run as connection and kubectl-connection', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'empty-'));
  const options = { cwd: empty, env: { ...process.env, HOME: empty } };
  await execute('npm', ['install', '--offline', '--no-audit', '--no-fund', packed], options);
  for (const bin of ['connection', 'kubectl-connection']) {
    const { stdout } = await execute('npx', ['--no', bin, 'explain', 'webdav'], options);
    expect(stdout).toContain('platform: webdav');
  }
  expect((await readdir(join(empty, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual([
    'connection-operator',
  ]);
  await access(join(empty, 'node_modules/connection-operator/dist/cli/page/index.html'));
  await rm(empty, { recursive: true });
});

it('says which Node.js it needs', async () => {
  const launcher = await readFile('bin/connection.js', 'utf8');
  await writeFile(join(dir, 'package/bin/connection.js'), launcher.replace('process.versions.node', "'20.19.0'"));

  expect(await run(['--version'])).toEqual({
    code: 2,
    out: expect.stringMatching(/^connection: Node.js 24 or newer is needed, and this is v\d+/),
  });
});
