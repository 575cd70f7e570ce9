import { createPrivateKey, createPublicKey } from 'node:crypto';
import ssh2 from 'ssh2';

interface Encryption {
  passphrase: string;
  cipher: string;
  rounds: number;
}

/** A pair that can be read: of those that ssh2 makes itself, about one in two hundred cannot, a leading zero is missing. */
export function newEd25519(encryption?: Encryption): { public: string; private: string } {
  for (;;) {
    const pair = encryption
      ? ssh2.utils.generateKeyPairSync('ed25519', encryption as never)
      : ssh2.utils.generateKeyPairSync('ed25519');
    if (isReadable(pair.public) && isReadable(pair.private, encryption?.passphrase)) return pair;
  }
}

function isReadable(key: string, passphrase?: string): boolean {
  try {
    return !(ssh2.utils.parseKey(key, passphrase) instanceof Error);
  } catch {
    return false;
  }
}

/**
 * The same key for the same seed, so that its fingerprint can be written down before.
 * @param seed - 32 bytes
 * @returns the private key as OpenSSH writes it (PROTOCOL.key)
 */
export function ed25519Of(seed: Buffer): string {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const point = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const type = sshString('ssh-ed25519');
  const pair = [type, sshString(point), sshString(Buffer.concat([seed, point])), sshString('')];
  const check = Buffer.alloc(8);
  const secret = Buffer.concat([check, ...pair]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7]).subarray(0, (8 - (secret.length % 8)) % 8);
  const none = [sshString('none'), sshString('none'), sshString(''), Buffer.from([0, 0, 0, 1])];
  const parts = [sshString(Buffer.concat([type, sshString(point)])), sshString(Buffer.concat([secret, padding]))];
  const text = Buffer.concat([Buffer.from('openssh-key-v1\0'), ...none, ...parts]).toString('base64');
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${text}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

function sshString(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
