import { ServerResponse, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';

/** One response of a server of this process, as it was meant. */
export interface Exchange {
  /** Method and address, and whether a credential was shown: what makes two requests the same. */
  key: string;
  status: number;
  type: string;
  body: string;
  /** Nobody was shown. */
  nobody: boolean;
}

/** What goes out instead; fields that are left out stay. */
export type Damage = Partial<Pick<Exchange, 'status' | 'type' | 'body'>> & {
  /** Laid over those that are left. */
  headers?: Readonly<Record<string, string | readonly string[]>>;
};

/** Sees every response before it goes out, and may put another in its place. */
export type Tamper = (exchange: Exchange) => Damage | undefined;

const { write, writeHead, end } = ServerResponse.prototype;
const held = new WeakMap<ServerResponse, Buffer[]>();

/** Runs something while the responses of all HTTP servers of this process go through `tamper`. */
export async function tampering<T>(tamper: Tamper, work: () => Promise<T>): Promise<T> {
  ServerResponse.prototype.writeHead = function hold(this: ServerResponse, ...given: unknown[]) {
    const [status, ...more] = given;
    this.statusCode = status as number;
    const headers = more.find((one): one is OutgoingHttpHeaders => typeof one === 'object' && one !== null);
    for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) this.setHeader(name, value);
    return this;
  } as typeof writeHead;
  ServerResponse.prototype.write = function hold(this: ServerResponse, chunk: unknown) {
    chunksOf(this).push(bytes(chunk));
    return true;
  } as typeof write;
  ServerResponse.prototype.end = function release(this: ServerResponse, chunk?: unknown) {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunksOf(this).push(bytes(chunk));
    return send(this, tamper);
  } as typeof end;
  try {
    return await work();
  } finally {
    Object.assign(ServerResponse.prototype, { write, writeHead, end });
  }
}

function send(response: ServerResponse, tamper: Tamper): ServerResponse {
  const body = Buffer.concat(chunksOf(response)).toString('utf8');
  const type = String(response.getHeader('content-type') ?? '');
  const instead = tamper({ ...askedBy(response.req), status: response.statusCode, type, body });
  const out = Buffer.from(instead?.body ?? body);
  if (instead?.type !== undefined) response.setHeader('content-type', instead.type);
  response.statusCode = instead?.status ?? response.statusCode;
  for (const name of ['content-length', 'transfer-encoding']) response.removeHeader(name);
  // A connection that is signed in is kept only if the response says where it ends.
  if (!hasNoBody(response)) response.setHeader('content-length', out.length);
  if (instead?.status !== undefined) forgetWords(response);
  for (const [name, value] of Object.entries(instead?.headers ?? {})) response.setHeader(name, value);
  writeHead.call(response, response.statusCode);
  return end.call(response, hasNoBody(response) ? '' : out, 'utf8');
}

function hasNoBody({ statusCode, req }: ServerResponse): boolean {
  return statusCode === 204 || statusCode === 304 || req.method === 'HEAD';
}

/** With another status the headers of the platform's own would say what it no longer means. */
function forgetWords(response: ServerResponse): void {
  const kept = new Set(['date', 'content-type', 'content-length', 'connection']);
  for (const name of response.getHeaderNames()) if (!kept.has(name)) response.removeHeader(name);
}

function askedBy({ method, url, headers }: IncomingMessage): Pick<Exchange, 'key' | 'nobody'> {
  const nobody = (headers.authorization ?? headers.cookie) === undefined;
  return { key: `${method} ${headers.host} ${url?.split('?')[0]} ${nobody ? 'nobody' : 'somebody'}`, nobody };
}

function chunksOf(response: ServerResponse): Buffer[] {
  const chunks = held.get(response) ?? [];
  held.set(response, chunks);
  return chunks;
}

function bytes(chunk: unknown): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk as Uint8Array);
}
