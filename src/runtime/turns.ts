import { Lanes, type Lane } from './lanes.ts';
import { unpaced, type Pacing } from './pacing.ts';
import { Shares, type Capacity } from './shares.ts';
import { Starts, type StartsOptions } from './starts.ts';

export interface TurnsOptions extends Capacity {
  /** Default: the namespace, of a key that has one. */
  tenantOf?: ((key: string) => string) | undefined;
  pacing?: Pacing | undefined;
  /** Default: as many as there are slots may start at once. */
  starts?: StartsOptions | undefined;
}

/** Whose turn it is: lanes, fair shares and pacing in one. */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #pacing: Pacing;
  readonly #waiting = new Lanes();
  readonly #shares = new Shares();
  readonly #starts: Starts | undefined;
  #waitMs = Infinity;

  constructor(options: TurnsOptions) {
    this.#options = options;
    this.#pacing = options.pacing ?? unpaced;
    this.#starts = options.starts && new Starts(options.starts);
  }

  /** Keys that wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** After the last `take` that had none: in how many ms there may be one though nothing ends until then. */
  get waitMs(): number {
    return this.#waitMs;
  }

  push(key: string, lane: Lane): void {
    this.#waiting.push(key, lane, { tenant: this.#tenantOf(key), groups: this.#pacing.groupsOf(key) });
  }

  /** The key that is to be worked on now, which is under way from here on. */
  take(): string | undefined {
    this.#waitMs = Infinity;
    if (this.#shares.used >= this.#options.total) return undefined;
    this.#starts?.age();
    const next = this.#waiting.shift({
      tenant: (tenant) => this.#shares.hasRoom(tenant, this.#options) && this.#mayStart(tenant),
      group: (group, tenant) => this.#isDue(group, tenant),
    });
    if (next === undefined) return undefined;
    const { key, tenant, groups } = next;
    this.#shares.take(tenant);
    this.#starts?.take(key, tenant);
    this.#pacing.started(key, groups, tenant);
    return key;
  }

  end(key: string): void {
    this.#shares.give(this.#tenantOf(key));
    this.#starts?.end(key);
    this.#pacing.ended(key);
  }

  clear(): void {
    this.#waiting.clear();
  }

  #mayStart(tenant: string): boolean {
    const ms = this.#starts?.waitMs(tenant) ?? 0;
    if (ms > 0) this.#waitMs = Math.min(this.#waitMs, ms);
    return ms <= 0;
  }

  #isDue(group: string, tenant: string): boolean {
    const ms = this.#pacing.waitMs(group, tenant);
    if (ms > 0) this.#waitMs = Math.min(this.#waitMs, ms);
    return ms <= 0;
  }

  #tenantOf(key: string): string {
    return this.#options.tenantOf?.(key) ?? key.slice(0, Math.max(key.indexOf('/'), 0));
  }
}
