import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startControlPlane, type ControlPlane } from '../../dev/control-plane/control-plane.ts';
import { verdictOf } from '../support/cluster/cluster.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';

/** A cluster whose etcd is put back to a backup: resourceVersions go back, and are given again to something else. */
let plane: ControlPlane;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'restored-'));
  plane = await startControlPlane({ log: () => {} });
  await plane.kubectl(['apply', '--server-side', '-f', 'crds']);
  await plane.kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=30s']);
  await plane.kubectl(['create', 'secret', 'generic', 'attempts', '--namespace', 'default']);
  process.env['TEST_KUBECONFIG'] = plane.kubeconfigPath;
}, 300_000);
const { cluster, platform, operator, connect } = scriptedSuite({
  flags: ['--attempts-key-secret', 'attempts', '--leader-elect-resource-namespace', 'default'],
});
afterAll(async () => {
  await plane?.stop();
  await rm(dir, { recursive: true });
});

const sent = (name: string, password: string) => platform.passwords(name).filter((one) => one === password).length;
const says = (name: string, verdict: string) => cluster.until(name, (c) => verdictOf(c) === verdict, 90_000);
const change = (name: string, password: string) => cluster.secret(name, { username: name, password });
const versionOf = async (name: string) => Number((await cluster.get(name)).metadata.resourceVersion);

it('sees what is there again and each edit after it, and sends no refused password more often than before', async () => {
  await connect('good');
  await connect('wrong', { password: 'wrong' });
  await connect('at-rest', { password: 'wrong', test: { interval: '0s' } });
  await says('good', 'True/Verified');
  for (const name of ['wrong', 'at-rest']) await says(name, 'False/CredentialsRejected');
  await plane.whileStopped((data) => cp(data, join(dir, 'backup'), { recursive: true }));

  await change('good', 'changed');
  await change('wrong', platform.password);
  await says('good', 'False/CredentialsRejected');
  await says('wrong', 'True/Verified');
  await connect('new');
  await says('new', 'True/Verified');
  for (const name of ['good', 'wrong', 'at-rest'])
    for (let turn = 1; turn <= 20; turn += 1)
      await cluster.patch('connections', name, { metadata: { labels: { turn: `${turn}` } } });
  const before = await versionOf('at-rest');

  await plane.whileStopped(async (data) => {
    await rm(data, { recursive: true });
    await cp(join(dir, 'backup'), data, { recursive: true });
  });

  expect(await versionOf('at-rest')).toBeLessThan(before);
  await expect(cluster.get('new')).rejects.toThrow('not found');
  await says('good', 'True/Verified');
  await says('wrong', 'False/CredentialsRejected');
  await change('wrong', platform.password);
  await says('wrong', 'True/Verified');
  await change('at-rest', platform.password);
  await says('at-rest', 'True/Verified');
  await connect('new', { password: 'other' });
  await says('new', 'False/CredentialsRejected');
  expect(sent('good', 'changed')).toBe(1);
  expect(sent('wrong', 'wrong')).toBeLessThanOrEqual(2);
  expect(sent('at-rest', 'wrong')).toBe(1);
  expect(sent('new', 'other')).toBe(1);
  expect(operator.log()).toContain('The API server was put back to a backup, listing anew');
}, 400_000);
