import { ApiError } from './api-error.ts';
import { METADATA_ONLY_LIST, type KubeClient } from './client.ts';
import type { Query } from './api-transport.ts';
import type { KubeObject } from './kube-object.ts';

const PAGE_SIZE = 500;
/** A page of large objects from a busy server takes longer than a call may. */
const PAGE_TIMEOUT_MS = 60_000;

export interface ListAllOptions<T> {
  client: KubeClient;
  path: string;
  query: Query;
  metadataOnly: boolean;
  /** Called with each page as it comes, so that an object need not be held longer than wanted. */
  onPage: (items: T[]) => void;
  /** Called when pages already seen turn out to be void: the list starts again. */
  onRestart: () => void;
}

/**
 * Reads a whole list page by page. Where its continue token expires on the way (410), it is read anew in one piece,
 * since pages that once took too long would do so again.
 * @returns the resourceVersion to watch from.
 * @throws ApiError, NetworkError, or the signal's reason.
 */
export async function listAll<T extends KubeObject>(options: ListAllOptions<T>, signal: AbortSignal): Promise<string> {
  const { client, path, query, metadataOnly } = options;
  const accept = metadataOnly ? METADATA_ONLY_LIST : 'application/json';
  let page: Query = { limit: PAGE_SIZE };
  for (;;) {
    try {
      const call = { query: { ...query, ...page }, accept, signal, timeoutMs: PAGE_TIMEOUT_MS };
      const { metadata, items } = await client.list<T>(path, call);
      options.onPage(items ?? []);
      if (!metadata.continue) return metadata.resourceVersion ?? '';
      page = { limit: PAGE_SIZE, continue: metadata.continue };
    } catch (error) {
      const expired = error instanceof ApiError && error.code === 410 && page['continue'] !== undefined;
      if (!expired) throw error;
      options.onRestart();
      page = {};
    }
  }
}
