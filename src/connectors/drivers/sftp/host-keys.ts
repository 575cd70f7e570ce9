import { createHash, createHmac } from 'node:crypto';
import type { Address } from '../../transport/dial.ts';
import { trimEnd } from '../../language/trim-end.ts';

/** A host key to accept. */
export interface Pin {
  /** `sha256:` and base64 without padding. */
  fingerprint: string;
  /** Type of the key as in its blob, for example ssh-ed25519; unknown where only the fingerprint was given. */
  type?: string | undefined;
  /** The owner says that nobody may believe in it any more (`@revoked`). */
  revoked?: boolean;
}

const keyType = /^(ssh-(ed25519|rsa|dss)|ecdsa-sha2-nistp(256|384|521))$/;

export function fingerprintOf(blob: Buffer): string {
  return `sha256:${trimEnd(createHash('sha256').update(blob).digest('base64'), '=')}`;
}

/** The type that an SSH public key blob names (RFC 4253, 6.6). */
export function typeOf(blob: Buffer): string | undefined {
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0;
  return length > 0 && length <= 64 && blob.length >= 4 + length ? blob.toString('latin1', 4, 4 + length) : undefined;
}

/**
 * Reads `known_hosts` lines (sshd(8)), public key lines and SHA256 fingerprints.
 * @returns the pins, or what is wrong, naming the entry.
 */
export function readPins(entries: readonly string[], address: Address): Pin[] | string {
  const pins: Pin[] = [];
  for (const [index, entry] of entries.entries()) {
    const lines = entry.split(/\r?\n/).map((line) => line.trim());
    for (const line of lines.filter((text) => text !== '' && !text.startsWith('#'))) {
      const pin = readLine(line, address);
      if (typeof pin === 'string') return `hostKeys[${index}] ${pin}`;
      pins.push(pin);
    }
  }
  return pins;
}

function readLine(line: string, address: Address): Pin | string {
  if (/(^|\s)(MD5:)?([0-9a-f]{2}:){15}[0-9a-f]{2}(\s|$)/i.test(line))
    return 'is an MD5 fingerprint: use the SHA256 one (ssh-keygen -lf)';
  const words = line.split(/\s+/);
  const [marker = ''] = words;
  if (marker === '@revoked') {
    const pin = readKey(words.slice(1), address);
    return typeof pin === 'string' ? pin : { ...pin, revoked: true };
  }
  if (marker.startsWith('@'))
    return `has the marker ${marker.slice(0, 20)}, which is not supported: name the host key itself`;
  return readKey(words, address);
}

function readKey(words: readonly string[], address: Address): Pin | string {
  const at = words.findIndex((word) => keyType.test(word));
  const fingerprint = words.find((word) => /^sha256:/i.test(word));
  // Behind a key it is a part of the comment.
  if (fingerprint !== undefined && (at < 0 || at > 1)) return pinOf(fingerprint.slice('sha256:'.length));
  if (at < 0 || at > 1 || words[at + 1] === undefined) {
    return 'is neither a known_hosts line (host, type, key) nor a SHA256 fingerprint';
  }
  const blob = Buffer.from(words[at + 1] ?? '', 'base64');
  if (typeOf(blob) !== words[at]) return 'has a damaged key: copy the whole line';
  const names = at === 1 ? (words[0] ?? '') : undefined;
  if (names !== undefined && !isFor(names, address))
    return `is not a key of ${address.host} port ${address.port}${forWhom(names)}`;
  return { fingerprint: fingerprintOf(blob), type: words[at] };
}

function pinOf(base64: string): Pin | string {
  const bytes = Buffer.from(base64, 'base64');
  const plain = trimEnd(bytes.toString('base64'), '=');
  if (bytes.length !== 32 || plain !== trimEnd(base64, '='))
    return 'is not a whole SHA256 fingerprint (43 characters after "SHA256:")';
  return { fingerprint: `sha256:${plain}` };
}

function forWhom(names: string): string {
  return names.startsWith('|1|') ? '' : `, it is for ${names.slice(0, 100)}`;
}

/** As OpenSSH does: [host]:port, or the plain host, which then stands for any port. */
function isFor(names: string, { host, port }: Address): boolean {
  const bare = host
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
  const candidates = [bare, `[${bare}]:${port}`];
  if (names.startsWith('|1|')) return candidates.some((candidate) => hashedAs(names, candidate));
  const patterns = names.toLowerCase().split(',');
  const refused = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  if (refused.some((pattern) => matches(pattern, candidates))) return false;
  return patterns.some((pattern) => !pattern.startsWith('!') && matches(pattern, candidates));
}

function matches(pattern: string, candidates: readonly string[]): boolean {
  return candidates.some((candidate) => matchesGlob(pattern, candidate));
}

/** `*` and `?` as in ssh_config(5), in time that a strange pattern cannot stretch. */
function matchesGlob(pattern: string, text: string): boolean {
  let [at, star, mark] = [0, -1, 0];
  for (let index = 0; index < text.length;) {
    if (at < pattern.length && (pattern[at] === '?' || (pattern[at] !== '*' && pattern[at] === text[index]))) {
      at += 1;
      index += 1;
    } else if (pattern[at] === '*') {
      [star, mark] = [at, index];
      at += 1;
    } else if (star >= 0) {
      mark += 1;
      [at, index] = [star + 1, mark];
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** `|1|salt|hash` with hash = HMAC-SHA1(salt, host), sshd(8) under HashKnownHosts. */
function hashedAs(names: string, candidate: string): boolean {
  const [, , salt = '', hash = ''] = names.split('|');
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(candidate).digest('base64') === hash;
}
