import { apiVersion, type Connection, type ObjectMeta } from '../../api/resources.ts';
import { type KubeClient, isApiError } from '../../runtime/index.ts';
import type { Draft } from '../contract.ts';
import { manifestsOf } from '../draft-manifests.ts';
import { Refused } from './refusals.ts';

const fieldManager = 'connection-console';

/**
 * Creates Secret and Connection of a draft. Nothing that is there is overwritten; a Secret that was made for a Connection
 * which then was refused is taken away again.
 * @throws Refused if one of them exists; ApiError, NetworkError
 */
export async function createConnection(draft: Draft, client: KubeClient, signal: AbortSignal): Promise<Connection> {
  const { secret, connection } = manifestsOf(draft);
  const options = { fieldManager, signal };
  const secrets = `/api/v1/namespaces/${encodeURIComponent(draft.namespace)}/secrets`;
  const connections = `/apis/${apiVersion}/namespaces/${encodeURIComponent(draft.namespace)}/connections`;
  const made = secret && (await unlessThere('Secret', draft, () => client.create(secrets, secret, options)));
  try {
    return await unlessThere('Connection', draft, () => client.create<Connection>(connections, connection, options));
  } catch (error) {
    if (made) await takeBack(`${secrets}/${encodeURIComponent(draft.name)}`, made.metadata, client);
    throw error;
  }
}

async function unlessThere<T>(kind: string, { name, namespace }: Draft, create: () => Promise<T>): Promise<T> {
  try {
    return await create();
  } catch (error) {
    if (!isApiError(error, 409)) throw error;
    const what = `is the name of a ${kind} that exists in ${namespace}`;
    const problem = { at: 'metadata.name', kind: 'invalid', what, fix: 'choose another name' } as const;
    throw new Refused(409, `A ${kind} named ${name} exists. Nothing was overwritten.`, [problem]);
  }
}

/** Also if the page is closed meanwhile, so not by its signal. */
async function takeBack(path: string, { uid }: Partial<ObjectMeta>, client: KubeClient): Promise<void> {
  const preconditions = uid === undefined ? {} : { preconditions: { uid } };
  await client.delete(path, { ...preconditions, signal: AbortSignal.timeout(10_000) }).catch(() => {});
}
