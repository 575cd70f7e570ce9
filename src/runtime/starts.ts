import type { Clock } from './clock.ts';
import { Fifo } from './fifo.ts';
import { Shares, type Capacity } from './shares.ts';

export interface StartsOptions {
  /** How many of those under way may be young. */
  capacity: Capacity;
  /** Until this age work is young. */
  forMs: number;
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

  constructor(options: StartsOptions) {
    this.#options = options;
  }

  /** In how many ms there is room for one more of the tenant at the latest: 0 now. */
  waitMs(tenant: string): number {
    const { capacity, forMs, clock } = this.#options;
    const oldest = this.#order.peek();
    if (!oldest || this.#shares.hasRoom(tenant, capacity)) return 0;
    return Math.max(1, oldest.atMs + forMs - clock.now());
  }

  take(key: string, tenant: string): void {
    const start = { key, tenant, atMs: this.#options.clock.now() };
    this.#shares.take(tenant);
    this.#young.set(key, start);
    this.#order.push(start);
  }

  end(key: string): void {
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
