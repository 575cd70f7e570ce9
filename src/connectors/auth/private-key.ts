import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { derivationProblem, sizeProblem } from './key-cost.ts';

/**
 * A private key as people paste it: PEM with Windows line ends, or with `\n` written out as it stands in a JSON file.
 * @returns the key, or what is wrong with it, as the end of a sentence that begins with the key's name.
 */
export function readPrivateKey(text: string, passphrase: string | undefined): KeyObject | string {
  const key = readAny(text, passphrase);
  return typeof key === 'string' ? key : (sizeProblem(key) ?? key);
}

function readAny(text: string, passphrase: string | undefined): KeyObject | string {
  if (text.trimStart().startsWith('{')) return readJwk(text);
  const pem = normalizePem(text);
  if (!pem.includes('-----BEGIN')) return noPem(pem);
  if (pem.includes('-----BEGIN CERTIFICATE') || pem.includes('PUBLIC KEY-----'))
    return 'is a certificate or a public key: the private key is needed';
  if (!pem.includes('-----END')) return 'is cut off: its "-----END ...-----" line is missing';
  const encrypted = pem.includes('ENCRYPTED');
  if (encrypted && !passphrase) return 'is encrypted and no passphrase is given';
  const problem = derivationProblem(pem);
  if (problem !== undefined) return problem;
  try {
    return createPrivateKey(encrypted ? { key: pem, passphrase: passphrase ?? '' } : pem);
  } catch (error) {
    return encrypted ? undecrypted(error) : 'is not a private key that can be read';
  }
}

/** Why a PEM file cannot be decrypted, by the error of `createPrivateKey`. */
export function undecrypted(error: unknown): string {
  // DES and what else OpenSSL 3 has left behind.
  return (error as NodeJS.ErrnoException).code === 'ERR_OSSL_EVP_UNSUPPORTED'
    ? 'is encrypted in a way that is too old: choose another with `openssl pkcs8 -topk8 -v2 aes256 -in key.pem -out key`'
    : 'cannot be decrypted: the passphrase does not fit, or the file is damaged';
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
  return text.startsWith('LS0tLS1CRUdJTi')
    ? 'is in base64 once too often: put the file itself into stringData'
    : 'has no "-----BEGIN ... PRIVATE KEY-----" line: paste the whole file';
}

export function normalizePem(text: string): string {
  const lines = text.includes('\n') ? text : text.replaceAll('\\r', '').replaceAll('\\n', '\n');
  return `${lines
    .replaceAll('\r\n', '\n')
    .replace(/^\uFEFF/, '')
    .trim()}\n`;
}
