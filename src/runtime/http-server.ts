import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Logger } from './log.ts';

interface Answer {
  status: number;
  body: string;
  /** Default `text/plain; charset=utf-8`. */
  contentType?: string;
}

/** Answers a GET or HEAD of one path. */
export type Route = (query: URLSearchParams) => Answer | Promise<Answer>;

export interface HttpServerOptions {
  /** 0: any free one. */
  port: number;
  /** Default: every address, IPv6 and IPv4. */
  host?: string;
  /** By exact path. */
  routes: Record<string, Route>;
  log: Logger;
}

export interface RunningHttpServer {
  readonly address: AddressInfo;
  /** Takes no new connection, ends idle ones, and resolves when the last answer is out. */
  close(): Promise<void>;
}

/**
 * Serves the routes over plain HTTP. What a route throws is logged and answered with 500 and nothing else.
 * @throws where the port cannot be had.
 */
export async function startHttpServer(options: HttpServerOptions, signal: AbortSignal): Promise<RunningHttpServer> {
  signal.throwIfAborted();
  const server = createServer((request, response) => void answer(request, response, options));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen({ port: options.port, ...(options.host !== undefined && { host: options.host }) }, resolve);
  await promise;
  return {
    address: server.address() as AddressInfo,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HttpServerOptions): Promise<void> {
  const { status, body, contentType = 'text/plain; charset=utf-8' } = await answerOf(request, options);
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function answerOf({ method, url = '/' }: IncomingMessage, { routes, log }: HttpServerOptions): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: 'method not allowed\n' };
  // Not by the URL class, which throws for some of what a client may send, such as `//`.
  const [path, query] = url.split('?', 2) as [string, string?];
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (route === undefined) return { status: 404, body: 'not found\n' };
  try {
    return await route(new URLSearchParams(query));
  } catch (error) {
    log.error('Route failed', { path, error });
    return { status: 500, body: 'internal error\n' };
  }
}
