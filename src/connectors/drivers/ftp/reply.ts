import { StringDecoder } from 'node:string_decoder';

/** One reply of a server, of one line or many (RFC 959, 4.2). */
export interface Reply {
  code: number;
  /** Its lines without the code. Matched against, never passed on. */
  text: string;
}

/** `foreign`: what came is no FTP; `endless`: more than is ever read of one reply. */
export type ReplyFault = 'foreign' | 'endless';

const limitCharacters = 64 * 1024;
const head = /^([1-5]\d\d)([ -]|$)/;

/** Makes replies of what arrives, in whatever pieces. */
export class ReplyParser {
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  #open: { code: number; lines: string[] } | undefined;
  #taken = 0;

  /** Whether a reply has begun and not ended. */
  get midway(): boolean {
    return this.#rest !== '' || this.#open !== undefined;
  }

  /** @returns the replies that are complete now, or why no more can be read. */
  feed(bytes: Buffer): Reply[] | ReplyFault {
    const text = this.#decoder.write(bytes);
    this.#taken += text.length;
    if (this.#taken > limitCharacters) return 'endless';
    if (!text.includes('\n')) {
      this.#rest += text;
      return [];
    }
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    const replies: Reply[] = [];
    for (const line of lines) {
      const found = this.#take(line.replace(/\r$/, ''));
      if (found === 'foreign') return found;
      if (found) replies.push(found);
    }
    if (replies.length > 0) this.#taken = this.#rest.length;
    return replies;
  }

  #take(line: string): Reply | 'foreign' | undefined {
    const begun = head.exec(line);
    if (this.#open) {
      const { code, lines } = this.#open;
      const last = begun !== null && Number(begun[1]) === code && begun[2] !== '-';
      lines.push(begun && Number(begun[1]) === code ? line.slice(4) : line);
      if (!last) return undefined;
      this.#open = undefined;
      return { code, text: lines.join('\n') };
    }
    if (line === '') return undefined;
    if (!begun) return 'foreign';
    const code = Number(begun[1]);
    if (begun[2] !== '-') return { code, text: line.slice(4) };
    this.#open = { code, lines: [line.slice(4)] };
    return undefined;
  }
}
