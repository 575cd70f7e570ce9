import { Shares, shared, type Clock, type Pacing } from '../runtime/index.ts';

/** What a test takes up besides a slot: a place at a host, at an account, or of a program. */
export interface Limit {
  key: string;
  /** Tests at the same time. */
  concurrency: number;
  /** Tests that start per second; undefined for no limit. */
  perSecond?: number | undefined;
}

/** With more than these, keys that nobody uses are dropped. */
const mostUses = 4096;

interface Use {
  shares: Shares;
  /** How many tests may start at `at`. */
  tokens: number;
  at: number;
}

interface Group {
  limits: readonly Limit[];
  /** Keys that belong to it. */
  members: number;
}

interface Held {
  group: string;
  limits: readonly Limit[];
  tenant: string;
}

export interface PaceOptions {
  clock: Pick<Clock, 'now'>;
  /** What the test of a key is likely to take up, before it was ever planned. */
  likely?: (key: string) => readonly Limit[];
}

/**
 * How fast tests may go: by host and by account, and fair between namespaces at each of them. A key waits in the queue,
 * without a slot, until there is room for what its test took up last (`planned`), or is likely to.
 */
export class Pace implements Pacing {
  readonly #options: PaceOptions;
  readonly #groups = new Map<string, Group>();
  readonly #groupOf = new Map<string, string>();
  readonly #held = new Map<string, Held>();
  readonly #uses = new Map<string, Use>();

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  groupOf(key: string): string {
    return this.#groupOf.get(key) ?? this.#join(key, this.#options.likely?.(key) ?? []);
  }

  waitMs(group: string, tenant: string): number {
    const waits = this.#limitsOf(group).map((limit) => this.#waitFor(limit, tenant));
    return Math.max(0, ...waits);
  }

  started(key: string, group: string, tenant: string): void {
    this.#hold(key, { group, limits: this.#limitsOf(group), tenant });
  }

  ended(key: string): void {
    const held = this.#held.get(key);
    this.#held.delete(key);
    for (const limit of held?.limits ?? []) this.#uses.get(limit.key)?.shares.give(held?.tenant ?? '');
  }

  /**
   * Tells what the test of a key that is under way takes up.
   * @returns false where there is no room for it: it must not be made now, and its key be added to the queue again.
   */
  planned(key: string, limits: readonly Limit[]): boolean {
    const held = this.#held.get(key);
    const group = this.#join(key, limits);
    if (!held || held.group === group) return true;
    this.ended(key);
    const isFree = this.waitMs(group, held.tenant) <= 0;
    this.#hold(key, isFree ? { group, limits, tenant: held.tenant } : { group: '', limits: [], tenant: held.tenant });
    return isFree;
  }

  /** Drops what is known of a key, as for an object that is gone or another one by now; not what its test holds. */
  forget(key: string): void {
    const name = this.#groupOf.get(key);
    this.#groupOf.delete(key);
    const group = name === undefined ? undefined : this.#groups.get(name);
    if (!group || name === undefined) return;
    group.members -= 1;
    if (group.members === 0) this.#groups.delete(name);
  }

  #limitsOf(group: string): readonly Limit[] {
    return this.#groups.get(group)?.limits ?? [];
  }

  #join(key: string, limits: readonly Limit[]): string {
    const name = limits.map((limit) => `${limit.key} ${limit.concurrency} ${limit.perSecond ?? ''}`).join('\n');
    if (this.#groupOf.get(key) === name) return name;
    this.forget(key);
    const group = this.#groups.get(name) ?? { limits, members: 0 };
    group.members += 1;
    this.#groups.set(name, group);
    this.#groupOf.set(key, name);
    return name;
  }

  #hold(key: string, held: Held): void {
    this.#held.set(key, held);
    for (const limit of held.limits) {
      const use = this.#useOf(limit);
      use.shares.take(held.tenant);
      use.tokens -= 1;
    }
  }

  #waitFor(limit: Limit, tenant: string): number {
    const use = this.#useOf(limit);
    if (!use.shares.hasRoom(tenant, shared(limit.concurrency))) return Infinity;
    if (limit.perSecond === undefined || use.tokens >= 1) return 0;
    return Math.ceil(((1 - use.tokens) * 1000) / limit.perSecond);
  }

  /** With the tokens that have come by now: as many as start per second at most. */
  #useOf({ key, perSecond = Infinity }: Limit): Use {
    const now = this.#options.clock.now();
    const use = this.#uses.get(key);
    if (use) {
      const come = perSecond === Infinity ? Infinity : (Math.max(0, now - use.at) * perSecond) / 1000;
      use.tokens = Math.min(perSecond, use.tokens + come);
      use.at = now;
      return use;
    }
    if (this.#uses.size >= mostUses) this.#dropUnused(now);
    const fresh = { shares: new Shares(), tokens: perSecond, at: now };
    this.#uses.set(key, fresh);
    return fresh;
  }

  /** Within a second every bucket is full again. */
  #dropUnused(now: number): void {
    for (const [key, { shares, at }] of this.#uses) if (shares.used === 0 && now - at >= 1000) this.#uses.delete(key);
  }
}
