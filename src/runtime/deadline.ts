import type { Clock } from './clock.ts';

/**
 * A signal that aborts when its parent does, or when `limitMs` pass without a `touch()`. Who needs no signal is told by
 * `onAbort`, and none is made.
 *
 * `AbortSignal.any` with `AbortSignal.timeout` would do the same, but on the real clock only, and it
 * leaves each timer running until its limit: 10,000 calls of 5 ms would hold 10,000 timers for 10 s.
 */
export class Deadline {
  #controller: AbortController | undefined;
  readonly #parent: AbortSignal;
  readonly #limitMs: number;
  readonly #clock: Clock;
  readonly #onParentAbort = (): void => this.#abort(this.#parent.reason);
  #lastTouchMs: number;
  #cancelTimer: () => void = () => {};
  #expired = false;
  #ended: { reason: unknown } | undefined;
  #onAbort: (reason: unknown) => void = () => {};

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
    this.#controller ??= new AbortController();
    if (this.#ended) this.#controller.abort(this.#ended.reason);
    return this.#controller.signal;
  }

  /** Called with the reason, once; at once where it has aborted already. */
  set onAbort(listener: (reason: unknown) => void) {
    this.#onAbort = listener;
    if (this.#ended) listener(this.#ended.reason);
  }

  get aborted(): boolean {
    return this.#ended !== undefined;
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
      this.#abort(new DOMException('The time limit was reached', 'TimeoutError'));
    }, delayMs);
  }

  #abort(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = { reason };
    this.#controller?.abort(reason);
    this.#onAbort(reason);
  }
}
