/** Two writers of one status must not write against each other without end: each time they wait longer. */
const firstMs = 10_000;
const longestMs = 600_000;

/** When a status that somebody else has changed may be written again, by uid. */
export class Rewrites {
  /** In the order in which they were entered. */
  readonly #last = new Map<string, { at: number; waitMs: number }>();

  /** In how many ms; 0 for at once. */
  waitMs(uid: string, now: number): number {
    const { at, waitMs } = this.#last.get(uid) ?? { at: -Infinity, waitMs: 0 };
    return Math.max(0, at + waitMs - now);
  }

  entered(uid: string, now: number): void {
    for (const [other, { at }] of this.#last) {
      if (now - at < 2 * longestMs) break;
      this.#last.delete(other);
    }
    const { at, waitMs } = this.#last.get(uid) ?? { at: -Infinity, waitMs: 0 };
    // Where the other one has been quiet for as long again it is another matter.
    const isOver = now - at >= 2 * waitMs;
    this.#last.delete(uid);
    this.#last.set(uid, { at: now, waitMs: isOver ? firstMs : Math.min(2 * waitMs, longestMs) });
  }
}

/** ResourceVersions are ordered (KEP-5504). One that was never written was found by the watch, which does not go back. */
export function isLater(seen: string, written: string | undefined): boolean {
  if (written === undefined) return true;
  return /^\d+$/.test(seen) && /^\d+$/.test(written) ? BigInt(seen) > BigInt(written) : seen !== written;
}
