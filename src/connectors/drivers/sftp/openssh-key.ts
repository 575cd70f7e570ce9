import { createPrivateKey, type KeyObject } from 'node:crypto';
import { runBeside } from '../../auth/private-key-decrypt.ts';
import { parsedKey } from './parsed-key.ts';

/** More would take minutes; ssh-keygen writes 16 to 24. */
const mostRounds = 256;
/** Takes up to a second. */
const usualRounds = 32;

/** That ssh2 decrypts keys with. */
const readableCiphers = /^(aes(128|192|256)-(cbc|ctr)|aes(128|256)-gcm@openssh\.com|3des-cbc)$/;

/** An encrypted openssh-key-v1 file (OpenSSH's PROTOCOL.key) and what opens it. */
interface EncryptedFile {
  text: string;
  passphrase: string;
  rounds: number;
}

/** What is in the file: undefined if nothing is encrypted, or what is wrong with it as the end of a sentence. */
export function encryptionOf(
  { text, body }: { text: string; body: Buffer },
  passphrase: string | undefined,
): EncryptedFile | undefined | string {
  const [cipher = '', , options = ''] = strings(body, 'openssh-key-v1\0'.length);
  const encrypted = cipher !== 'none';
  if (encrypted && !passphrase) return 'is encrypted and no passphrase is given';
  if (encrypted && !readableCiphers.test(cipher)) {
    return 'is encrypted with a cipher that is not supported: choose another with `ssh-keygen -p -Z aes256-ctr -f key`';
  }
  const rounds = roundsIn(options);
  if (encrypted && rounds > mostRounds) {
    return `takes more than ${mostRounds} rounds to decrypt: make fewer with \`ssh-keygen -p -a 16 -f key\``;
  }
  if (body.includes('sk-ssh-ed25519@openssh.com') || body.includes('sk-ecdsa-sha2-nistp256@openssh.com')) {
    return 'belongs to a hardware security key, which has to be touched: use another key';
  }
  return encrypted ? { text, passphrase: passphrase ?? '', rounds } : undefined;
}

/** The key as PEM; undefined if the passphrase does not fit or the file is damaged. */
export function decryptOpenSsh(text: string, passphrase: string): string | undefined {
  const key = parsedKey(text, passphrase);
  return key?.isPrivateKey() ? key.getPrivatePEM() : undefined;
}

/** The same in a thread of its own: bcrypt takes 20 ms a round. */
export async function decryptOpenSshBeside(
  { text, passphrase, rounds }: EncryptedFile,
  signal: AbortSignal,
): Promise<KeyObject | string> {
  const job = { module: import.meta.url, name: decryptOpenSsh.name, args: [text, passphrase] };
  const pem = await runBeside<string | undefined>(job, { slow: rounds > usualRounds, signal });
  try {
    return createPrivateKey(pem ?? '');
  } catch {
    return 'cannot be decrypted: the passphrase does not fit, or the file is damaged';
  }
}

/** The length-prefixed strings at the head of the file. */
function strings(body: Buffer, start: number): string[] {
  const found: string[] = [];
  for (let at = start; found.length < 3 && at + 4 <= body.length;) {
    const length = body.readUInt32BE(at);
    found.push(body.toString('latin1', at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

/** They stand behind the salt; whatever may follow them is not read. */
function roundsIn(kdfOptions: string): number {
  const bytes = Buffer.from(kdfOptions, 'latin1');
  const at = bytes.length < 4 ? 0 : 4 + bytes.readUInt32BE(0);
  return at < 4 || at + 4 > bytes.length ? 0 : bytes.readUInt32BE(at);
}
