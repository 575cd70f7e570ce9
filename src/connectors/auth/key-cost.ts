import type { KeyObject } from 'node:crypto';

/** Of RSA; ssh-keygen makes none that is larger, and OpenSSL verifies none. */
const mostBits = 16_384;
/** FIPS 186-5, 5.1 */
const mostBitsOfExponent = 256;

/**
 * Whether a key signs in reasonable time: a file of 30 KB can keep OpenSSL busy for a minute. It is not
 * asked by `asymmetricKeyDetails` or as JWK: of a large key these leave an error behind that the next key is refused with.
 * @param most - bits
 * @returns the end of a sentence that begins with the key's name; undefined where nothing is wrong.
 */
export function sizeProblem(key: KeyObject, most = mostBits): string | undefined {
  if (!key.asymmetricKeyType?.startsWith('rsa')) return undefined;
  // RFC 5958, 2, and in its third element RFC 8017, A.1.2
  const [file] = elementsIn(key.export({ type: 'pkcs8', format: 'der' }));
  const [numbers] = elementsIn(elementsIn(file?.body)[2]?.body);
  const [, modulus, publicExponent, exponent, ...ofPrimes] = elementsIn(numbers?.body);
  const isLong = (bits: number) => (number: Element | undefined) => (number?.body.length ?? Infinity) > bits / 8 + 1;
  if ([modulus, exponent].some(isLong(most)) || ofPrimes.some(isLong(most / 2))) {
    return `is an RSA key of more than ${most} bits, which takes too long to sign: make one of 4096`;
  }
  // OpenSSL holds each signature against it.
  return isLong(mostBitsOfExponent)(publicExponent)
    ? `is an RSA key whose public exponent has more than ${mostBitsOfExponent} bits: make one of 4096 with the usual 65537`
    : undefined;
}

/** Rounds that take some milliseconds. */
const quick = 10_000;
/** Rounds that take a tenth of a second. */
const slow = 200_000;
/** Takes less than a second; openssl writes 2048 rounds, and nobody advises more than 1,300,000. */
const mostRounds = 2_000_000;

const sequence = 0x30;
const octets = 0x04;
const integer = 0x02;
/** id-scrypt (RFC 7914, 7) as DER has it. */
const scrypt = Buffer.from('06092b06010401da47040b', 'hex');

/**
 * Whether the keys in a PEM text can be decrypted in reasonable time: it takes OpenSSL as long as the file says
 * (PKCS#8: RFC 5208, 6; PKCS#5: RFC 8018, appendix A).
 * @returns the end of a sentence that begins with the key's name; undefined where nothing is wrong.
 */
export function derivationProblem(pem: string): string | undefined {
  for (const base64 of encryptedIn(pem)) {
    // OpenSSL and Buffer differ in what they make of other characters.
    if (!/^[A-Za-z0-9+/]*=*$/.test(base64.replaceAll(/\s/g, '')))
      return 'is damaged: between its first and last line there must be base64 only';
    const cost = costOf(Buffer.from(base64, 'base64'));
    if (cost === undefined) return 'is not a private key that can be read';
    if (cost > mostRounds) {
      return `takes more than ${mostRounds} rounds to decrypt: make fewer with \`openssl pkcs8 -topk8 -iter 100000 -in key.pem -out key\``;
    }
  }
  return undefined;
}

/** Whether the process may wait for it. A key encrypted as in PKCS#1 takes one round. */
export function isQuick(pem: string): boolean {
  return costOfAll(pem) <= quick;
}

export function isSlow(pem: string): boolean {
  return costOfAll(pem) > slow;
}

function costOfAll(pem: string): number {
  return encryptedIn(pem).reduce((sum, base64) => sum + (costOf(Buffer.from(base64, 'base64')) ?? 0), 0);
}

function encryptedIn(pem: string): string[] {
  const blocks = pem.matchAll(/-----BEGIN ENCRYPTED PRIVATE KEY-----(.*?)(?:-----END|$)/gs);
  return Array.from(blocks, ([, base64 = '']) => base64);
}

/** Rounds of PBKDF2 and its predecessors, N · r · p of scrypt; undefined where it cannot be told. */
function costOf(file: Buffer): number | undefined {
  const [outer] = elementsIn(file);
  const [algorithm] = elementsIn(outer?.body);
  const numbers = numbersBehindSalt(algorithm?.body);
  if (numbers.length === 0 || !algorithm?.body.includes(scrypt)) return numbers[0];
  return numbers.slice(0, 3).reduce((a, b) => a * b, 1);
}

/** The integers that follow the first string of bytes, which is the salt. */
function numbersBehindSalt(body: Buffer | undefined): number[] {
  const elements = elementsIn(body);
  const salt = elements.findIndex(({ tag }) => tag === octets);
  if (salt < 0) {
    const inner = elements.filter(({ tag }) => tag === sequence).map((element) => numbersBehindSalt(element.body));
    return inner.find(({ length }) => length > 0) ?? [];
  }
  const behind = elements.slice(salt + 1).filter(({ tag }) => tag === integer);
  return behind.map((element) => Number(`0x${element.body.toString('hex') || 0}`));
}

interface Element {
  tag: number;
  body: Buffer;
}

/** The elements of DER that stand one after the other (X.690, 8 and 10); none where something else stands there. */
function elementsIn(bytes: Buffer = Buffer.alloc(0)): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length;) {
    const [tag = 0, short = 0x80] = bytes.subarray(at);
    const extra = short < 0x80 ? 0 : short & 0x7f;
    const start = at + 2 + extra;
    // A length that is told at the end only (0x80) is not DER.
    if (short === 0x80 || extra > 4 || start > bytes.length) return [];
    const end = start + (extra === 0 ? short : bytes.readUIntBE(at + 2, extra));
    if (end > bytes.length) return [];
    found.push({ tag, body: bytes.subarray(start, end) });
    at = end;
  }
  return found;
}
