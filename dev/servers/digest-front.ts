import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

export interface DigestFrontOptions {
  username: string;
  password: string;
  /** In the order in which they are offered; undefined: a server of RFC 2069. */
  algorithms?: readonly (string | undefined)[];
  realm?: string;
  qop?: string | undefined;
  userhash?: boolean;
  /** How often a nonce may be used, and what is said of one that was used up. */
  uses?: number;
  always?: 'stale';
}

export interface DigestFront {
  listener: RequestListener;
  /** For each request: `asked`, `taken ALGORITHM`, `stale` or `refused`. */
  log: string[];
}

/** Lets through who answers its challenge (RFC 7616), which it works out with what it knows itself. */
export function digestFront(options: DigestFrontOptions, inner: RequestListener): DigestFront {
  const { realm = 'files', algorithms = ['MD5'], qop, userhash = false, uses = 1000 } = options;
  const nonces = new Map<string, number>();
  const log: string[] = [];

  function ask(response: ServerResponse, stale = false): void {
    const nonce = randomUUID();
    nonces.set(nonce, 0);
    const challenges = algorithms.map((algorithm) =>
      [
        `Digest realm="${realm.replaceAll('"', '\\"')}"`,
        `nonce="${nonce}"`,
        'opaque="o=\\"1"',
        ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
        ...(qop === undefined ? [] : [`qop="${qop}"`]),
        ...(userhash ? ['userhash=true', 'charset=UTF-8'] : []),
        ...(stale ? ['stale=true'] : []),
      ].join(', '),
    );
    response.writeHead(401, { 'www-authenticate': ['Basic realm="files"', ...challenges] }).end();
  }

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const fields = fieldsOf(request.headers.authorization);
    if (!fields) {
      log.push('asked');
      return ask(response);
    }
    const right = fields['response'] === expected(options, fields, request, body) && named(options, realm, fields);
    const used = nonces.get(fields['nonce'] ?? '') ?? uses;
    if (right && (options.always || used >= uses)) {
      log.push('stale');
      return ask(response, true);
    }
    if (!right || fields['opaque'] !== 'o="1' || !countIs(fields, used + 1)) {
      log.push('refused');
      return ask(response);
    }
    nonces.set(fields['nonce'] ?? '', used + 1);
    log.push(`taken ${fields['algorithm'] ?? 'RFC 2069'}`);
    inner(request, response);
  }

  /** The body is left to whoever stands behind, unless it is part of what is proved. */
  const listener: RequestListener = (request, response) => {
    if (!request.headers.authorization?.includes('qop=auth-int')) return answer(request, response, '');
    return void bodyOf(request).then((body) => answer(request, response, body));
  };
  return { log, listener };
}

type Fields = Record<string, string>;

function countIs({ nc }: Fields, wanted: number): boolean {
  return nc === undefined || Number.parseInt(nc, 16) === wanted;
}

function named({ username, userhash }: DigestFrontOptions, realm: string, fields: Fields): boolean {
  if (userhash) return fields['username'] === hash(fields['algorithm'], `${username}:${realm}`);
  const name = fields['username*']?.replace(/^UTF-8''/, '');
  return (name === undefined ? fields['username'] : decodeURIComponent(name)) === username;
}

/** RFC 7616, 3.4.1 */
function expected(
  { username, password, realm = 'files' }: DigestFrontOptions,
  fields: Fields,
  { method, url }: IncomingMessage,
  body: string,
): string {
  const { algorithm, qop, nonce, nc, cnonce, uri } = fields;
  const h = (text: string) => hash(algorithm, text);
  const base = h(`${username}:${realm}:${password}`);
  const ha1 = algorithm?.endsWith('-sess') ? h(`${base}:${nonce}:${cnonce}`) : base;
  const ha2 = h(`${method}:${uri === url ? uri : 'another'}${qop === 'auth-int' ? `:${h(body)}` : ''}`);
  return qop === undefined ? h(`${ha1}:${nonce}:${ha2}`) : h(`${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`);
}

function hash(algorithm: string | undefined, text: string): string {
  const names: Record<string, string> = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' };
  return createHash(names[(algorithm ?? 'MD5').replace('-sess', '')] ?? '')
    .update(text, 'utf8')
    .digest('hex');
}

function fieldsOf(header: string | undefined): Fields | undefined {
  if (!header?.startsWith('Digest ')) return undefined;
  const text = Buffer.from(header, 'latin1').toString('utf8');
  const found = text.matchAll(/([\w*]+)=(?:"((?:\\.|[^"\\])*)"|([^,\s]+))/g);
  return Object.fromEntries(
    [...found].map(([, name = '', quoted, plain = '']) => [name, quoted?.replaceAll(/\\(.)/g, '$1') ?? plain]),
  );
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
