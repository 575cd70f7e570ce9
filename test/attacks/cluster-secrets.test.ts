import { expect, it } from '@jest/globals';
import { conditionOf, verdictOf } from '../support/cluster/cluster.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';

/** Tokens of ServiceAccounts, bootstrap tokens, Helm releases and private keys of servers are no credentials of platforms. */
const { cluster, platform } = scriptedSuite();
const types = [
  'helm.sh/release.v1',
  'bootstrap.kubernetes.io/token',
  'connection-operator.dev/refresh-token',
  'cluster.x-k8s.io/secret',
  'rke.cattle.io/cluster-state',
  'rke.cattle.io/machine-plan',
  'istio.io/ca-root',
  'istio.io/key-and-cert',
];

it.each(types)('sends no Secret of type %s, whatever is in it', async (type) => {
  const name = `of-${type.replaceAll(/[^a-z]+/g, '-')}x`;
  await cluster.client.create(
    `/api/v1/namespaces/${cluster.namespace}/secrets`,
    { metadata: { name }, type, stringData: { username: name, password: platform.password } },
    { signal: new AbortController().signal },
  );
  await cluster.connection(name, { secretRef: { name }, config: { url: platform.url } });

  const refused = await cluster.until(name, (c) => verdictOf(c) === 'False/SecretInvalid');

  expect(conditionOf(refused, 'Connected')?.message).toContain(`of type ${type}`);
  expect(platform.seen(name)).toBe(0);
});
