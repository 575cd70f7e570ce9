import { setImmediate as turnOfOthers } from 'node:timers/promises';

/** Work of this long is followed by a turn of everybody else. */
const longMs = 5;

/** Does something for each of many items, with a turn for others between. */
export async function inSlices<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  let sinceMs = performance.now();
  for (const item of items) {
    if (performance.now() - sinceMs >= longMs) {
      await turnOfOthers();
      sinceMs = performance.now();
    }
    work(item);
  }
}
