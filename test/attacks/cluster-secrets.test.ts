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
  'addons.cluster.x-k8s.io/resource-set',
  'fleet.cattle.io/bundle-deployment/v1alpha1',
  'fleet.cattle.io/bundle-values/v1alpha1',
  'rke.cattle.io/cluster-state',
  'rke.cattle.io/machine-plan',
  'istio.io/ca-root',
  'istio.io/key-and-cert',
];

/** Those that are found by a label. */
const labels = ['argocd.argoproj.io/secret-type', 'istio/multiCluster'];

it.each([
  ...types.map((type) => [`of type ${type}`, type, undefined] as const),
  ...labels.map((label) => [`with label ${label}`, 'Opaque', label] as const),
])('sends no Secret %s, whatever is in it', async (sign, type, label) => {
  const name = `${sign.toLowerCase().replaceAll(/[^a-z]+/g, '-')}x`;
  const metadata = { name, ...(label === undefined ? {} : { labels: { [label]: 'cluster' } }) };
  await cluster.client.create(
    `/api/v1/namespaces/${cluster.namespace}/secrets`,
    { metadata, type, stringData: { username: name, password: platform.password } },
    { signal: new AbortController().signal },
  );
  await cluster.connection(name, { secretRef: { name }, config: { url: platform.url } });

  const refused = await cluster.until(name, (c) => verdictOf(c) === 'False/SecretInvalid');

  expect(conditionOf(refused, 'Connected')?.message).toContain(sign);
  expect(platform.seen(name)).toBe(0);
});
