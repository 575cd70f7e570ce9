import type { Clock } from './clock.ts';

/**
 * A signal that aborts when its parent does, or when `limitMs` pass without a `touch()`.
 *
 * `AbortSignal.any` with `AbortSignal.timeout` would do the same, but on the real clock only, and it
 * leaves each timer running until its limit: 10,000 calls of 5 ms would hold 10,000 timers for 10 s.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #parent: AbortSignal;
  readonly #limitMs: number;
  readonly #clock: Clock;
  readonly #onParentAbort = (): void => this.#controller.abort(this.#parent.reason);
  #lastTouchMs: number;
  #cancelTimer: () => void = () => {};
  #expired = false;

  constructor(parent: AbortSignal, limitMs: number, clock: Clock) {
    this.#parent = parent;
    this.#limitMs = limitMs;
    this.#clock = clock;
    this.#lastTouchMs = clock.now();
    if (parent.aborted) {
      this.#onParentAbort();
      return;
    }
    parent.addEventListener('abort', this.#onParentAbort, { once: true });
    this.#arm(limitMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the limit, not the parent, was what aborted the signal. */
  get expired(): boolean {
    return this.#expired;
  }

  /** Starts the limit anew; cheap, as the timer itself is left alone. */
  touch(): void {
    this.#lastTouchMs = this.#clock.now();
  }

  /** Frees timer and listener; must be called once the work is over. */
  end(): void {
    this.#cancelTimer();
    this.#parent.removeEventListener('abort', this.#onParentAbort);
  }

  #arm(delayMs: number): void {
    this.#cancelTimer = this.#clock.setTimeout(() => {
      const leftMs = this.#lastTouchMs + this.#limitMs - this.#clock.now();
      if (leftMs > 0) {
        this.#arm(leftMs);
        return;
      }
      this.#expired = true;
      this.#controller.abort(new DOMException('The time limit was reached', 'TimeoutError'));
    }, delayMs);
  }
}
