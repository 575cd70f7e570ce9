const lastFragment = 0x8000_0000;
/** Far more than the few replies that are asked for can have; a banner of another protocol reads as more. */
const mostBytes = 64 * 1024;
const mostFragments = 64;

/** One message as RPC over TCP sends it: a record of one fragment (RFC 5531, 11). */
export function recordOf(message: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE((lastFragment | message.length) >>> 0);
  return Buffer.concat([header, message]);
}

/** Puts the records of a stream together. What there is of a fragment is not copied for each piece that it comes in. */
export class RecordReader {
  #pending = Buffer.alloc(0);
  #pieces: Uint8Array[] = [];
  /** Bytes of the pieces, and how many there have to be before something can be read. */
  #held = 0;
  #wanted = 4;
  #fragments: Buffer[] = [];
  #length = 0;

  /** @returns the records that have become whole; `malformed` where this cannot be such a stream. */
  push(chunk: Uint8Array): Buffer[] | 'malformed' {
    const records: Buffer[] = [];
    this.#pieces.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#wanted) return records;
    this.#pending = Buffer.concat(this.#pieces);
    while (this.#pending.length >= 4) {
      const header = this.#pending.readUInt32BE(0);
      const length = header & ~lastFragment;
      if (this.#length + length > mostBytes || this.#fragments.length === mostFragments) return 'malformed';
      this.#wanted = 4 + length;
      if (this.#pending.length < this.#wanted) break;
      this.#fragments.push(this.#pending.subarray(4, 4 + length));
      this.#length += length;
      this.#pending = this.#pending.subarray(4 + length);
      this.#wanted = 4;
      if (header >= lastFragment) records.push(this.#whole());
    }
    this.#pieces = [this.#pending];
    this.#held = this.#pending.length;
    return records;
  }

  #whole(): Buffer {
    const record = Buffer.concat(this.#fragments);
    this.#fragments = [];
    this.#length = 0;
    return record;
  }
}
