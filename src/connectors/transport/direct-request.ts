import {
  request as overHttp,
  validateHeaderName,
  validateHeaderValue,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import { request as overHttps } from 'node:https';
import { bodyOf, type Body } from './response-body.ts';

export interface Sent {
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  agent: Agent;
  /** More of a body is not read. */
  size: number;
  signal: AbortSignal;
}

export interface Reply {
  status: number;
  /** By names in lower case. */
  headers: ReadonlyMap<string, readonly string[]>;
  /** @throws why it did not come whole */
  text: () => Promise<string>;
}

const decoder = new TextDecoder();

/**
 * One request as node-fetch sends it, and the reply as it reads it, redirects left alone, without what it makes for each:
 * three sets of headers, a stream behind the response's own, the pipeline between them and its end.
 * @returns once the headers of the reply are there. @throws the error of Node.js
 */
export function directRequest(url: URL, sent: Sent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    if (url.username !== '' || url.password !== '') throw new TypeError('an URL with credentials in it');
    if (sent.body !== undefined && ['GET', 'HEAD'].includes(sent.method))
      throw new TypeError('a body with GET or HEAD');
    const { signal, method, agent } = sent;
    signal.throwIfAborted();
    const send = url.protocol === 'https:' ? overHttps : overHttp;
    const request = send(url, { method, agent, path: pathOf(url), headers: headersOf(sent) });
    let body: Body | undefined;
    const fail = (error: unknown): void => {
      signal.removeEventListener('abort', onAbort);
      reject(error);
      body?.fail(error);
      if (!request.destroyed) request.destroy();
    };
    const onAbort = (): void => fail(signal.reason);
    signal.addEventListener('abort', onAbort);
    request.on('error', fail);
    request.on('response', (response) => {
      const headers = received(response.rawHeaders);
      body = hasBody(response, method)
        ? bodyOf(response, { coding: headers.get('content-encoding')?.join(', ').toLowerCase(), size: sent.size })
        : without(response);
      const { whole } = body;
      whole.then(() => signal.removeEventListener('abort', onAbort), fail);
      resolve({ status: response.statusCode ?? 0, headers, text: async () => decoder.decode(await whole) });
    });
    write(request, sent);
  });
}

function write(request: ClientRequest, { body }: Sent): void {
  if (body) request.end(body);
  else request.end();
}

function hasBody({ statusCode }: IncomingMessage, method: string): boolean {
  return method !== 'HEAD' && statusCode !== 204 && statusCode !== 304;
}

/** Some servers send one all the same (WsgiDAV with 404 to HEAD), which is no HTTP; what was asked for is there by then. */
function without(response: IncomingMessage): Body {
  response.on('error', () => {}).resume();
  return { whole: Promise.resolve(Buffer.alloc(0)), fail: () => {} };
}

/** The question mark of an empty query is part of what is asked for. */
function pathOf({ pathname, search, href }: URL): string {
  return pathname + (search || (href.replace(/#.*/s, '').endsWith('?') ? '?' : ''));
}

/** In lower case and in order, as node-fetch sends them. */
function headersOf({ headers, body, method }: Sent): Record<string, string | string[]> {
  const all = new Map<string, string[]>();
  for (const [name, value] of Object.entries(headers)) add(all, name, value);
  if (!all.has('accept')) all.set('accept', ['*/*']);
  if (!all.has('accept-encoding')) all.set('accept-encoding', ['gzip, deflate, br']);
  if (body && !all.has('content-type')) all.set('content-type', ['text/plain;charset=UTF-8']);
  if (body) all.set('content-length', [String(Buffer.byteLength(body))]);
  else if (method === 'POST' || method === 'PUT') all.set('content-length', ['0']);
  const named = [...all].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(named.map(([name, values]) => [name, only(values) ?? values]));
}

function only([first, ...more]: string[]): string | undefined {
  return more.length === 0 ? first : undefined;
}

function add(headers: Map<string, string[]>, name: string, value: string): void {
  const key = name.toLowerCase();
  const before = headers.get(key);
  if (before) before.push(value);
  else headers.set(key, [value]);
}

/** Those that HTTP allows. Node.js takes what it does not, such as letters beyond Latin-1. */
function received(raw: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const headers = new Map<string, string[]>();
  for (let at = 0; at < raw.length; at += 2) {
    const [name = '', value = ''] = [raw[at], raw[at + 1]];
    if (isHeader(name, value)) add(headers, name, value);
  }
  return new Map([...headers].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function isHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
