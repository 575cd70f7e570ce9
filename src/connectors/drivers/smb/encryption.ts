import { createDecipheriv, type CipherGCMTypes } from 'node:crypto';
import { numberAt, type Message } from './frames.ts';

/** What a session is encrypted with, in each direction. */
export interface SessionKeys {
  serverIn: Buffer;
  serverOut: Buffer;
}

/** [MS-SMB2] 2.2.41: TRANSFORM_HEADER. */
const headBytes = 52;
const tagBytes = 16;

/** [MS-SMB2] 2.2.3.1.2: id of a cipher, its name, and how much of the nonce it takes. CCM is typed as GCM is. */
const ciphers: Readonly<Record<number, { name: string; nonceBytes: number }>> = {
  1: { name: 'aes-128-ccm', nonceBytes: 11 },
  2: { name: 'aes-128-gcm', nonceBytes: 12 },
  3: { name: 'aes-256-ccm', nonceBytes: 11 },
  4: { name: 'aes-256-gcm', nonceBytes: 12 },
};

/** [MS-SMB2] 2.2.3.1: SMB2_ENCRYPTION_CAPABILITIES. */
const encryptionCapabilities = 2;
const newest = 0x311;
/** The cipher of SMB 3.0 and 3.0.2, where none is agreed on. */
const firstCipher = 1;

/** Id of the cipher that an answer to NEGOTIATE decides on ([MS-SMB2] 2.2.4). */
export function cipherIn(message: Message): number {
  if (numberAt(message, 4, 2) !== newest) return firstCipher;
  let at = numberAt(message, 60, 4) - message.body;
  for (let left = numberAt(message, 6, 2); left > 0; left -= 1) {
    if (numberAt(message, at, 2) === encryptionCapabilities) return numberAt(message, at + 10, 2);
    at += Math.ceil((8 + numberAt(message, at + 2, 2)) / 8) * 8;
  }
  return 0;
}

/** @returns the messages in an encrypted frame; undefined where the receiver would not take it either. */
export function decrypted(frame: Buffer, key: Buffer, cipher: number): Buffer | undefined {
  const { name, nonceBytes } = ciphers[cipher] ?? {};
  if (name === undefined || nonceBytes === undefined || frame.length <= headBytes) return undefined;
  const contents = frame.subarray(headBytes);
  if (frame.readUInt32LE(36) !== contents.length) return undefined;
  try {
    const nonce = frame.subarray(20, 20 + nonceBytes);
    const decipher = createDecipheriv(name as CipherGCMTypes, key, nonce, { authTagLength: tagBytes });
    decipher.setAuthTag(frame.subarray(4, 4 + tagBytes));
    decipher.setAAD(frame.subarray(20, headBytes), { plaintextLength: contents.length });
    return Buffer.concat([decipher.update(contents), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The keys in what smbclient prints with `debug encryption`; undefined where they are not there. */
export function sessionKeysIn(text: string): SessionKeys | undefined {
  const serverIn = dumped(text, 'ServerIn Key');
  const serverOut = dumped(text, 'ServerOut Key');
  return serverIn && serverOut && { serverIn, serverOut };
}

/** Samba's dump: `NAME  [0000] 7C 65 …   06 C0 …   |e......`, sixteen bytes a line, and the same as text behind them. */
function dumped(text: string, name: string): Buffer | undefined {
  const lines = new RegExp(`^${name} +((?:\\[[0-9A-F]{4}\\] [0-9A-F ]{50}.*\\n)+)`, 'm').exec(text)?.[1];
  const bytes = lines
    ?.trimEnd()
    .split('\n')
    .map((line) => line.slice(7, 7 + 50).replaceAll(' ', ''));
  return bytes && Buffer.from(bytes.join(''), 'hex');
}
