/** Who has not been looked at for so long does not wait any more: no test takes longer. */
const forgottenAfterMs = 60_000;
const mostWaiting = 4096;

/** Adds up the time in which somebody waits, by what is seen at each look. */
export class ThrottleTime {
  readonly #told: (ms: number) => void;
  /** Who waits, and since when that is not told. */
  readonly #waiting = new Map<string, number>();

  constructor(told: (ms: number) => void) {
    this.#told = told;
  }

  looked(who: string, waits: boolean, now: number): void {
    const since = this.#waiting.get(who);
    if (since !== undefined && now > since && now - since <= forgottenAfterMs) this.#told(now - since);
    if (!waits) return void this.#waiting.delete(who);
    if (since === undefined && this.#waiting.size >= mostWaiting) this.#waiting.clear();
    this.#waiting.set(who, now);
  }
}
