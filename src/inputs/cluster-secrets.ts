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
  'rke.cattle.io/cluster-state': 'the state of a cluster of Rancher',
  'rke.cattle.io/machine-plan': 'the plan of a machine of Rancher',
  'istio.io/ca-root': 'the authority of Istio',
  'istio.io/key-and-cert': 'a key of a workload of Istio',
  [`${group}/refresh-token`]: 'a refresh token of another Connection',
  [`${group}/attempts-key`]: "the operator's own",
};

/**
 * Why a Secret is no credential for a platform, by its type. Whoever may write a Connection could else have the cluster's own
 * sent to a server of theirs. An annotation of consent is the owner's word that it is one.
 */
export function ofTheCluster({ metadata, spec }: Connection, secret: StoredObject): Refused | undefined {
  const { type = '' } = secret;
  const owner = Object.hasOwn(owners, type) ? owners[type] : undefined;
  if (owner === undefined || hasConsent(secret) || isOwned(secret, metadata.uid)) return undefined;
  const what = `names Secret \`${spec.secretRef?.name}\` of type ${type}, which is ${owner} and not sent to a platform`;
  const fix = `Name the Secret of the account. If this is the one, its owner allows it by annotation ${group}/allowed-platforms. Nothing was sent.`;
  return refused('SecretInvalid', { at: 'spec.secretRef', kind: 'invalid', what }, fix);
}
