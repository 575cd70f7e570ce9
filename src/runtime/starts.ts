import type { Clock } from './clock.ts';
import { Fifo } from './fifo.ts';
import { Shares, type Capacity } from './shares.ts';

export interface StartsOptions {
  /** How many of those under way may be young. */
  capacity: Capacity;
  /** Until this age work is young. */
  forMs: number;
  /** So many are first alone, until one of them has ended or for so long: whatever many begin at once, none of it ends soon. */
  first?: { count: number; forMs: number };
  clock: Pick<Clock, 'now'>;
}

interface Start {
  key: string;
  tenant: string;
  atMs: number;
}

/**
 * Keeps much work from starting at once. Work takes the processor when it starts and when it ends; between, it may wait for
 * as long as it likes and takes nothing. So much of it may be under way, but little of that may be young.
 */
export class Starts {
  readonly #options: StartsOptions;
  readonly #shares = new Shares();
  readonly #young = new Map<string, Start>();
  readonly #order = new Fifo<Start>();
  /** Until when the first are alone. */
  #aloneUntilMs = Infinity;

  constructor(options: StartsOptions) {
    this.#options = options;
  }

  /** In how many ms there is room for one more of the tenant at the latest: 0 now. */
  waitMs(tenant: string): number {
    const { capacity, forMs, first, clock } = this.#options;
    const oldest = this.#order.peek();
    if (!oldest) return 0;
    if (this.#young.size >= (first?.count ?? Infinity) && clock.now() < this.#aloneUntilMs)
      return this.#aloneUntilMs - clock.now();
    if (this.#shares.hasRoom(tenant, capacity)) return 0;
    return Math.max(1, oldest.atMs + forMs - clock.now());
  }

  take(key: string, tenant: string): void {
    const { clock, first } = this.#options;
    const start = { key, tenant, atMs: clock.now() };
    if (this.#aloneUntilMs === Infinity) this.#aloneUntilMs = start.atMs + (first?.forMs ?? 0);
    this.#shares.take(tenant);
    this.#young.set(key, start);
    this.#order.push(start);
  }

  end(key: string): void {
    this.#aloneUntilMs = -Infinity;
    const start = this.#young.get(key);
    this.#young.delete(key);
    if (start) this.#shares.give(start.tenant);
  }

  /** Work that is no longer young makes room, and so does what has ended. */
  age(): void {
    const { forMs, clock } = this.#options;
    for (let oldest = this.#order.peek(); oldest; oldest = this.#order.peek()) {
      const isYoung = this.#young.get(oldest.key) === oldest;
      if (isYoung && clock.now() - oldest.atMs < forMs) return;
      this.#order.shift();
      if (isYoung) this.end(oldest.key);
    }
  }
}
