import { setImmediate as turnOfOthers } from 'node:timers/promises';

/** Work of this long is followed by a turn of everybody else; one expression, or one response to read, may take some more. */
const longMs = 5;

/** Lets others have their turn between pieces of work that together take long. */
export class Turns {
  #sinceMs = performance.now();

  async pass(): Promise<void> {
    if (performance.now() - this.#sinceMs < longMs) return;
    await turnOfOthers();
    this.#sinceMs = performance.now();
  }
}
