import { createCipheriv, pbkdf2Sync, randomBytes, type KeyObject } from 'node:crypto';

/** A private key as `openssl pkcs8 -topk8 -iter ROUNDS` writes it (RFC 8018, appendix A); Node writes 2048 rounds. */
export function lockedKey(key: KeyObject, passphrase: string, rounds: number): string {
  const [salt, iv] = [randomBytes(8), randomBytes(16)];
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(passphrase, salt, rounds, 32, 'sha256'), iv);
  const plain = key.export({ type: 'pkcs8', format: 'der' });
  const hmacWithSha256 = Buffer.from('06082a864886f70d02090500', 'hex');
  const pbkdf2 = [
    Buffer.from('06092a864886f70d01050c', 'hex'),
    der(0x30, der(0x04, salt), der(0x02, numberOf(rounds)), der(0x30, hmacWithSha256)),
  ];
  const aes256Cbc = [Buffer.from('060960864801650304012a', 'hex'), der(0x04, iv)];
  const pbes2 = der(
    0x30,
    Buffer.from('06092a864886f70d01050d', 'hex'),
    der(0x30, der(0x30, ...pbkdf2), der(0x30, ...aes256Cbc)),
  );
  const file = der(0x30, pbes2, der(0x04, cipher.update(plain), cipher.final()));
  const lines = file.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${lines.join('\n')}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

function numberOf(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(`${hex.length % 2 ? '0' : ''}${hex}`, 'hex');
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.alloc(1), bytes]);
}
