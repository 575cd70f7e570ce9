import { apiVersion, fieldManager, group, type Connection, type ObjectMeta } from '../api/resources.ts';
import { type KubeClient, isApiError } from '../runtime/index.ts';
import type { StoredObject } from './objects.ts';

/** The Secret `<name>-tokens`: the newest token, what it descends from, and the mark of a refresh under way. */
export interface TokenSecret {
  metadata: ObjectMeta & { ownerReferences?: { uid: string }[] };
  data?: Record<string, string>;
}

/** Who refreshes the token, and since when. */
export interface Mark {
  by: string;
  sinceMs: number;
}

/** Not bound to the test's signal: a token that has come must be stored even where the test is given up. */
const writing = { signal: new AbortController().signal, fieldManager };

/** Undefined where there is none, and where it may not be read. */
export async function readTokenSecret(client: KubeClient, connection: Connection): Promise<TokenSecret | undefined> {
  try {
    return await client.get<TokenSecret>(pathOf(connection), { signal: writing.signal });
  } catch (error) {
    if (isApiError(error, 404, 403)) return undefined;
    throw error;
  }
}

/**
 * Marks that a refresh is under way, unless somebody wrote meanwhile (409). The mark stands beside the token, not in the
 * metadata, which an immutable Secret would let us write.
 */
export function writeMark(
  client: KubeClient,
  connection: Connection,
  { stored, fingerprint, mark }: { stored: TokenSecret | undefined; fingerprint: string; mark: Mark },
): Promise<TokenSecret> {
  const refreshing = base64(`${mark.by} ${new Date(mark.sinceMs).toISOString()}`);
  const marked = { parent: base64(fingerprint), refreshing };
  if (!stored) return client.create(collectionOf(connection), manifestOf(connection, marked), writing);
  const { resourceVersion } = stored.metadata;
  const data = textOf(stored, 'parent') === fingerprint ? marked : { ...marked, refreshToken: null };
  return client.mergePatch(pathOf(connection), { metadata: { resourceVersion }, data }, writing);
}

/** Says that no refresh is under way any more. */
export async function removeMark(client: KubeClient, connection: Connection): Promise<void> {
  await client.mergePatch(pathOf(connection), { data: { refreshing: null } }, writing);
}

/** Whoever holds a new token holds the only one that works, so this write asks for no resourceVersion. */
export async function storeToken(
  client: KubeClient,
  connection: Connection,
  { token, parent, storedAtMs }: { token: string; parent: string; storedAtMs: number },
): Promise<void> {
  const storedAt = base64(new Date(storedAtMs).toISOString());
  const data = { refreshToken: base64(token), parent: base64(parent), storedAt };
  try {
    await client.mergePatch(pathOf(connection), { data: { ...data, refreshing: null } }, writing);
  } catch (error) {
    if (!isApiError(error, 404)) throw error;
    await client.create(collectionOf(connection), manifestOf(connection, data), writing);
  }
}

/** Whether a Secret belongs to the Connection of this uid; one of the same name may be somebody else's. */
export function isOwned({ metadata }: Pick<StoredObject, 'metadata'>, uid: string): boolean {
  return metadata.ownerReferences?.some((owner) => owner.uid === uid) ?? false;
}

/** Who has begun a refresh, and when (milliseconds since 1970); undefined where none is under way. */
export function markOf(stored: TokenSecret | undefined): Mark | undefined {
  const [by, since] = textOf(stored, 'refreshing')?.split(' ') ?? [];
  return by === undefined ? undefined : { by, sinceMs: Date.parse(since ?? '') || 0 };
}

/** The value of a key, decoded. */
export function textOf(stored: TokenSecret | undefined, key: string): string | undefined {
  const value = stored?.data?.[key];
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8');
}

function manifestOf({ metadata }: Connection, data: object): object {
  const { name, uid } = metadata;
  const owner = { apiVersion, kind: 'Connection', name, uid, controller: true };
  const own = { name: nameOf({ metadata }), ownerReferences: [owner] };
  return { apiVersion: 'v1', kind: 'Secret', metadata: own, type: `${group}/refresh-token`, data };
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** Name of the Secret with the stored token of a Connection. */
export function nameOf({ metadata }: Pick<Connection, 'metadata'>): string {
  return `${metadata.name}-tokens`;
}

function collectionOf({ metadata }: Connection): string {
  return `/api/v1/namespaces/${metadata.namespace}/secrets`;
}

export function pathOf(connection: Connection): string {
  return `${collectionOf(connection)}/${nameOf(connection)}`;
}
