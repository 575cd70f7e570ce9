import type { KeyObject } from 'node:crypto';
import type { ParsedKey } from 'ssh2';
import { isSlow, sizeProblem } from '../../auth/key-cost.ts';
import { decryptPemBeside } from '../../auth/private-key-decrypt.ts';
import { normalizePem, pemBlocks, pemOf } from '../../transport/pem.ts';
import { noPem, readPlain, unlocked } from '../../auth/private-key.ts';
import { opensshEd25519 } from './openssh-ed25519.ts';
import { decryptOpenSshBeside, encryptionOf } from './openssh-key.ts';
import { parsedKey } from './parsed-key.ts';

interface Pasted {
  text: string;
  label: string;
  body: Buffer;
}

/** A key that takes a while to decrypt, and nothing is wrong with it so far. */
export interface LockedSshKey {
  kind: 'locked';
  unlock: (signal: AbortSignal) => Promise<KeyObject | string>;
}

/**
 * A private key for SSH as people paste it: OpenSSH, PKCS#1, SEC1 or PKCS#8, encrypted or not.
 * @returns the key, or what is wrong with it, as the end of a sentence that begins with the key's name.
 * @throws the signal's reason
 */
export async function readSshKey(
  text: string,
  passphrase: string | undefined,
  signal: AbortSignal,
): Promise<ParsedKey | string> {
  const found = inspectSshKey(text, passphrase);
  if (typeof found === 'string' || !('kind' in found)) return found;
  const key = await found.unlock(signal);
  return typeof key === 'string' ? key : forSsh(key);
}

/** The same as far as it takes no time. */
export function inspectSshKey(text: string, passphrase: string | undefined): ParsedKey | LockedSshKey | string {
  const foreign = foreignFormat(text);
  if (foreign) return foreign;
  const pasted = unfold(text);
  if (typeof pasted === 'string') return pasted;
  return pasted.label === 'OPENSSH PRIVATE KEY' ? readOpenSsh(pasted, passphrase) : readPem(pasted, passphrase);
}

function foreignFormat(text: string): string | undefined {
  if (text.includes('BEGIN SSH2 ENCRYPTED PRIVATE KEY'))
    return 'is in the format of ssh.com: convert it with `ssh-keygen -i -f key`';
  if (/^\s*(ssh-\w+|ecdsa-sha2-\w+)-cert-v01@/.test(text)) return 'is a certificate: the private key is needed';
  const isPublic = /^\s*(ssh-|ecdsa-sha2-|sk-)[\w@.-]+ AAAA|BEGIN SSH2 PUBLIC KEY|PUBLIC KEY-----/.test(text);
  if (isPublic && !text.includes('PRIVATE KEY-----')) return 'is a public key: the private key is needed';
  return undefined;
}

/** The private key of a file that may hold a certificate or a public key as well. */
function unfold(text: string): Pasted | string {
  const pem = normalizePem(text);
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem)?.[1];
  if (label === undefined) return noPem(pem);
  const block = pemBlocks(text).find((one) => one.label.endsWith('PRIVATE KEY'));
  if (!block && !label.endsWith('PRIVATE KEY')) return `is a ${label.toLowerCase()}: the private key is needed`;
  if (!block) return `is cut off: its "-----END ${label}-----" line is missing`;
  if (!/^[A-Za-z0-9+/]+=*$/.test(block.base64))
    return 'is damaged: between its first and last line there must be base64 only';
  return { text: pemOf(block), label: block.label, body: Buffer.from(block.base64, 'base64') };
}

function readOpenSsh(pasted: Pasted, passphrase: string | undefined): ParsedKey | LockedSshKey | string {
  const encrypted = encryptionOf(pasted, passphrase);
  if (typeof encrypted === 'string') return encrypted;
  if (!encrypted) return parse(pasted.text);
  return { kind: 'locked', unlock: (signal) => decryptOpenSshBeside(encrypted, signal) };
}

function readPem({ text, label }: Pasted, passphrase: string | undefined): ParsedKey | LockedSshKey | string {
  const encrypted = label.startsWith('ENCRYPTED') || text.includes('Proc-Type: 4,ENCRYPTED');
  const key = encrypted ? unlocked(text, passphrase) : readPlain(text);
  if (typeof key === 'string') return key;
  if (!('kind' in key)) return forSsh(key);
  return { kind: 'locked', unlock: (signal) => decryptPemBeside(key, { slow: isSlow(key.pem), signal }) };
}

/** ssh2 does not read PKCS#8, so each kind of key is handed over in the form it does read. */
function forSsh(key: KeyObject): ParsedKey | string {
  const { asymmetricKeyType: type = 'strange' } = key;
  if (type === 'rsa') return sizeProblem(key) ?? parse(key.export({ type: 'pkcs1', format: 'pem' }));
  if (type === 'ec') return parse(key.export({ type: 'sec1', format: 'pem' }));
  if (type === 'ed25519') return parse(opensshEd25519(key));
  return `is a ${type} key, which SSH cannot use: make one with \`ssh-keygen -t ed25519\``;
}

function parse(text: string | Buffer): ParsedKey | string {
  const key = parsedKey(text);
  if (!key?.isPrivateKey()) return 'is not a private key that can be read';
  if (key.type === 'ssh-dss')
    return 'is a DSA key, which SSH servers no longer take: make one with `ssh-keygen -t ed25519`';
  return key.type === 'ssh-rsa' ? fitting(key) : key;
}

function fitting(key: ParsedKey): ParsedKey | string {
  const object = readPlain(key.getPrivatePEM());
  return typeof object === 'string' ? object : (sizeProblem(object) ?? key);
}
