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

/**
 * Cuts a direction of a connection into frames ([MS-SMB2] 2.1) as they become complete. A frame may come byte by byte: what
 * there is of it is not copied for each of them.
 */
export class FrameSplitter {
  #bytes = Buffer.alloc(0);
  #filled = 0;

  /** @returns the frames that are complete now; undefined where it cannot be SMB, or is longer than can be kept. */
  push(chunk: Buffer): Buffer[] | undefined {
    this.#append(chunk);
    const frames: Buffer[] = [];
    let at = 0;
    while (this.#filled - at >= 4) {
      const length = this.#bytes.readUIntBE(at + 1, 3);
      if (this.#bytes[at] !== 0 || length > mostBytes) return undefined;
      if (this.#filled - at < 4 + length) break;
      frames.push(this.#bytes.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    if (at > 0) this.#leave(at);
    return frames;
  }

  #append(chunk: Buffer): void {
    const length = this.#filled + chunk.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, this.#filled);
      this.#bytes = larger;
    }
    chunk.copy(this.#bytes, this.#filled);
    this.#filled = length;
  }

  /** The frames keep the bytes that they are of. */
  #leave(at: number): void {
    this.#bytes = Buffer.from(this.#bytes.subarray(at, this.#filled));
    this.#filled = this.#bytes.length;
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
