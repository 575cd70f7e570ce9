import { turnOfOthers } from '../../../src/loop/turn.ts';
import type { Clock } from '../../../src/runtime/index.ts';

const stepMs = 50;

/** Turns of the event loop in which nobody waits for another, until nothing is under way. */
const quietTurns = 4;

/** A clock that is driven, for very many timers: each is rounded up to a step. Its chance is always the same. */
export class GridClock implements Clock {
  #nowMs = Date.UTC(2030, 0, 1);
  #seed = 1;
  readonly #timers = new Map<number, Set<() => void>>();

  readonly now = (): number => this.#nowMs;

  readonly random = (): number => {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  };

  readonly setTimeout = (fn: () => void, delayMs: number): (() => void) => {
    const at = Math.ceil((this.#nowMs + Math.max(0, delayMs)) / stepMs) * stepMs;
    const due = this.#timers.get(at) ?? new Set();
    this.#timers.set(at, due);
    const run = (): void => fn();
    due.add(run);
    return () => due.delete(run);
  };

  async advance(ms: number): Promise<void> {
    const end = this.#nowMs + ms;
    await settled();
    for (; this.#nowMs < end; this.#nowMs += stepMs) await this.#step();
  }

  async #step(): Promise<void> {
    for (let due = this.#timers.get(this.#nowMs); due; due = this.#timers.get(this.#nowMs)) {
      this.#timers.delete(this.#nowMs);
      for (const run of due) run();
      if (due.size > 0) await settled();
    }
  }
}

async function settled(): Promise<void> {
  // Whoever gave way to others goes on before the time does, and so does what that sets going.
  for (let quiet = 0; quiet < quietTurns; quiet += 1) {
    const turn = turnOfOthers();
    if (turn) quiet = 0;
    await turn;
    await immediate();
  }
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
