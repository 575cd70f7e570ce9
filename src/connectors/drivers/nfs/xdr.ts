/** What came is not what the protocol says. */
export class XdrError extends Error {}

/** Writes XDR (RFC 4506), which everything of ONC RPC and NFS is encoded in. */
export class XdrWriter {
  readonly #parts: Buffer[] = [];

  uint32(value: number): this {
    const part = Buffer.alloc(4);
    part.writeUInt32BE(value);
    return this.raw(part);
  }

  /** Bytes of a length that both sides know. */
  fixed(bytes: Uint8Array): this {
    return this.raw(bytes).raw(padding(bytes.length));
  }

  opaque(bytes: Uint8Array): this {
    return this.uint32(bytes.length).fixed(bytes);
  }

  string(text: string): this {
    return this.opaque(Buffer.from(text, 'utf8'));
  }

  /** Bytes that are XDR already. */
  raw(bytes: Uint8Array): this {
    this.#parts.push(Buffer.from(bytes));
    return this;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Reads XDR; every length is checked against what is there and against what the protocol allows. */
export class XdrReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** @throws XdrError as all that follow. */
  uint32(): number {
    return this.#take(4).readUInt32BE(0);
  }

  bool(): boolean {
    const value = this.uint32();
    if (value > 1) throw new XdrError('neither true nor false');
    return value === 1;
  }

  fixed(length: number): Buffer {
    const bytes = this.#take(length);
    this.#take(padding(length).length);
    return bytes;
  }

  opaque(most: number): Buffer {
    const length = this.uint32();
    if (length > most) throw new XdrError('too long');
    return this.fixed(length);
  }

  string(most: number): string {
    return this.opaque(most).toString('utf8');
  }

  /** A counted list. */
  array<T>(most: number, read: () => T): T[] {
    const length = this.uint32();
    if (length > most) throw new XdrError('too many');
    return Array.from({ length }, read);
  }

  /** A list whose every entry says whether it is there. */
  linked<T>(most: number, read: () => T): T[] {
    const found: T[] = [];
    while (this.bool()) {
      if (found.length === most) throw new XdrError('too many');
      found.push(read());
    }
    return found;
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new XdrError('too short');
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}

/** XDR comes in units of four bytes. */
function padding(length: number): Buffer {
  return Buffer.alloc((4 - (length % 4)) % 4);
}
