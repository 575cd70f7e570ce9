import { turnOfOthers } from '../../src/loop/turn.ts';
import type { Clock } from '../../src/runtime/clock.ts';

interface Timer {
  atMs: number;
  fn: () => void;
}

/** A clock that only moves when told to. */
export class FakeClock implements Clock {
  /** What `random()` returns. */
  chance = 0.5;
  #nowMs: number;
  #aheadMs = 0;
  readonly #timers = new Set<Timer>();

  constructor(nowMs = Date.UTC(2030, 0, 1)) {
    this.#nowMs = nowMs;
  }

  readonly now = (): number => this.#nowMs;

  /** What people read: nobody sets the other one. */
  readonly wall = (): number => this.#nowMs + this.#aheadMs;

  readonly random = (): number => this.chance;

  readonly setTimeout = (fn: () => void, delayMs: number): (() => void) => {
    const timer = { atMs: this.#nowMs + Math.max(0, delayMs), fn };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** Sets the machine's clock on, or back. */
  set(byMs: number): void {
    this.#aheadMs += byMs;
  }

  /** In how many ms each timer is due, earliest first. */
  get pendingMs(): number[] {
    return [...this.#timers].map((timer) => timer.atMs - this.#nowMs).sort((a, b) => a - b);
  }

  /** Moves on by `ms`, running what becomes due in order, each with all that follows from it (but for I/O). */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settle();
    for (let next = this.#dueBy(endMs); next !== undefined; next = this.#dueBy(endMs)) {
      this.#timers.delete(next);
      this.#nowMs = next.atMs;
      next.fn();
      await settle();
    }
    this.#nowMs = endMs;
  }

  #dueBy(endMs: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
  }
}

/** Whoever gave way to others goes on before the time does. */
async function settle(): Promise<void> {
  await immediate();
  for (let turn = turnOfOthers(); turn; turn = turnOfOthers()) {
    await turn;
    await immediate();
  }
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
