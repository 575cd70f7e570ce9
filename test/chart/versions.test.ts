import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { KUBERNETES_VERSION, isOtherVersion } from '../../dev/control-plane/go-modules.ts';
import { chart, startHelm, type Helm } from './support/helm.ts';

/** The chart's floor is a version on which the tests were run, and the pages say so. */
let helm: Helm;
const page = readFileSync('docs/versions.md', 'utf8');
const wereRun = [...page.matchAll(/^\| (1\.\d+\.\d+(?:, 1\.\d+\.\d+)*) /gm)].flatMap(([, list = '']) =>
  list.split(', '),
);
const { kubeVersion } = parse(readFileSync(`${chart}/Chart.yaml`, 'utf8')) as { kubeVersion: string };
const floor = Math.min(...wereRun.map((version) => Number(version.split('.')[1])));

beforeAll(async () => {
  helm = await startHelm();
}, 600_000);

afterAll(() => helm?.end());

it('takes the versions that were run, and none that is older', async () => {
  const render = (version: string) => helm.run('template', 'trial', chart, '--kube-version', version);

  expect(wereRun.length).toBeGreaterThanOrEqual(3);
  for (const version of wereRun) expect(await render(version)).toMatchObject({ code: 0 });
  const refused = await render(`1.${floor - 1}.99`);
  expect(refused.code).toBe(1);
  expect(refused.text).toContain(kubeVersion);
});

it('is said of the floor and of the version that the tests are for', () => {
  if (!isOtherVersion) expect(wereRun).toContain(KUBERNETES_VERSION.slice(1));
  for (const path of ['README.md', 'docs/install.md'])
    expect(readFileSync(path, 'utf8')).toContain(`Kubernetes 1.${floor} or later`);
});
