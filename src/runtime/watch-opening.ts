import type { Query } from './api-transport.ts';
import { METADATA_ONLY_LIST, type KubeClient } from './client.ts';
import type { KubeList, KubeObject } from './kube-object.ts';

/**
 * No etcd is put back to a backup in less time. What it has counted on from there may be beyond the version that is known,
 * so that a watch from there is accepted and tells nothing of what is different.
 */
const outageMs = 10_000;

/** Since when there is no watch, though none has run its time; the API server may be another one by now. */
export class WatchOpening {
  #lostAtMs: number | undefined;

  /** A watch failed, or ended before its time. @param nowMs - of the first in a row it counts. */
  lost(nowMs: number): void {
    this.#lostAtMs ??= nowMs;
  }

  opened(): void {
    this.#lostAtMs = undefined;
  }

  /** What is known may be of before a restore. */
  get isDoubtful(): boolean {
    return this.#lostAtMs !== undefined;
  }

  /** For so long that nothing says any more whether it is. */
  isOutage(nowMs: number): boolean {
    return this.#lostAtMs !== undefined && nowMs - this.#lostAtMs >= outageMs;
  }
}

interface Listed {
  client: Pick<KubeClient, 'get'>;
  path: string;
  query: Query;
  timeoutMs: number;
}

/** The resourceVersion that a list would have now, of which no more than one object is read. */
export async function versionOfList(
  { client, path, query, timeoutMs }: Listed,
  signal: AbortSignal,
): Promise<string | undefined> {
  const options = { query: { ...query, limit: 1 }, accept: METADATA_ONLY_LIST, timeoutMs, signal };
  const { metadata } = await client.get<KubeList<KubeObject>>(path, options);
  return metadata.resourceVersion;
}
