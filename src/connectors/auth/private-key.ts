import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { derivationProblem, isQuick, isSlow, sizeProblem } from './key-cost.ts';
import { normalizePem, pemBlocks, pemOf } from '../transport/pem.ts';
import { decryptPem, decryptPemBeside } from './private-key-decrypt.ts';

/** A key that takes a while to decrypt, and nothing is wrong with it so far. */
export interface LockedKey {
  kind: 'locked';
  pem: string;
  passphrase: string;
}

/**
 * A private key as people paste it: PEM with Windows line ends, or with `\n` written out as it stands in a JSON file.
 * @returns the key, or what is wrong with it, as the end of a sentence that begins with the key's name.
 */
export async function readPrivateKey(
  text: string,
  passphrase: string | undefined,
  signal: AbortSignal,
): Promise<KeyObject | string> {
  const found = inspectPrivateKey(text, passphrase);
  if (typeof found === 'string' || !('kind' in found)) return found;
  const key = await decryptPemBeside(found, { slow: isSlow(found.pem), signal });
  return typeof key === 'string' ? key : (sizeProblem(key) ?? key);
}

/** The same as far as it takes no time. */
export function inspectPrivateKey(text: string, passphrase: string | undefined): KeyObject | LockedKey | string {
  const key = readAny(text, passphrase);
  return typeof key === 'string' || 'kind' in key ? key : (sizeProblem(key) ?? key);
}

function readAny(text: string, passphrase: string | undefined): KeyObject | LockedKey | string {
  if (text.trimStart().startsWith('{')) return readJwk(text);
  const block = pemBlocks(text).find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (!block) return noPrivateKey(normalizePem(text));
  if (block.label === 'OPENSSH PRIVATE KEY')
    return 'is in the format of OpenSSH: convert it with `ssh-keygen -p -m PKCS8 -f key`';
  const pem = pemOf(block);
  return pem.includes('ENCRYPTED') ? unlocked(pem, passphrase) : readPlain(pem);
}

function noPrivateKey(pem: string): string {
  if (!pem.includes('-----BEGIN')) return noPem(pem);
  if (pem.includes('-----BEGIN CERTIFICATE') || pem.includes('PUBLIC KEY-----'))
    return 'is a certificate or a public key: the private key is needed';
  return 'is cut off: its "-----END ...-----" line is missing';
}

/** An encrypted PEM file, which is decrypted at once if that takes no time. */
export function unlocked(pem: string, passphrase: string | undefined): KeyObject | LockedKey | string {
  if (!passphrase) return 'is encrypted and no passphrase is given';
  const problem = derivationProblem(pem);
  if (problem !== undefined) return problem;
  return isQuick(pem) ? decryptPem(pem, passphrase) : { kind: 'locked', pem, passphrase };
}

/** An unencrypted PEM file. */
export function readPlain(pem: string): KeyObject | string {
  try {
    return createPrivateKey(pem);
  } catch {
    return 'is damaged, or a part of it is missing: paste the whole file again';
  }
}

function readJwk(text: string): KeyObject | string {
  try {
    return createPrivateKey({ key: JSON.parse(text) as JsonWebKey, format: 'jwk' });
  } catch {
    return 'is not a private key in JWK form that can be read';
  }
}

/** `data` of a Secret is base64 already, and a key that was encoded for it is often put into `stringData`. */
export function noPem(text: string): string {
  const kind = notPem.find(([pattern]) => pattern.test(text));
  return kind ? kind[1] : 'has no "-----BEGIN ... PRIVATE KEY-----" line: paste the whole file';
}

/** Other files that hold keys, by how they begin. */
const notPem: readonly [pattern: RegExp, what: string][] = [
  [/^LS0tLS1CRUdJTi/, 'is in base64 once too often: put the file itself into stringData'],
  [/^TFMwdExTMUNSVWRKVG/, 'is in base64 twice: put the file itself into stringData'],
  [
    /^(\/|~\/|\.\.?\/|[A-Za-z]:\\)\S*\s*$|^[\w-]+\.(pem|key|crt)\s*$/,
    'is the path of a file: paste what the file contains',
  ],
  [/^PuTTY-User-Key-File/, 'is in the format of PuTTY: convert it with `puttygen key.ppk -O private-openssh -o key`'],
  [/^ssh-(rsa|ed25519|dss)\s|^ecdsa-sha2-/, 'is a public key: the private key is needed'],
  [/^---- BEGIN SSH2/, 'is a public key: the private key is needed'],
  [
    /^[-–—－]{1,5} ?BEGIN [A-Z ]*PRIVATE KEY/,
    'has changed dashes in its first line: it is -----BEGIN ... PRIVATE KEY-----',
  ],
  [/^(MII[A-Za-z0-9+/]{4}IBAzCC|\u0030\u0082)/, 'is a PKCS #12 file (.p12, .pfx): export the key as PEM'],
];
