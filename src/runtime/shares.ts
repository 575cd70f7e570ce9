/** How many may be worked on at a time, and how many of these are kept for tenants that have few or none. */
export interface Capacity {
  total: number;
  reserved: number;
}

/** With fewer than these a tenant has few. */
const FEW = 4;

/**
 * Counts what tenants have under way, and says who may have more. The reserved part is for tenants that have few, and half
 * of it for those that have none, so that nobody can take it however long its work lasts; who is alone may use the rest.
 */
export class Shares {
  readonly #of = new Map<string, number>();
  #used = 0;

  get used(): number {
    return this.#used;
  }

  hasRoom(tenant: string, { total, reserved }: Capacity): boolean {
    const own = this.#of.get(tenant) ?? 0;
    const kept = own === 0 ? 0 : own < FEW ? Math.ceil(reserved / 2) : reserved;
    return total - this.#used > kept;
  }

  take(tenant: string): void {
    this.#used += 1;
    this.#of.set(tenant, (this.#of.get(tenant) ?? 0) + 1);
  }

  give(tenant: string): void {
    const left = (this.#of.get(tenant) ?? 0) - 1;
    if (left < 0) throw new RangeError(`${tenant} has nothing to give back`);
    this.#used -= 1;
    if (left === 0) this.#of.delete(tenant);
    else this.#of.set(tenant, left);
  }
}

/** A third is reserved. */
export function shared(total: number): Capacity {
  return { total, reserved: Math.floor(total / 3) };
}
