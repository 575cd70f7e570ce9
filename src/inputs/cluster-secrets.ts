import { group, type Connection } from '../api/resources.ts';
import { hasConsent } from './consent.ts';
import { refused, type Refused, type StoredObject } from './objects.ts';
import { isOwned } from './token-secret.ts';

/** Types of Secrets that the cluster and its tools use, and whom each belongs to. */
const owners: Readonly<Record<string, string>> = {
  'kubernetes.io/service-account-token': 'a token for the cluster itself',
  'bootstrap.kubernetes.io/token': 'a token that joins nodes to the cluster',
  'helm.sh/release.v1': 'a release of Helm',
  'kubernetes.io/tls': 'a certificate of a server',
  'kubernetes.io/dockercfg': 'for pulling images',
  'kubernetes.io/dockerconfigjson': 'for pulling images',
  'cluster.x-k8s.io/secret': 'a key or kubeconfig of a cluster of Cluster API',
  'addons.cluster.x-k8s.io/resource-set': 'what Cluster API puts into its clusters',
  'fleet.cattle.io/bundle-deployment/v1alpha1': 'a deployment of Fleet',
  'fleet.cattle.io/bundle-values/v1alpha1': 'the values of a bundle of Fleet',
  'rke.cattle.io/cluster-state': 'the state of a cluster of Rancher',
  'rke.cattle.io/machine-plan': 'the plan of a machine of Rancher',
  'istio.io/ca-root': 'the authority of Istio',
  'istio.io/key-and-cert': 'a key of a workload of Istio',
  [`${group}/refresh-token`]: 'a refresh token of another Connection',
  [`${group}/attempts-key`]: "the operator's own",
};

/** Labels by which tools find Secrets that have no type of their own. */
const labels: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/secret-type': "a cluster's or a repository's credential of Argo CD",
  'istio/multiCluster': 'a kubeconfig of a cluster of Istio',
};

/**
 * Why a Secret is no credential for a platform, by its type or a label. Whoever may write a Connection could else have the cluster's own
 * sent to a server of theirs. An annotation of consent is the owner's word that it is one.
 */
export function ofTheCluster(
  { metadata, spec }: Connection,
  secret: StoredObject,
  at: 'spec.secretRef' | 'spec.proxyRef' = 'spec.secretRef',
): Refused | undefined {
  const { type = '' } = secret;
  const label = Object.keys(labels).find((name) => Object.hasOwn(secret.metadata.labels ?? {}, name));
  const owner = Object.hasOwn(owners, type) ? owners[type] : label && labels[label];
  const sign = Object.hasOwn(owners, type) ? `of type ${type}` : `with label ${label}`;
  if (owner === undefined || hasConsent(secret) || isOwned(secret, metadata.uid)) return undefined;
  const name = at === 'spec.secretRef' ? spec.secretRef?.name : spec.proxyRef?.name;
  const to = at === 'spec.secretRef' ? 'platform' : 'proxy';
  const what = `names Secret \`${name}\` ${sign}, which is ${owner} and not sent to a ${to}`;
  const fix = `Name the Secret of the account. If this is the one, its owner allows it by annotation ${group}/allowed-platforms. Nothing was sent.`;
  return refused('SecretInvalid', { at, kind: 'invalid', what }, fix);
}
