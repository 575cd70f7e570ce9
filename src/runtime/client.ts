import type { KubeConfig } from '@kubernetes/client-node';

import { NetworkError, isApiError } from './api-error.ts';
import { ApiTransport, type ApiRequest, type ApiTransportOptions, type Query } from './api-transport.ts';
import { sleep } from './clock.ts';
import type { KubeList, KubeObject } from './kube-object.ts';

export interface CallOptions {
  signal: AbortSignal;
  /** Default: the client's own limit, 10 s. */
  timeoutMs?: number;
  query?: Query;
  /** Media type asked for; see `METADATA_ONLY` and `METADATA_ONLY_LIST`. */
  accept?: string;
}

export interface WriteOptions extends CallOptions {
  /** Who the API server notes as owner of the fields written. */
  fieldManager?: string;
}

export interface ApplyOptions extends WriteOptions {
  fieldManager: string;
  /** Take fields over from other managers; default false. */
  force?: boolean;
}

export interface DeleteOptions extends CallOptions {
  preconditions?: { uid?: string; resourceVersion?: string };
}

export interface JsonPatchOperation {
  op: 'add' | 'remove' | 'replace' | 'test';
  /** RFC 6901, as `/metadata/uid`. */
  path: string;
  value?: unknown;
}

export interface KubeClientOptions extends ApiTransportOptions {
  /** Limit of a call that sets none; default 10,000. */
  timeoutMs?: number;
  /** Asked before each call that writes; where it is false, nothing is sent and `WriteRefused` is thrown. */
  mayWrite?: (() => boolean) | undefined;
}

/** This process may not write any more: another one does. */
export class WriteRefused extends Error {
  override readonly name = 'WriteRefused';
}

/** Asks for `PartialObjectMetadata` in place of an object (get, watch) or of a list. */
export const METADATA_ONLY = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
export const METADATA_ONLY_LIST = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

const DEFAULT_TIMEOUT_MS = 10_000;
const LONGEST_RETRY_WAIT_MS = 5_000;

/**
 * Plain JSON calls to the Kubernetes API. Paths are absolute, as in `/api/v1/namespaces/default/secrets/x`.
 *
 * Every call throws `ApiError` where the server answered with an error, `NetworkError` where no whole answer came
 * in time, and the signal's reason where the caller gave up. Nothing is retried but `get`, once.
 */
export class KubeClient {
  readonly #transport: ApiTransport;
  readonly #options: KubeClientOptions;
  /** Of the kubeconfig, or that of the Pod. */
  readonly ownNamespace: string;

  constructor(config: KubeConfig, options: KubeClientOptions) {
    this.#transport = new ApiTransport(config, options);
    this.#options = options;
    this.ownNamespace = config.getContextObject(config.getCurrentContext())?.namespace ?? 'default';
  }

  /** One object. Tried a second time on a broken connection, or on 429 or 503 with a `Retry-After` of at most 5 s. */
  async get<T = KubeObject>(path: string, options: CallOptions): Promise<T> {
    try {
      return await this.#call<T>({ method: 'GET', path }, options);
    } catch (error) {
      const waitMs = retryWaitMs(error);
      if (waitMs === undefined) throw error;
      if (waitMs > 0) await sleep(waitMs, this.#options.clock, options.signal);
      return this.#call<T>({ method: 'GET', path }, options);
    }
  }

  /** One page of a list: with `query: {limit, continue}`, the one that they name. */
  list<T = KubeObject>(path: string, options: CallOptions): Promise<KubeList<T>> {
    return this.#call({ method: 'GET', path }, options);
  }

  create<T = KubeObject>(path: string, content: unknown, options: WriteOptions): Promise<T> {
    const body = { type: 'application/json', content };
    return this.#call({ method: 'POST', path, body }, options);
  }

  /**
   * RFC 7386. `metadata.resourceVersion` in the content guards it: 409 Conflict where it differs. `metadata.uid` does
   * not: it is refused (422) on an object, and ignored on the `/status` of a custom one (measured on 1.36.3).
   */
  mergePatch<T = KubeObject>(path: string, content: unknown, options: WriteOptions): Promise<T> {
    const body = { type: 'application/merge-patch+json', content };
    return this.#call({ method: 'PATCH', path, body }, options);
  }

  /** RFC 6902. A `test` operation that fails refuses the whole patch, `/status` included: 422 Invalid. */
  jsonPatch<T = KubeObject>(path: string, operations: JsonPatchOperation[], options: WriteOptions): Promise<T> {
    const body = { type: 'application/json-patch+json', content: operations };
    return this.#call({ method: 'PATCH', path, body }, options);
  }

  /** Server-side apply. */
  apply<T = KubeObject>(path: string, content: unknown, options: ApplyOptions): Promise<T> {
    const body = { type: 'application/apply-patch+yaml', content };
    return this.#call({ method: 'PATCH', path, body }, options);
  }

  /** @returns the object on its way out, or a `Status` where it is gone already. */
  delete<T = unknown>(path: string, options: DeleteOptions): Promise<T> {
    const { preconditions } = options;
    const body = preconditions && { type: 'application/json', content: { preconditions } };
    return this.#call({ method: 'DELETE', path, ...(body && { body }) }, options);
  }

  /** The body of a watch as it arrives; ends by the signal, or when the loop over it is left. */
  stream(path: string, { query, accept, signal }: CallOptions): Promise<AsyncIterable<Uint8Array>> {
    return this.#transport.stream({ method: 'GET', path, query, accept }, signal);
  }

  #call<T>(request: ApiRequest, options: CallOptions & Partial<ApplyOptions>): Promise<T> {
    const { fieldManager, force, query, accept, signal } = options;
    if (request.method !== 'GET' && this.#options.mayWrite?.() === false)
      return Promise.reject(new WriteRefused(`${request.method} ${request.path}: another process writes`));
    const limitMs = options.timeoutMs ?? this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    return this.#transport.call({ ...request, accept, query: { ...query, fieldManager, force } }, limitMs, signal);
  }
}

/** How long to wait before the one retry of a read; undefined where it would be of no use. */
function retryWaitMs(error: unknown): number | undefined {
  if (error instanceof NetworkError) return wasReset(error) ? 0 : undefined;
  if (!isApiError(error, 429, 503)) return undefined;
  const { retryAfterMs } = error;
  return retryAfterMs !== undefined && retryAfterMs <= LONGEST_RETRY_WAIT_MS ? retryAfterMs : undefined;
}

/** A kept-alive connection may be closed by the other side in the moment that it is used. */
function wasReset({ cause }: NetworkError): boolean {
  const { code } = (cause ?? {}) as { code?: unknown };
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET';
}
