import { MAX_TIMER_MS, type Clock } from '../../../src/runtime/clock.ts';

interface Timer {
  atMs: number;
  fire: () => void;
  cancel: () => void;
}

/** The real time, which can be moved on: for what takes minutes or days beside a real API server. */
export class JumpingClock implements Clock {
  #offsetMs = 0;
  readonly #timers = new Set<Timer>();

  readonly now = (): number => Date.now() + this.#offsetMs;
  readonly random = (): number => Math.random();

  readonly setTimeout = (fn: () => void, delayMs: number): (() => void) => {
    const timer: Timer = { atMs: this.now() + delayMs, fire: () => {}, cancel: () => {} };
    timer.fire = () => {
      timer.cancel();
      fn();
    };
    const handle = setTimeout(timer.fire, Math.min(delayMs, MAX_TIMER_MS));
    timer.cancel = () => {
      clearTimeout(handle);
      this.#timers.delete(timer);
    };
    this.#timers.add(timer);
    return timer.cancel;
  };

  /** Moves on; timers that become due fire in order. */
  jump(ms: number): void {
    this.#offsetMs += ms;
    const due = [...this.#timers].filter(({ atMs }) => atMs <= this.now());
    for (const timer of due.toSorted((a, b) => a.atMs - b.atMs)) timer.fire();
  }
}
