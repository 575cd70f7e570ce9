import { ThrottleTime } from './throttle-time.ts';
import { Shares, shared, type Clock, type Pacing } from '../runtime/index.ts';

/** What a test takes up besides a slot: a place at a host, at an account, or of a program. */
export interface Limit {
  key: string;
  /** Tests at the same time. */
  concurrency: number;
  /** Tests that start per second; undefined for no limit. */
  perSecond?: number | undefined;
}

/** What a test takes up. */
export interface Limits {
  /** What many share: hosts, programs. */
  wide: readonly Limit[];
  /** What few share: an account at these hosts. */
  narrow: readonly Limit[];
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
  groups: readonly string[];
  limits: readonly Limit[];
  tenant: string;
}

/** The groups of a key that waits for nothing but its turn. */
export const nothing: readonly string[] = ['', ''];

export interface PaceOptions {
  clock: Pick<Clock, 'now'>;
  /** What the test of a key is likely to take up, before it was ever planned. */
  likely?: (key: string) => Limits;
  /** Told of time in which somebody waited for room. */
  onThrottled?: (ms: number) => void;
  /** Told where something has given its room back. */
  onRoom?: () => void;
}

/**
 * How fast tests may go: by host and by account, and fair between namespaces at each of them. A key waits in the queue,
 * without a slot, until there is room for what its test took up last (`planned`), or is likely to.
 */
export class Pace implements Pacing {
  readonly #options: PaceOptions;
  readonly #groups = new Map<string, Group>();
  readonly #groupsOf = new Map<string, readonly string[]>();
  readonly #held = new Map<string, Held>();
  readonly #uses = new Map<string, Use>();
  readonly #throttled: ThrottleTime;

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#throttled = new ThrottleTime(options.onThrottled ?? (() => {}));
  }

  groupsOf(key: string): readonly string[] {
    const known = this.#groupsOf.get(key);
    if (known) return known;
    const likely = this.#options.likely?.(key);
    return likely ? this.#join(key, likely) : nothing;
  }

  waitMs(group: string, tenant: string): number {
    let waitMs = 0;
    for (const limit of this.#groups.get(group)?.limits ?? []) waitMs = Math.max(waitMs, this.#waitFor(limit, tenant));
    this.#throttled.looked(`${tenant}\n${group}`, waitMs > 0, this.#options.clock.now());
    return waitMs;
  }

  started(key: string, groups: readonly string[], tenant: string): void {
    const limits = groups.flatMap((group) => this.#groups.get(group)?.limits ?? []);
    this.#hold(key, { groups, limits, tenant });
  }

  /** Its test is over, or its turn: whichever comes first. */
  ended(key: string): void {
    const held = this.#held.get(key);
    if (!held) return;
    this.#held.delete(key);
    for (const limit of held.limits) this.#uses.get(limit.key)?.shares.give(held.tenant);
    if (held.limits.length > 0) this.#options.onRoom?.();
  }

  /**
   * Tells what the test of a key that is under way takes up.
   * @returns false where there is no room for it: it must not be made now, and its key be added to the queue again.
   */
  planned(key: string, limits: Limits): boolean {
    const held = this.#held.get(key);
    const groups = this.#join(key, limits);
    if (!held || isSame(held.groups, groups)) return true;
    const { tenant } = held;
    this.ended(key);
    const isFree = groups.every((group) => this.waitMs(group, tenant) <= 0);
    this.started(key, isFree ? groups : nothing, tenant);
    return isFree;
  }

  /** Drops what is known of a key, as for an object that is gone or another one by now; not what its test holds. */
  forget(key: string): void {
    for (const name of this.#groupsOf.get(key) ?? []) {
      const group = this.#groups.get(name);
      if (!group) continue;
      group.members -= 1;
      if (group.members === 0) this.#groups.delete(name);
    }
    this.#groupsOf.delete(key);
  }

  #join(key: string, { wide, narrow }: Limits): readonly string[] {
    const names = [nameOf(wide), nameOf(narrow)];
    const known = this.#groupsOf.get(key);
    if (known && isSame(known, names)) return known;
    this.forget(key);
    for (const [index, limits] of [wide, narrow].entries()) this.#enter(names[index] ?? '', limits);
    this.#groupsOf.set(key, names);
    return names;
  }

  #enter(name: string, limits: readonly Limit[]): void {
    if (limits.length === 0) return;
    const group = this.#groups.get(name) ?? { limits, members: 0 };
    group.members += 1;
    this.#groups.set(name, group);
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
    if (!this.#uses.has(limit.key)) return 0;
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

function nameOf(limits: readonly Limit[]): string {
  return limits.map(({ key, concurrency, perSecond = '' }) => `${key} ${concurrency} ${perSecond}`).join('\n');
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}
