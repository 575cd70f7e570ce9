/** [MS-SMB2] 2.2.1.2 and 2.2.41: how a message begins. */
export const plain = 0xfe534d42;
export const encrypted = 0xfd534d42;
export const smb1 = 0xff534d42;

export const command = {
  negotiate: 0,
  sessionSetup: 1,
  treeConnect: 3,
  create: 5,
  ioctl: 11,
  queryDirectory: 14,
} as const;

const headerBytes = 64;
/** More than a message of a test has. */
const mostBytes = 1024 * 1024;

/** One request or response. */
export interface Message {
  command: number;
  status: number;
  id: bigint;
  /** Says that it is a response ([MS-SMB2] 2.2.1.2, SMB2_FLAGS_SERVER_TO_REDIR). */
  response: boolean;
  /** From the header on. */
  bytes: Buffer;
  /** Offset of the body in `bytes`. */
  body: number;
}

/** Cuts a direction of a connection into frames ([MS-SMB2] 2.1) as they become complete. */
export class FrameSplitter {
  #rest = Buffer.alloc(0);

  /** @returns the frames that are complete now; undefined where it cannot be SMB, or is longer than can be kept. */
  push(chunk: Buffer): Buffer[] | undefined {
    const frames: Buffer[] = [];
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      if (this.#rest.length < 4) return frames;
      const length = this.#rest.readUIntBE(1, 3);
      if (this.#rest[0] !== 0 || length > mostBytes) return undefined;
      if (this.#rest.length < 4 + length) return frames;
      frames.push(this.#rest.subarray(4, 4 + length));
      this.#rest = this.#rest.subarray(4 + length);
    }
  }
}

/** The messages of a frame; several may be chained in one. Undefined where there is anything else in it. */
export function messagesIn(frame: Buffer): Message[] | undefined {
  const messages: Message[] = [];
  if (frame.length === 0) return messages;
  let bytes = frame;
  for (;;) {
    if (bytes.length < headerBytes || bytes.readUInt32BE(0) !== plain) return undefined;
    const next = bytes.readUInt32LE(20);
    messages.push({
      status: bytes.readUInt32LE(8),
      command: bytes.readUInt16LE(12),
      id: bytes.readBigUInt64LE(24),
      response: (bytes.readUInt32LE(16) & 1) === 1,
      bytes: next === 0 ? bytes : bytes.subarray(0, next),
      body: headerBytes,
    });
    if (next === 0) return messages;
    if (next < headerBytes) return undefined;
    bytes = bytes.subarray(next);
  }
}

/** Number at an offset in the body, little endian; 0 behind its end. */
export function numberAt({ bytes, body }: Message, offset: number, length: 1 | 2 | 4): number {
  const at = body + offset;
  return at + length <= bytes.length ? bytes.readUIntLE(at, length) : 0;
}
