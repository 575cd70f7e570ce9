import { MAX_TIMER_MS, type Clock } from './clock.ts';
import { DueHeap, type Due } from './due-heap.ts';
import type { Lane } from './lanes.ts';

interface DelayedAdd extends Due {
  readonly lane: Lane;
}

/** Delays of `fromMs` and more end up to `withinMs` later, together with others that are due in the same while. */
export interface Together {
  fromMs: number;
  withinMs: number;
}

/** At most one delayed add for each key, and one timer for all of them, as 10,000 keys are due within an hour. */
export class DelayedAdds {
  readonly #heap = new DueHeap<DelayedAdd>();
  readonly #clock: Clock;
  readonly #onDue: (add: DelayedAdd) => void;
  readonly #together: Together;
  /** Whiles are counted from here, so that those of two processes do not end at the same time. */
  readonly #beganMs: number;
  #cancelTimer: () => void = () => {};
  #timerAtMs = Infinity;

  constructor(clock: Clock, onDue: (add: DelayedAdd) => void, together: Together = { fromMs: Infinity, withinMs: 1 }) {
    this.#clock = clock;
    this.#onDue = onDue;
    this.#together = together;
    this.#beganMs = clock.now();
  }

  /** In place of any other delayed add of the key. */
  set(key: string, delayMs: number, lane: Lane): void {
    this.#heap.set({ key, lane, atMs: this.#atMs(delayMs) });
    this.#arm();
  }

  #atMs(delayMs: number): number {
    const atMs = this.#clock.now() + delayMs;
    const { fromMs, withinMs } = this.#together;
    if (delayMs < fromMs) return atMs;
    return this.#beganMs + Math.ceil((atMs - this.#beganMs) / withinMs) * withinMs;
  }

  /** Unless the key has an earlier one. */
  setIfEarlier(key: string, delayMs: number, lane: Lane): void {
    const standing = this.#heap.get(key);
    if (standing === undefined || standing.atMs > this.#clock.now() + delayMs) this.set(key, delayMs, lane);
  }

  delete(key: string): void {
    this.#heap.delete(key);
    this.#arm();
  }

  clear(): void {
    this.#heap.clear();
    this.#arm();
  }

  /** The timer is for the earliest, or for the longest delay that a timer can take. */
  #arm(): void {
    const atMs = this.#heap.peek()?.atMs ?? Infinity;
    if (atMs === this.#timerAtMs) return;
    this.#cancelTimer();
    this.#timerAtMs = atMs;
    if (atMs === Infinity) return;
    const delayMs = Math.min(Math.max(0, atMs - this.#clock.now()), MAX_TIMER_MS);
    this.#cancelTimer = this.#clock.setTimeout(() => this.#fire(), delayMs);
  }

  #fire(): void {
    this.#timerAtMs = Infinity;
    const nowMs = this.#clock.now();
    for (let due = this.#heap.peek(); due !== undefined && due.atMs <= nowMs; due = this.#heap.peek()) {
      this.#heap.delete(due.key);
      this.#onDue(due);
    }
    this.#arm();
  }
}
