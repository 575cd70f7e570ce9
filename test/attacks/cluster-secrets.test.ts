import { expect, it } from '@jest/globals';
import { conditionOf, verdictOf } from '../support/cluster/cluster.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';
import { startSink } from '../support/sink.ts';

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

/** A tool that copied it left no type and no label. */
const copied = [
  `e30.${Buffer.from('{"kubernetes.io/serviceaccount/namespace":"kube-system"}').toString('base64url')}.c2ln`,
  // In one line, which is no file of several values yet.
  '{kind: Config, apiVersion: v1, clusters: [], users: []}',
].map((value) => value.replace('e30.', 'eyJhbGciOiJSUzI1NiJ9.'));

it.each([
  ['a token of a ServiceAccount', copied[0]!],
  ['a kubeconfig', copied[1]!],
])('sends no Secret in which a key is %s', async (what, password) => {
  const name = what.toLowerCase().replaceAll(' ', '-');
  await cluster.secret(name, { username: name, password });
  await cluster.connection(name, { secretRef: { name }, config: { url: platform.url } });

  const refused = await cluster.until(name, (c) => verdictOf(c) === 'False/SecretInvalid');

  expect(conditionOf(refused, 'Connected')?.message).toContain(`\`password\` is ${what}`);
  expect(platform.seen(name)).toBe(0);
});

it.each([
  ['of a type of the cluster', { type: 'helm.sh/release.v1' }, 'False/SecretInvalid'],
  [
    'for another host',
    { annotations: { 'connection-operator.dev/allowed-hosts': 'a.example' } },
    'False/InvalidConfiguration',
  ],
])('shows a proxy no Secret %s', async (of, { type = 'Opaque', annotations = {} }: Kept, verdict) => {
  const sink = await startSink('127.0.0.1');
  const name = `proxy-${of.replaceAll(' ', '-')}`;
  const metadata = { name: `${name}-account`, annotations };
  const stringData = { address: `http://127.0.0.1:${sink.port}`, username: 'svc', password: 'canary-of-a-proxy' };
  await cluster.client.create(
    `/api/v1/namespaces/${cluster.namespace}/secrets`,
    { metadata, type, stringData },
    { signal: new AbortController().signal },
  );
  await cluster.secret(name, { username: name, password: platform.password });
  const proxyRef = { name: metadata.name };
  await cluster.connection(name, { secretRef: { name }, proxyRef, config: { url: platform.url } });

  await cluster.until(name, (c) => verdictOf(c) === verdict);

  expect([sink.connections, platform.seen(name)]).toEqual([0, 0]);
  await sink.stop();
});

interface Kept {
  type?: string;
  annotations?: Record<string, string>;
}
