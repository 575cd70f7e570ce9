/** XDR as the scripted NFS server speaks it; nothing is shared with what it tests. */
export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
}

export function opaque(content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([u32(bytes.length), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** Reads arguments; what does not parse is thrown, and becomes a violation. */
export class Cursor {
  at = 0;
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  u32(): number {
    this.at += 4;
    return this.bytes.readUInt32BE(this.at - 4);
  }

  fixed(length: number): Buffer {
    const from = this.at;
    this.at += Math.ceil(length / 4) * 4;
    if (this.at > this.bytes.length) throw new Error('arguments are too short');
    if (this.bytes.subarray(from + length, this.at).some((byte) => byte !== 0)) throw new Error('padding is not zero');
    return this.bytes.subarray(from, from + length);
  }

  opaque(most: number): Buffer {
    const length = this.u32();
    if (length > most) throw new Error(`${length} bytes where ${most} are allowed`);
    return this.fixed(length);
  }

  text(most: number): string {
    return this.opaque(most).toString('utf8');
  }

  get left(): number {
    return this.bytes.length - this.at;
  }
}
