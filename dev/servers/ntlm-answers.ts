import { createHmac, timingSafeEqual } from 'node:crypto';
import { md4 } from '../../src/connectors/auth/ntlm/md4.ts';

/** NTLMv2 as a server has it: messages are made and taken apart by [MS-NLMP], not by our client's code. */
interface Challenge {
  domain: string;
  /** Target information: `pair`s, the last of which is `pair(0)`. */
  info: Buffer;
  flags: number;
  nonce: Buffer;
}

/** [MS-NLMP] 2.2.1.2 */
export function challengeMessage({ domain, info, flags, nonce }: Challenge): Buffer {
  const name = Buffer.from(domain, 'utf16le');
  const head = Buffer.alloc(56);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(2, 8);
  fieldAt(head, 12, name.length, 56);
  head.writeUInt32LE(flags, 20);
  nonce.copy(head, 24);
  fieldAt(head, 40, info.length, 56 + name.length);
  return Buffer.concat([head, name, info]);
}

export function pair(id: number, value = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

/** What a client answers to a challenge. */
export interface NtlmAnswer {
  /** `DOMAIN\user`, or the user alone. */
  name: string;
  domain: string;
  user: string;
  lm: Buffer;
  nt: Buffer;
}

/** [MS-NLMP] 2.2.1.3 */
export function answerIn(message: Buffer): NtlmAnswer {
  const [lm, nt, domainField, userField] = [12, 20, 28, 36].map((at) => fieldOf(message, at)) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  const [domain, user] = [domainField.toString('utf16le'), userField.toString('utf16le')];
  return { name: domain === '' ? user : `${domain}\\${user}`, domain, user, lm, nt };
}

/** [MS-NLMP] 3.3.2: whether the answer was made with that password, and the key of the session that follows from it. */
export function proofIn({ nt, user, domain }: NtlmAnswer, nonce: Buffer, password: string) {
  const owner = Buffer.from(user.toUpperCase() + domain, 'utf16le');
  const owf = hmac(md4(Buffer.from(password, 'utf16le')), owner);
  const proof = hmac(owf, nonce, nt.subarray(16));
  return { isRight: timingSafeEqual(proof, nt.subarray(0, 16)), sessionKey: hmac(owf, proof) };
}

export function hmac(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  return createHmac('md5', key).update(Buffer.concat(parts)).digest();
}

function fieldAt(head: Buffer, at: number, length: number, offset: number): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

function fieldOf(message: Buffer, at: number): Buffer {
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
}
