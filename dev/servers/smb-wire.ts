import { createHash, createHmac } from 'node:crypto';

/** [MS-SMB2] 2.2.1.2; the status, the signature and the flags are those of a response. */
export interface Reply {
  command: number;
  messageId: bigint;
  session: number;
  tree: number;
  status: number;
  body: Buffer;
}

const responseFlag = 0x1;
const signedFlag = 0x8;

/** A frame with one response in it, signed as dialect 2.0.2 does it where there is a key. */
export function frameOf(reply: Reply, key?: Buffer): Buffer {
  const head = Buffer.alloc(64);
  head.writeUInt32BE(0xfe534d42);
  head.writeUInt16LE(64, 4);
  head.writeUInt32LE(reply.status, 8);
  head.writeUInt16LE(reply.command, 12);
  head.writeUInt16LE(64, 14);
  head.writeUInt32LE(key ? responseFlag | signedFlag : responseFlag, 16);
  head.writeBigUInt64LE(reply.messageId, 24);
  head.writeUInt32LE(reply.tree, 36);
  head.writeUInt32LE(reply.session, 40);
  const message = Buffer.concat([head, reply.body]);
  if (key) createHmac('sha256', key).update(message).digest().copy(message, 48, 0, 16);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  return Buffer.concat([length, message]);
}

/** A body of fixed fields: each is [offset, bytes, value]. */
export function bodyOf(
  length: number,
  fields: readonly (readonly [number, number, number])[],
  rest: Buffer = Buffer.alloc(0),
): Buffer {
  const body = Buffer.alloc(length);
  for (const [offset, bytes, value] of fields) body.writeUIntLE(value, offset, bytes);
  return Buffer.concat([body, rest]);
}

const ntlmssp = der(0x06, Buffer.from('2b06010401823702020a', 'hex'));
const kerberos = der(0x06, Buffer.from('2a864886f712010202', 'hex'));
const mechanisms = der(0x30, ntlmssp);

/** RFC 4178: the ways to sign in that a server offers. */
export function spnegoOffer(offers: 'Kerberos' | 'NTLM' | 'both' = 'NTLM'): Buffer {
  const spnego = der(0x06, Buffer.from('2b0601050502', 'hex'));
  const ways = { Kerberos: [kerberos], NTLM: [ntlmssp], both: [kerberos, ntlmssp] }[offers];
  return der(0x60, spnego, der(0xa0, der(0x30, der(0xa0, der(0x30, ...ways)))));
}

export function spnegoChallenge(token: Buffer): Buffer {
  return der(0xa1, der(0x30, der(0xa0, der(0x0a, Buffer.from([1]))), der(0xa1, ntlmssp), der(0xa2, der(0x04, token))));
}

/** Accepted; the checksum over the list of mechanisms is made with the key that only who knows the password has. */
export function spnegoAccepted(key: Buffer): Buffer {
  const magic = 'session key to server-to-client signing key magic constant\0';
  const signing = createHash('md5').update(key).update(magic).digest();
  const sequence = Buffer.alloc(4);
  const checksum = createHmac('md5', signing).update(sequence).update(mechanisms).digest().subarray(0, 8);
  const mic = Buffer.concat([Buffer.from([1, 0, 0, 0]), checksum, sequence]);
  return der(0xa1, der(0x30, der(0xa0, der(0x0a, Buffer.from([0]))), der(0xa3, der(0x04, mic))));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
