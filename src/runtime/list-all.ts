import { ApiError, NetworkError, isApiError } from './api-error.ts';
import { METADATA_ONLY_LIST, type KubeClient } from './client.ts';
import type { Query } from './api-transport.ts';
import type { Clock } from './clock.ts';
import { Deadline } from './deadline.ts';
import type { KubeList, KubeObject } from './kube-object.ts';
import { skim, type LargeFields } from './skim.ts';

const PAGE_SIZE = 500;
/** A page of large objects from a busy server takes longer than a call may. */
const PAGE_TIMEOUT_MS = 60_000;
/** What is parsed at once; a page that has more is asked for with fewer objects. */
const PAGE_BYTES = 2 * 1024 * 1024;
/** A whole list, once its pages have expired. */
const WHOLE_BYTES = 32 * 1024 * 1024;
/** In a list the objects are in an array in an object. */
const OBJECT_DEPTH = 3;

export interface ListAllOptions<T> {
  client: KubeClient;
  path: string;
  query: Query;
  metadataOnly: boolean;
  largeFields: LargeFields;
  clock: Clock;
  /** Objects a page at most; default 500. */
  pageSize?: number;
  /** Called with each page as it comes, so that an object need not be held longer than wanted; the next is asked for after it. */
  onPage: (items: T[]) => void | Promise<void>;
  /** Called when pages already seen turn out to be void: the list starts again. */
  onRestart: () => void;
}

/**
 * Reads a whole list page by page, with fewer objects a page where they are large. Where its continue token expires on the
 * way (410), it is read anew in one piece, since pages that once took too long would do so again.
 * @returns the resourceVersion to watch from.
 * @throws ApiError, NetworkError, or the signal's reason.
 */
export async function listAll<T extends KubeObject>(options: ListAllOptions<T>, signal: AbortSignal): Promise<string> {
  const { pageSize = PAGE_SIZE } = options;
  let limit: number | undefined = pageSize;
  let token: string | undefined;
  for (;;) {
    try {
      const page: KubeList<T> | undefined = await readPage<T>(options, { limit, continue: token }, signal);
      if (!page) {
        limit = limit === undefined ? pageSize : Math.ceil(limit / 10);
        continue;
      }
      await options.onPage(page.items ?? []);
      token = page.metadata.continue || undefined;
      if (token === undefined) return page.metadata.resourceVersion ?? '';
      limit = Math.min((limit ?? pageSize) * 2, pageSize);
    } catch (error) {
      const expired = isApiError(error, 410) && token !== undefined;
      if (!expired) throw error;
      options.onRestart();
      [limit, token] = [undefined, undefined];
    }
  }
}

/** @returns undefined where the page is too large to be read at once, and could be smaller */
async function readPage<T>(
  { client, path, query, metadataOnly, largeFields, clock }: ListAllOptions<T>,
  page: { limit: number | undefined; continue: string | undefined },
  signal: AbortSignal,
): Promise<KubeList<T> | undefined> {
  const deadline = new Deadline(signal, PAGE_TIMEOUT_MS, clock);
  const mostBytes = page.limit === undefined ? WHOLE_BYTES : page.limit === 1 ? Infinity : PAGE_BYTES;
  const accept = metadataOnly ? METADATA_ONLY_LIST : 'application/json';
  try {
    const body = await client.stream(path, { query: { ...query, ...page }, accept, signal: deadline.signal });
    const text = await readText(body, mostBytes);
    return text === undefined ? undefined : (JSON.parse(skim(text, OBJECT_DEPTH, largeFields)) as KubeList<T>);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw signal.aborted ? signal.reason : new NetworkError({ method: 'GET', path }, error, deadline.expired);
  } finally {
    deadline.end();
  }
}

async function readText(body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
