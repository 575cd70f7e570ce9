import { createInterface, type Interface } from 'node:readline/promises';

/** What a person types, or a pipe holds, line by line; none is lost while nobody asks. */
export class TypedLines {
  readonly #reader: Interface;
  readonly #lines: string[] = [];
  #isOver = false;
  #wake: () => void = () => undefined;

  constructor(input: NodeJS.ReadableStream) {
    this.#reader = createInterface({ input });
    this.#reader.on('line', (line) => {
      this.#lines.push(line);
      this.#wake();
    });
    this.#reader.on('close', () => {
      this.#isOver = true;
      this.#wake();
    });
  }

  /**
   * The next line; undefined where the input has ended.
   * @param until - once it has settled, no line is taken any more
   */
  async next(until?: Promise<unknown>): Promise<string | undefined> {
    const late = Promise.withResolvers<'late'>();
    void until?.then(() => late.resolve('late'));
    for (;;) {
      const woken = Promise.withResolvers<'woken'>();
      this.#wake = () => woken.resolve('woken');
      if (this.#lines.length > 0 || this.#isOver) woken.resolve('woken');
      if ((await Promise.race([late.promise, woken.promise])) === 'late') return undefined;
      if (this.#lines.length > 0 || this.#isOver) return this.#lines.shift();
    }
  }

  close(): void {
    this.#reader.close();
  }
}
