import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { apiVersion } from '../../src/api/resources.ts';
import { joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { InProcessOperator } from '../support/cluster/in-process-operator.ts';
import { scriptedPlatform, startScriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { beforeTests } from '../support/cluster/suite.ts';
import { until } from '../support/until.ts';

/** A status comes back from a real API server as it was sealed, so that a restart believes it; one that was changed it does not. */
const cluster = beforeTests(joinCluster);
const platform = beforeTests(startScriptedPlatform);
const signal = new AbortController().signal;
const names = ['kept', 'failed', 'forged'];
const operator = new InProcessOperator(cluster);

async function connect(name: string, password = platform.password): Promise<void> {
  await cluster.secret(name, { username: name, password });
  const config = { url: platform.url };
  await cluster.connection(name, { secretRef: { name }, config, test: { interval: '0s' } });
}

const start = () =>
  operator.start({
    flags: [
      '--no-publish-platforms',
      '--attempts-key-secret',
      'seal-key',
      '--leader-elect-resource-namespace',
      cluster.namespace,
    ],
  });

beforeAll(async () => {
  await cluster.platform('scripted', scriptedPlatform);
  await cluster.secret('seal-key', {});
  await start();
});

afterAll(async () => {
  await operator.stop();
  await platform.stop();
});

it('a restart tests what somebody else has changed meanwhile, with interval 0s too, and nothing else', async () => {
  for (const name of names) await connect(name, name === 'failed' ? 'wrong' : platform.password);
  for (const name of names)
    await cluster.until(
      name,
      (c) => verdictOf(c) === (name === 'failed' ? 'False/CredentialsRejected' : 'True/Verified'),
    );
  expect((await cluster.get('kept')).status?.lastTest?.seal).toMatch(/^[\w-]{22}$/);
  await operator.stop();
  const path = `/apis/${apiVersion}/namespaces/${cluster.namespace}/connections/forged/status`;
  await cluster.client.mergePatch(path, { status: { account: { id: 'somebody' } } }, { signal });

  await start();
  await until(() => platform.seen('forged') === 2);
  await cluster.until('forged', (c) => c.status?.account?.id !== 'somebody');
  await connect('after');
  await cluster.until('after', (c) => verdictOf(c) === 'True/Verified');

  expect(names.map((name) => platform.seen(name))).toEqual([1, 1, 2]);
});
