import { group } from '../../api/resources.ts';
import type { KubeClient } from '../../runtime/index.ts';
import type { Rights } from '../contract.ts';
import { gitOwner } from './gitops.ts';

interface Asked {
  verb: string;
  resource: string;
  group?: string;
  namespace?: string | undefined;
}

/** What the API server says that the person of the kubeconfig may do. */
export async function may(client: KubeClient, asked: Asked, signal: AbortSignal): Promise<boolean> {
  const spec = { resourceAttributes: { group: '', ...asked } };
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec };
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  const { status } = await client.create<{ status: { allowed?: boolean } }>(path, body, { signal });
  return status.allowed === true;
}

export async function rightsIn(namespace: string, client: KubeClient, signal: AbortSignal): Promise<Rights> {
  const ask = (verb: string, resource: string, of = '') =>
    may(client, { verb, resource, group: of, namespace }, signal);
  const [create, update, remove, createSecret, patchSecret, git] = await Promise.all([
    ask('create', 'connections', group),
    ask('patch', 'connections', group),
    ask('delete', 'connections', group),
    ask('create', 'secrets'),
    ask('patch', 'secrets'),
    gitOwnerOf(namespace, client, signal),
  ]);
  const rights = { create, update, delete: remove, secrets: createSecret && patchSecret };
  return git === undefined ? rights : { ...rights, git };
}

/** Whoever may not read the namespace is not told. */
async function gitOwnerOf(namespace: string, client: KubeClient, signal: AbortSignal): Promise<string | undefined> {
  return client.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}`, { signal }).then(gitOwner, () => undefined);
}

/** Namespaces to offer; the person's own where they may not list them. */
export async function namespacesOf(client: KubeClient, own: string, signal: AbortSignal): Promise<string[]> {
  try {
    const { items } = await client.list('/api/v1/namespaces', { signal });
    return items.map(({ metadata }) => metadata.name).toSorted();
  } catch {
    signal.throwIfAborted();
    return [own];
  }
}

/** Who the API server takes the person for. */
export async function personOf(client: KubeClient, signal: AbortSignal): Promise<string | undefined> {
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  return client.create<{ status: { userInfo: { username?: string } } }>(path, body, { signal }).then(
    ({ status }) => status.userInfo.username,
    () => undefined,
  );
}
