import { createHmac } from 'node:crypto';
import { avId, readAvPairs, writeAvPairs, type AvPair } from './av-pairs.ts';
import { md4 } from './md4.ts';
import type { Account } from './account.ts';

/** MS-NLMP, 2.2.2.5 */
const flag = {
  unicode: 0x1,
  requestTarget: 0x4,
  ntlm: 0x200,
  alwaysSign: 0x8000,
  extendedSessionSecurity: 0x80000,
  targetInfo: 0x800000,
  version: 0x2000000,
  bits128: 0x20000000,
  bits56: 0x80000000,
} as const;
const ours = Object.values(flag).reduce((all, one) => (all | one) >>> 0, 0);
const signature = Buffer.from('NTLMSSP\0', 'latin1');
/** Windows 10, revision 15 of NTLM: what a server may want to know in order to debug. */
const version = Buffer.from('0a0000000000000f', 'hex');
const authenticateHead = 88;

/** The first message. It names nobody: neither domain nor workstation. */
export function negotiateMessage(): Buffer {
  const head = Buffer.alloc(16);
  signature.copy(head);
  head.writeUInt32LE(1, 8);
  head.writeUInt32LE(ours, 12);
  return Buffer.concat([head, Buffer.alloc(16), version]);
}

export interface ServerChallenge {
  message: Buffer;
  flags: number;
  challenge: Buffer;
  pairs: readonly AvPair[];
  /** The server's clock, 100 ns since 1601, where it tells. */
  timestamp: bigint | undefined;
}

/** @returns undefined where it is no challenge, or one in characters of the last century (OEM). */
export function readChallenge(message: Buffer): ServerChallenge | undefined {
  if (message.length < 32 || !message.subarray(0, 8).equals(signature) || message.readUInt32LE(8) !== 2)
    return undefined;
  const flags = message.readUInt32LE(20);
  const told = (flags & flag.targetInfo) !== 0 && message.length >= 48;
  const [length, offset] = told ? [message.readUInt16LE(40), message.readUInt32LE(44)] : [0, 0];
  const pairs = offset + length > message.length ? undefined : readAvPairs(message.subarray(offset, offset + length));
  if (!pairs || (flags & flag.unicode) === 0) return undefined;
  const time = pairs.find(({ id }) => id === avId.timestamp)?.value;
  const timestamp = time?.length === 8 ? time.readBigUInt64LE() : undefined;
  return { message, flags, challenge: message.subarray(24, 32), pairs, timestamp };
}

/** 100 ns between 1601 and 1970. */
const epoch = 116_444_736_000_000_000n;

export function fileTime(ms: number): bigint {
  return BigInt(Math.trunc(ms)) * 10_000n + epoch;
}

export function unixMs(time: bigint): number {
  return Number((time - epoch) / 10_000n);
}

export interface Login extends Account {
  password: string;
  workstation: string;
}

export interface Circumstances {
  /** Eight random bytes. */
  clientChallenge: Buffer;
  /** Milliseconds since 1970. */
  now: number;
  /** Of the TLS connection; undefined where there is none. */
  binding: Buffer | undefined;
  /** `HTTP/host`: whom we take the server for. */
  target: string;
}

/** The last message, with NTLMv2 and nothing weaker (MS-NLMP, 3.1.5.1.2 and 3.3.2). */
export function authenticateMessage(
  negotiate: Buffer,
  server: ServerChallenge,
  login: Login,
  at: Circumstances,
): Buffer {
  const key = responseKey(login);
  const time = server.timestamp ?? fileTime(at.now);
  const response = ntResponse(key, server.challenge, {
    time,
    clientChallenge: at.clientChallenge,
    pairs: completed(server, at),
  });
  const lm =
    server.timestamp === undefined ? lmV2Response(key, server.challenge, at.clientChallenge) : Buffer.alloc(24);
  const flags = (server.flags & ours) >>> 0;
  const message = assembled(flags, [
    lm,
    response,
    utf16(login.domain),
    utf16(login.user),
    utf16(login.workstation),
    Buffer.alloc(0),
  ]);
  const sessionKey = hmac(key, response.subarray(0, 16));
  hmac(sessionKey, negotiate, server.message, message).copy(message, 72);
  return message;
}

/** What the server said of itself, and what we know: that there is a MIC, which connection this is, and to whom. */
function completed({ pairs }: ServerChallenge, { binding, target }: Circumstances): AvPair[] {
  const replaced = new Set<number>([avId.flags, avId.channelBindings, avId.targetName]);
  const before = pairs.find(({ id }) => id === avId.flags)?.value;
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(((before?.length === 4 ? before.readUInt32LE() : 0) | 2) >>> 0);
  return [
    ...pairs.filter(({ id }) => !replaced.has(id)),
    { id: avId.flags, value: flags },
    { id: avId.channelBindings, value: binding ?? Buffer.alloc(16) },
    { id: avId.targetName, value: utf16(target) },
  ];
}

/** NTOWFv2, which is also the key of LMv2. */
export function responseKey({ user, domain, password }: Login): Buffer {
  return hmac(md4(utf16(password)), utf16(upperCase(user) + domain));
}

interface ClientPart {
  time: bigint;
  clientChallenge: Buffer;
  pairs: readonly AvPair[];
}

/** NTProofStr and what it proves. */
export function ntResponse(key: Buffer, challenge: Buffer, { time, clientChallenge, pairs }: ClientPart): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt16LE(0x0101);
  head.writeBigUInt64LE(time, 8);
  const temp = Buffer.concat([head, clientChallenge, Buffer.alloc(4), writeAvPairs(pairs), Buffer.alloc(4)]);
  return Buffer.concat([hmac(key, challenge, temp), temp]);
}

export function lmV2Response(key: Buffer, challenge: Buffer, clientChallenge: Buffer): Buffer {
  return Buffer.concat([hmac(key, challenge, clientChallenge), clientChallenge]);
}

/** Head, version, room for the MIC, and then the fields in the order of their descriptions. */
function assembled(flags: number, fields: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(authenticateHead);
  signature.copy(head);
  head.writeUInt32LE(3, 8);
  let offset = authenticateHead;
  fields.forEach((field, index) => {
    head.writeUInt16LE(field.length, 12 + 8 * index);
    head.writeUInt16LE(field.length, 14 + 8 * index);
    head.writeUInt32LE(offset, 16 + 8 * index);
    offset += field.length;
  });
  head.writeUInt32LE(flags, 60);
  version.copy(head, 64);
  return Buffer.concat([head, ...fields]);
}

function hmac(key: Buffer, ...parts: readonly Buffer[]): Buffer {
  const mac = createHmac('md5', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

/** As Windows does it, where a letter stays one letter: ß does not become SS. */
function upperCase(text: string): string {
  return text.replaceAll(/./gsu, (letter) =>
    letter.toUpperCase().length === letter.length ? letter.toUpperCase() : letter,
  );
}
