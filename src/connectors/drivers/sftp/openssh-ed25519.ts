import type { KeyObject } from 'node:crypto';

/** An Ed25519 key as an unencrypted openssh-key-v1 file (OpenSSH's PROTOCOL.key); Node writes it as PKCS#8 only. */
export function opensshEd25519(key: KeyObject): string {
  const { x, d } = key.export({ format: 'jwk' });
  const publicKey = Buffer.from(x ?? '', 'base64url');
  const blob = Buffer.concat([string('ssh-ed25519'), string(publicKey)]);
  const secret = string(Buffer.concat([Buffer.from(d ?? '', 'base64url'), publicKey]));
  const pair = Buffer.concat([Buffer.alloc(8), string('ssh-ed25519'), string(publicKey), secret, string('')]);
  const padding = Buffer.from(Array.from({ length: (8 - (pair.length % 8)) % 8 }, (_, index) => index + 1));
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    string('none'),
    string('none'),
    string(''),
    Buffer.from([0, 0, 0, 1]),
    string(blob),
    string(Buffer.concat([pair, padding])),
  ]);
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

function string(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
