import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { flags, type Flag } from '../../src/flags.ts';
import { chart, startHelm, type Helm } from './support/helm.ts';

let helm: Helm;

beforeAll(async () => {
  helm = await startHelm();
}, 600_000);

afterAll(() => helm?.end());

/** What a value needs besides itself. */
const besides: Readonly<Record<string, string[]>> = {
  'secret-names': ['namespaces={a}'],
  'no-read-platforms': ['platforms.publish=false'],
  'workload-identity': ['workloadIdentity.anywhere=true'],
  'local-roots': [
    'localFilesystem.roots[0].name=scans',
    'localFilesystem.roots[0].path=/data',
    'localFilesystem.roots[0].volume.emptyDir.medium=Memory',
  ],
};

async function argsWith(...sets: string[]): Promise<string[]> {
  const given = sets.flatMap((set) => ['--set', set]);
  const { code, text } = await helm.run(
    'template',
    'trial',
    chart,
    '--show-only',
    'templates/deployment.yaml',
    ...given,
  );
  expect({ code, text: code === 0 ? '' : text }).toEqual({ code: 0, text: '' });
  return [...text.matchAll(/^ +- (--\S+)$/gm)].map(([, arg = '']) => arg);
}

/** Those that the chart sets unless somebody else grants the rights. */
const free = new Set(['leader-elect-resource-namespace', 'secrets-by-consent', 'secret-reader', 'platforms-owner']);

const ofChart = (flags as readonly Flag[]).filter((flag) => flag.chart !== undefined);

describe.each(ofChart.map((flag) => [flag.name, flag] as const))('--%s', (name, { chart: value, default: unset }) => {
  it('is set by its chart value', async () => {
    const sets = value!.set === '' ? [] : [`${value!.value}=${value!.set}`];

    expect(await argsWith(...sets, ...(besides[name] ?? []))).toContain(`--${name}${value!.args && `=${value!.args}`}`);
  });

  it('is by default what it is without the chart', async () => {
    const args = (await argsWith()).filter((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));

    expect(args).toEqual(unset === undefined ? [] : [`--${name}=${unset}`]);
  });
});

it('sets no flag that is not in the table', async () => {
  const names = (await argsWith()).map((arg) => arg.replace(/^--|=.*$/g, ''));

  expect(names.filter((name) => !flags.some((flag) => flag.name === name))).toEqual([]);
});

it.each((flags as readonly Flag[]).map((flag) => [flag.name, flag] as const))(
  '--%s can be given in extraArgs where no value of its own sets it, and nowhere else',
  async (name, { chart: own }) => {
    const { code } = await helm.run('template', 'trial', chart, '--set', `extraArgs={--${name}}`);
    const isFree = own?.value.startsWith('extraArgs') ?? free.has(name);

    expect(code === 0).toBe(isFree);
  },
);
