import { createHash } from 'node:crypto';
import type { HttpRequest } from '../../transport/messages.ts';
import type { DigestChallenge } from './challenge.ts';

export interface DigestLogin {
  username: string;
  password: string;
}

export interface NonceUse {
  /** How often this nonce has been used, with this time. */
  count: number;
  cnonce: string;
}

type Asked = Pick<HttpRequest, 'method' | 'url' | 'body'>;

/** The header Authorization that answers a challenge (RFC 7616, 3.4). */
export function authorization(challenge: DigestChallenge, login: DigestLogin, asked: Asked, use: NonceUse): string {
  const { realm, nonce, opaque, algorithm, qop, session } = challenge;
  const count = use.count.toString(16).padStart(8, '0');
  const response = responseOf(challenge, login, asked, { ...use, count });
  const fields = [
    ...nameFields(challenge, login),
    `realm=${quoted(realm)}`,
    `uri=${quoted(targetOf(asked))}`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    `nonce=${quoted(nonce)}`,
    ...(qop === undefined ? [] : [`nc=${count}`, `qop=${qop}`]),
    ...(qop !== undefined || session ? [`cnonce=${quoted(use.cnonce)}`] : []),
    `response=${quoted(response)}`,
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
  ];
  return `Digest ${fields.join(', ')}`;
}

function responseOf(
  { realm, nonce, qop, hash, session }: DigestChallenge,
  { username, password }: DigestLogin,
  asked: Asked,
  { count, cnonce }: { count: string; cnonce: string },
): string {
  const h = (...parts: string[]) => digestOf(hash, parts.join(':'));
  const secret = h(bytesOf(username), realm, bytesOf(password));
  const a1 = session ? h(secret, nonce, cnonce) : secret;
  const body = qop === 'auth-int' ? [h(bytesOf(asked.body ?? ''))] : [];
  const a2 = h(asked.method, targetOf(asked), ...body);
  return qop === undefined ? h(a1, nonce, a2) : h(a1, nonce, count, cnonce, qop, a2);
}

/** RFC 7616, 3.4.4: a name that is not ASCII goes encoded to a server that knows of UTF-8, and as its bytes to others. */
function nameFields({ realm, userhash, hash, utf8 }: DigestChallenge, { username }: DigestLogin): string[] {
  if (userhash) return [`username=${quoted(digestOf(hash, `${bytesOf(username)}:${realm}`))}`, 'userhash=true'];
  const plain = /^[\x20-\x7e]*$/.test(username);
  return plain || !utf8 ? [`username=${quoted(bytesOf(username))}`] : [`username*=UTF-8''${extended(username)}`];
}

/** RFC 8187, 3.2.1. */
function extended(text: string): string {
  return encodeURIComponent(text).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function targetOf({ url }: Asked): string {
  return `${url.pathname}${url.search}`;
}

function quoted(bytes: string): string {
  return `"${bytes.replaceAll(/["\\]/g, '\\$&')}"`;
}

function digestOf(hash: string, bytes: string): string {
  return createHash(hash).update(bytes, 'latin1').digest('hex');
}

/** Headers are bytes, whatever a server means by those of its realm: what is ours joins them as its UTF-8. */
function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
