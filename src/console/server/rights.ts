import { group } from '../../api/resources.ts';
import { mayI, type KubeClient } from '../../runtime/index.ts';
import type { Rights } from '../contract.ts';
import { gitOwner } from './gitops.ts';

export async function rightsIn(namespace: string, client: KubeClient, signal: AbortSignal): Promise<Rights> {
  const ask = (verb: string, resource: string, of = '') =>
    mayI(client, { verb, resource, group: of, namespace }, signal);
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
