import { HttpMethod, RequestContext, type KubeConfig } from '@kubernetes/client-node';
import type { Dispatcher } from 'undici';

import { ApiError, apiErrorFrom, NetworkError } from './api-error.ts';
import type { Clock } from './clock.ts';
import { Deadline } from './deadline.ts';
import { resourceOf } from './resource-path.ts';
import { wholeAnswer } from './whole-answer.ts';

export type Query = Record<string, string | number | boolean | undefined>;

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Absolute, without a query. */
  path: string;
  query?: Query | undefined;
  accept?: string | undefined;
  body?: { type: string; content: unknown };
}

export interface RequestObservation {
  method: string;
  resource: string;
  /** HTTP status, or `error` where no answer came. */
  code: string;
  durationMs: number;
}

export interface ApiTransportOptions {
  userAgent: string;
  clock: Clock;
  /** Called once for every request; for a stream, once its headers are there. */
  onRequest?: (observation: RequestObservation) => void;
  /** Called with the header Date of an answer; milliseconds since 1970. */
  onServerDate?: (serverMs: number) => void;
}

interface Server {
  /** As the kubeconfig has it. */
  named: string;
  url: string;
  origin: string;
  /** A server's URL may have a path of its own, as behind Rancher. */
  path: string;
}

function serverOf(named: string): Server {
  const { href, origin, pathname } = new URL(named);
  return { named, url: href, origin, path: pathname.replace(/\/$/, '') };
}

const STREAM_HEADERS_TIMEOUT_MS = 30_000;

/** Sends single requests to the API server that a KubeConfig names: authentication, errors, observation. */
export class ApiTransport {
  readonly #config: KubeConfig;
  readonly #options: ApiTransportOptions;
  #server: Server | undefined;

  constructor(config: KubeConfig, options: ApiTransportOptions) {
    this.#config = config;
    this.#options = options;
  }

  /**
   * The parsed answer.
   * @throws ApiError, NetworkError, or the signal's reason.
   */
  async call<T>(request: ApiRequest, limitMs: number, signal: AbortSignal): Promise<T> {
    const deadline = new Deadline(signal, limitMs, this.#options.clock);
    try {
      return await this.#observed(request, async (sawCode) => {
        const { dispatcher, options } = await this.#prepared(request);
        const answer = await wholeAnswer(dispatcher, { ...options, headersTimeout: 0 }, deadline);
        sawCode(answer.statusCode);
        const { date } = answer.headers;
        if (typeof date === 'string') this.#options.onServerDate?.(Date.parse(date));
        if (answer.statusCode >= 400) throw failure(request, answer, answer.text);
        return JSON.parse(answer.text) as T;
      });
    } catch (error) {
      throw explain(error, request, signal, deadline.expired);
    } finally {
      deadline.end();
    }
  }

  /**
   * The answer's body as it arrives, without a time limit once its headers are there (30 s).
   * @throws ApiError, NetworkError, or the signal's reason; while it is read, undici's errors.
   */
  async stream(request: ApiRequest, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    try {
      return await this.#observed(request, async (sawCode) => {
        const { dispatcher, options } = await this.#prepared(request);
        const answer = await dispatcher.request({ ...options, signal, headersTimeout: STREAM_HEADERS_TIMEOUT_MS });
        sawCode(answer.statusCode);
        if (answer.statusCode < 400) return answer.body;
        throw failure(request, answer, await answer.body.text());
      });
    } catch (error) {
      throw explain(error, request, signal, false);
    }
  }

  async #prepared(request: ApiRequest): Promise<{ dispatcher: Dispatcher; options: Dispatcher.DispatchOptions }> {
    const { method, path, query, accept = 'application/json', body } = request;
    const server = this.#serverOf(this.#config.getCurrentCluster()?.server ?? '');
    const context = new RequestContext(server.url, HttpMethod.GET);
    await this.#config.applySecurityAuthentication(context);
    const dispatcher = context.getDispatcher();
    if (dispatcher === undefined) throw new TypeError('The KubeConfig offers no dispatcher: use SharedKubeConfig');
    const headers: Record<string, string> = context.getHeaders();
    headers['accept'] = accept;
    headers['user-agent'] = this.#options.userAgent;
    if (body !== undefined) headers['content-type'] = body.type;
    const options = {
      origin: server.origin,
      path: server.path + path + queryString(query),
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body.content),
      bodyTimeout: 0,
    };
    return { dispatcher, options };
  }

  #serverOf(named: string): Server {
    if (this.#server?.named !== named) this.#server = serverOf(named);
    return this.#server;
  }

  async #observed<T>(request: ApiRequest, work: (sawCode: (code: number) => void) => Promise<T>): Promise<T> {
    const { clock, onRequest } = this.#options;
    const startedMs = clock.now();
    let code = 'error';
    try {
      return await work((seen) => {
        code = String(seen);
      });
    } finally {
      const { method, path } = request;
      onRequest?.({ method, resource: resourceOf(path), code, durationMs: clock.now() - startedMs });
    }
  }
}

function failure(
  request: ApiRequest,
  answer: Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>,
  text: string,
): Error {
  const retryAfter = answer.headers['retry-after'];
  return apiErrorFrom(request, answer.statusCode, text, typeof retryAfter === 'string' ? retryAfter : undefined);
}

function explain(error: unknown, request: ApiRequest, signal: AbortSignal, expired: boolean): unknown {
  if (error instanceof ApiError) return error;
  return signal.aborted ? signal.reason : new NetworkError(request, error, expired);
}

function queryString(query: Query = {}): string {
  let params: URLSearchParams | undefined;
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) (params ??= new URLSearchParams()).set(name, String(value));
  return params === undefined ? '' : `?${params.toString()}`;
}
