import { apiVersion, group, type Connection, type ObjectMeta } from '../api/resources.ts';

/** The Secret `<name>-tokens`: the newest token, what it descends from, and the mark of a refresh under way. */
export interface TokenSecret {
  metadata: ObjectMeta & { ownerReferences?: { uid: string }[] };
  data?: Record<string, string>;
}

export function isOwned({ metadata }: TokenSecret, uid: string): boolean {
  return metadata.ownerReferences?.some((owner) => owner.uid === uid) ?? false;
}

export function markOf(stored: TokenSecret | undefined): { by: string; sinceMs: number } | undefined {
  const [by, since] = textOf(stored, 'refreshing')?.split(' ') ?? [];
  return by === undefined ? undefined : { by, sinceMs: Date.parse(since ?? '') || 0 };
}

export function textOf(stored: TokenSecret | undefined, key: string): string | undefined {
  const value = stored?.data?.[key];
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8');
}

export function manifestOf({ metadata }: Connection, data: object): object {
  const { name, uid } = metadata;
  const owner = { apiVersion, kind: 'Connection', name, uid, controller: true };
  const own = { name: `${name}-tokens`, ownerReferences: [owner] };
  return { apiVersion: 'v1', kind: 'Secret', metadata: own, type: `${group}/refresh-token`, data };
}

export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

export function nameOf({ metadata }: Connection): string {
  return `${metadata.name}-tokens`;
}

export function collectionOf({ metadata }: Connection): string {
  return `/api/v1/namespaces/${metadata.namespace}/secrets`;
}

export function pathOf(connection: Connection): string {
  return `${collectionOf(connection)}/${nameOf(connection)}`;
}
