/** Takes less than a second; openssl writes 2048 rounds, and nobody advises more than 1,300,000. */
const most = 2_000_000;

const sequence = 0x30;
const octets = 0x04;
const integer = 0x02;
/** id-scrypt (RFC 7914, 7) as DER has it. */
const scrypt = Buffer.from('06092b06010401da47040b', 'hex');

/**
 * Whether the keys in a PEM text can be decrypted without holding up the whole process, which OpenSSL does for as long
 * as the file says (PKCS#8: RFC 5208, 6; PKCS#5: RFC 8018, appendix A).
 * @returns the end of a sentence that begins with the key's name; undefined where nothing is wrong.
 */
export function derivationProblem(pem: string): string | undefined {
  const blocks = pem.matchAll(/-----BEGIN ENCRYPTED PRIVATE KEY-----(.*?)(?:-----END|$)/gs);
  for (const [, base64 = ''] of blocks) {
    // OpenSSL and Buffer differ in what they make of other characters.
    if (!/^[A-Za-z0-9+/\s]*[=\s]*$/.test(base64))
      return 'is damaged: between its first and last line there must be base64 only';
    const cost = costOf(Buffer.from(base64, 'base64'));
    if (cost === undefined) return 'is not a private key that can be read';
    if (cost > most) {
      return `takes more than ${most} rounds to decrypt: make fewer with \`openssl pkcs8 -topk8 -iter 100000 -in key.pem -out key\``;
    }
  }
  return undefined;
}

/** Rounds of PBKDF2 and its predecessors, N · r · p of scrypt; undefined where it cannot be told. */
function costOf(file: Buffer): number | undefined {
  const outer = elementAt(file, 0);
  const algorithm = outer && elementAt(outer.body, 0);
  if (outer?.tag !== sequence || algorithm?.tag !== sequence) return undefined;
  const numbers = numbersBehindSalt(algorithm.body);
  if (numbers.length === 0 || !algorithm.body.includes(scrypt)) return numbers[0];
  return numbers.slice(0, 3).reduce((a, b) => a * b, 1);
}

/** The integers that follow the first string of bytes, which is the salt. */
function numbersBehindSalt(body: Buffer): number[] {
  let salted = false;
  const found: number[] = [];
  for (let at = 0; at < body.length;) {
    const element = elementAt(body, at);
    if (!element) return [];
    if (element.tag === sequence && !salted) {
      const inner = numbersBehindSalt(element.body);
      if (inner.length > 0) return inner;
    }
    if (salted && element.tag === integer) found.push(Number(`0x${element.body.toString('hex') || 0}`));
    salted ||= element.tag === octets;
    at = element.end;
  }
  return found;
}

function elementAt(bytes: Buffer, at: number): { tag: number; body: Buffer; end: number } | undefined {
  const [tag, short] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || short === undefined) return undefined;
  const extra = short < 0x80 ? 0 : short & 0x7f;
  // A length that is told at the end only (0x80) is not DER.
  if (short === 0x80 || extra > 4 || at + 2 + extra > bytes.length) return undefined;
  const length = extra === 0 ? short : bytes.readUIntBE(at + 2, extra);
  const start = at + 2 + extra;
  const end = start + length;
  return end > bytes.length ? undefined : { tag, body: bytes.subarray(start, end), end };
}
