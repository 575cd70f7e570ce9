import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

type Fields = Record<string, string>;

/** What a vendor's client registration says. */
export interface Registration {
  clientId: string;
  clientSecret?: string;
  /** Exactly one of these must be asked for; a port of `*` is any. */
  redirectUris: readonly string[];
  pkce: boolean;
  /** Answer of the token endpoint, beside the codes. */
  token?: (form: Fields) => object;
  /** What the callback says beside code and state. */
  callback?: Fields;
  /** Answers of the device polls, in order; then tokens. */
  device?: object[];
  /** Body of the exchange is JSON. */
  json?: boolean;
  /** Error that the callback has instead of a code. */
  declines?: string;
  /** Response to a code that is right otherwise, if it is refused. */
  refuses?: { status: number; json: object };
}

export interface AuthorizationServer {
  origin: string;
  /** What the token endpoint was asked, in order, without the first bare GET. */
  exchanges: Fields[];
  refusals: string[];
  close(): Promise<void>;
}

/** A strict authorization server on loopback: whatever differs from the registration is refused, as a page. */
export async function authorizationServer(registration: Registration): Promise<AuthorizationServer> {
  const codes = new Map<string, Fields>();
  const exchanges: Fields[] = [];
  const refusals: string[] = [];
  let polls = 0;
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, exchanges, refusals, close: async () => void (await new Promise((done) => server.close(done))) };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', origin);
    if (url.pathname === '/authorize') return authorize(Object.fromEntries(url.searchParams), response);
    if (request.method !== 'POST') return reply(response, 405, {});
    const form = fieldsOf(await bodyOf(request), registration.json ?? false);
    if (url.pathname === '/device') {
      return reply(response, 200, {
        device_code: 'device-code',
        user_code: 'ABCD-EFGH',
        verification_url: `${origin}/activate`,
        expires_in: 60,
        interval: 1,
      });
    }
    if (url.pathname === '/token') return token({ ...basicOf(request), ...form }, response);
    reply(response, 404, {});
  }

  function authorize(query: Fields, response: ServerResponse): void {
    const wrong = wrongRequest(query, registration);
    if (wrong !== undefined) {
      refusals.push(wrong);
      return page(response, wrong);
    }
    const asked = query['redirect_uri'] ?? '';
    const to = new URL(asked.startsWith('http') ? asked : 'https://shown.invalid/');
    const said = registration.declines === undefined ? { code: codeFor(query) } : { error: registration.declines };
    for (const [name, value] of Object.entries({ ...registration.callback, ...said, state: query['state']! })) {
      to.searchParams.set(name, value);
    }
    response.writeHead(302, { location: to.href }).end();
  }

  function codeFor(query: Fields): string {
    const code = randomUUID();
    codes.set(code, query);
    return code;
  }

  function token(form: Fields, response: ServerResponse): void {
    exchanges.push(form);
    const client = wrongClient(form, registration);
    if (client) return reply(response, 401, { error: client });
    if (form['grant_type']?.endsWith('device_code')) {
      const next = registration.device?.[polls++];
      return reply(response, next ? 400 : 200, next ?? tokens(form));
    }
    if (form['grant_type'] === 'refresh_token') {
      const isOver = form['refresh_token'] === 'over';
      return reply(response, isOver ? 400 : 200, isOver ? { error: 'invalid_grant' } : tokens(form));
    }
    const asked = codes.get(form['code'] ?? '');
    codes.delete(form['code'] ?? '');
    if (!asked || wrongExchange(form, asked)) return reply(response, 400, { error: 'invalid_grant' });
    const { status, json } = registration.refuses ?? { status: 200, json: tokens(form) };
    reply(response, status, json);
  }

  function tokens(form: Fields): object {
    return registration.token?.(form) ?? { access_token: 'access', refresh_token: 'refresh', token_type: 'bearer' };
  }
}

function wrongRequest(query: Fields, { clientId, redirectUris, pkce }: Registration): string | undefined {
  if (query['response_type'] !== 'code') return 'unsupported_response_type';
  if (query['client_id'] !== clientId) return 'unknown client';
  const asked = query['redirect_uri'] ?? '';
  const anyPort = asked.replace(/:\d+\//, ':*/');
  if (!redirectUris.includes(asked) && !redirectUris.includes(anyPort)) return `redirect_uri_mismatch ${asked}`;
  if (!/^[\w.-]{16,}$/.test(query['state'] ?? '')) return 'state';
  if (query['client_secret'] !== undefined) return 'secret in an address';
  const challenged = /^[\w-]{43}$/.test(query['code_challenge'] ?? '') && query['code_challenge_method'] === 'S256';
  return pkce === challenged ? undefined : 'code_challenge';
}

function wrongClient(form: Fields, { clientId, clientSecret }: Registration): string | undefined {
  return form['client_id'] === clientId && form['client_secret'] === clientSecret ? undefined : 'invalid_client';
}

function wrongExchange(form: Fields, asked: Fields): boolean {
  const { code_challenge: challenge, redirect_uri: redirectUri } = asked;
  const verifier = form['code_verifier'];
  const proved = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url');
  const isProved = challenge === undefined ? verifier === undefined : proved === challenge;
  return form['grant_type'] !== 'authorization_code' || form['redirect_uri'] !== redirectUri || !isProved;
}

function basicOf({ headers }: IncomingMessage): Fields {
  const [, value] = /^Basic (.*)$/.exec(headers.authorization ?? '') ?? [];
  if (value === undefined) return {};
  const [id = '', secret = ''] = Buffer.from(value, 'base64').toString().split(':').map(decodeURIComponent);
  return { client_id: id, client_secret: secret };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function fieldsOf(body: string, json: boolean): Fields {
  return json ? (JSON.parse(body) as Fields) : Object.fromEntries(new URLSearchParams(body));
}

function reply(response: ServerResponse, status: number, json: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}

function page(response: ServerResponse, text: string): void {
  response.writeHead(400, { 'content-type': 'text/html' }).end(`<!doctype html><p>${text}</p>`);
}
