const NEWLINE = 0x0a;

/**
 * Cuts a byte stream into lines. Bytes are joined only once a line is whole, so neither a long line in many
 * chunks nor a character cut in two costs anything extra (no byte of a longer UTF-8 character is 0x0A).
 */
export class LineSplitter {
  #pending: Uint8Array[] = [];

  /** The lines that `chunk` completes, without their ends; empty ones are left out. */
  push(chunk: Uint8Array): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#pending.push(chunk.subarray(start, end));
      const line = Buffer.concat(this.#pending).toString('utf8');
      if (line !== '') lines.push(line);
      this.#pending = [];
      start = end + 1;
    }
    if (start < chunk.length) this.#pending.push(chunk.subarray(start));
    return lines;
  }
}
