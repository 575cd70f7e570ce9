import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { derivationProblem, sizeProblem } from '../../../../src/connectors/auth/key-cost.ts';
import { inspectPrivateKey } from '../../../../src/connectors/auth/private-key.ts';
import { inspectSshKey } from '../../../../src/connectors/drivers/sftp/private-key.ts';

const oid = { pbes2: '06092a864886f70d01050d', pbkdf2: '06092a864886f70d01050c', scrypt: '06092b06010401da47040b' };
const pbes1 = '060a2a864886f70d010c0103';
const salt = '04080102030405060708';
const cipher = der(0x30, '060960864801650304012a', '041000000000000000000000000000000000');

/** One element of DER: hex out of hex. */
function der(tag: number, ...inner: string[]): string {
  const body = Buffer.from(inner.join(''), 'hex');
  const length = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]).toString('hex');
}

function integer(value: number): string {
  const hex = value.toString(16);
  return der(0x02, `00${hex.length % 2 ? '0' : ''}${hex}`);
}

function file(algorithm: string): string {
  const body = Buffer.from(der(0x30, algorithm, der(0x04, '00'.repeat(48))), 'hex').toString('base64');
  return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${body}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
}

const pbkdf2 = (...numbers: number[]) =>
  der(0x30, oid.pbes2, der(0x30, der(0x30, oid.pbkdf2, der(0x30, salt, ...numbers.map(integer))), cipher));
const scrypt = (...numbers: number[]) =>
  der(0x30, oid.pbes2, der(0x30, der(0x30, oid.scrypt, der(0x30, salt, ...numbers.map(integer))), cipher));

it.each([
  ['as Node writes it', locked()],
  ['as openssl writes it', file(pbkdf2(2048))],
  ['as is advised for passwords', file(pbkdf2(1_300_000, 32))],
  ['PKCS#12', file(der(0x30, pbes1, der(0x30, salt, integer(2048))))],
  ['scrypt, as openssl writes it', file(scrypt(16_384, 8, 1))],
  ['not encrypted', '-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----\n'],
])('%s', (_name, pem) => {
  expect(derivationProblem(pem)).toBeUndefined();
});

it.each([
  ['PBKDF2', file(pbkdf2(2_000_000_000))],
  ['behind another file', `${file(pbkdf2(2048))}${file(pbkdf2(2_000_000_000))}`],
  ['PKCS#12', file(der(0x30, pbes1, der(0x30, salt, integer(2_000_000_000))))],
  ['scrypt, whose numbers multiply', file(scrypt(16_384, 1, 16_384))],
])('too many rounds: %s', (_name, pem) => {
  expect(derivationProblem(pem)).toMatch(/more than 2000000 rounds to decrypt: .*`openssl pkcs8/);
});

it.each([
  ['nothing', ''],
  ['no salt', der(0x30, oid.pbes2, der(0x30, integer(1)))],
  ['no number', der(0x30, oid.pbes2, der(0x30, salt))],
  ['a length that is not told', '3080'],
  ['a length of too many bytes', '30890102'],
])('cannot be told: %s', (_name, algorithm) => {
  expect(derivationProblem(file(algorithm))).toBe('is not a private key that can be read');
});

describe('an RSA key', () => {
  const long = (bits: number): string => `00${'c3'.repeat(bits / 8)}`;
  /** PKCS#1 (RFC 8017, A.1.2) */
  const rsa = (modulus: number, prime: number, exponent = 16): string => {
    const numbers = [modulus, exponent, modulus, prime, prime, prime, prime, prime].map((bits) =>
      der(0x02, long(bits)),
    );
    const body = Buffer.from(der(0x30, der(0x02, '00'), ...numbers), 'hex').toString('base64');
    return `-----BEGIN RSA PRIVATE KEY-----\n${body.match(/.{1,64}/g)!.join('\n')}\n-----END RSA PRIVATE KEY-----\n`;
  };

  it.each([
    ['of 16384 bits', rsa(16_384, 8192)],
    ['of 2048 bits', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
    ['for PSS', generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).privateKey],
    ['of another kind', generateKeyPairSync('ed25519').privateKey],
  ])('%s is taken', (_name, key) => {
    expect(sizeProblem(typeof key === 'string' ? createPrivateKey(key) : key)).toBeUndefined();
  });

  it.each([
    ['modulus', rsa(16_392, 8192)],
    ['primes', rsa(2048, 16_384)],
  ])('whose %s are too long is refused, wherever it is read', (_name, pem) => {
    expect(inspectPrivateKey(pem, undefined)).toMatch(/RSA key of more than 16384 bits/);
    expect(inspectSshKey(pem, undefined)).toMatch(/RSA key of more than 16384 bits/);
    expect(inspectPrivateKey(rsa(2048, 1024), undefined)).toMatchObject({ type: 'private' });
  });

  it('whose public exponent is too long is refused: OpenSSL holds each signature against it', () => {
    expect(inspectPrivateKey(rsa(2048, 1024, 2048), undefined)).toMatch(/public exponent has more than 256 bits/);
    expect(inspectPrivateKey(rsa(2048, 1024, 256), undefined)).toMatchObject({ type: 'private' });
  });

  it('is smaller where everybody waits for its signatures', () => {
    expect(sizeProblem(createPrivateKey(rsa(4104, 2048)), 4096)).toMatch(/RSA key of more than 4096 bits/);
    expect(sizeProblem(createPrivateKey(rsa(4096, 2048)), 4096)).toBeUndefined();
  });
});

it('does not decrypt such a key', () => {
  expect(inspectPrivateKey(file(pbkdf2(2_000_000_000)), 'open sesame')).toMatch(/rounds to decrypt/);
});

function locked(): string {
  return generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
    .toString();
}
