import type { Clock } from './clock.ts';
import { DelayedAdds, type Together } from './delayed-adds.ts';
import type { Lane } from './lanes.ts';
import type { Pacing } from './pacing.ts';
import type { StartsOptions } from './starts.ts';
import { Turns } from './turns.ts';

export interface QueueObserver {
  added?(lane: Lane, key: string): void;
  /** The key's turn has come. */
  taken?(key: string): void;
  /** Keys that wait for their turn. */
  depth?(size: number): void;
  worked?(durationMs: number, outcome: 'done' | 'failed', key: string): void;
}

export interface KeyedQueueOptions {
  /** How many keys are worked on at a time. */
  concurrency: number;
  /** Of these so many are kept for tenants that have few or none; default: none. */
  reserved?: number;
  /** Default: the namespace, of a key that has one. */
  tenantOf?: (key: string) => string;
  pacing?: Pacing;
  /** How many may start at once; default: as many as are worked on at a time. */
  starts?: Omit<StartsOptions, 'clock'>;
  /** Which delayed adds wait for others; default: none. */
  together?: Together;
  work: (key: string, signal: AbortSignal) => Promise<void>;
  /** After the n-th failure in a row: `baseMs`·2ⁿ⁻¹, at most `maxMs`, each ± `jitter` (0.2 is 20 %). */
  backoff: { baseMs: number; maxMs: number; jitter: number };
  clock: Clock;
  onError: (key: string, error: unknown, retryInMs: number) => void;
  observe?: QueueObserver;
}

const hurriedEveryMs = 10_000;

/**
 * Works on keys, never on the same one twice at a time; tenants take turns. Adds of a key that waits collapse; an add of
 * a key that is being worked on has it worked on once more. A key has at most one delayed add.
 */
export class KeyedQueue {
  readonly #options: KeyedQueueOptions;
  readonly #turns: Turns;
  readonly #delayed: DelayedAdds;
  /** The keys being worked on, each with the lane to add it to again, if any. */
  readonly #running = new Map<string, Lane | undefined>();
  readonly #failures = new Map<string, number>();
  /** For when keys that failed were hurried last. */
  readonly #hurried = new Map<string, number>();
  /** Keys being worked on that are to be looked at once more, unless this fails. */
  readonly #reminded = new Set<string>();
  readonly #abort = new AbortController();
  readonly #idle = Promise.withResolvers<void>();
  #pumpIsDue = false;
  #isDraining = false;
  #cancelWake: () => void = () => {};

  constructor(options: KeyedQueueOptions) {
    const { concurrency, reserved = 0, tenantOf, pacing, clock } = options;
    const starts = options.starts && { ...options.starts, clock };
    this.#options = options;
    this.#turns = new Turns({ total: concurrency, reserved, tenantOf, pacing, starts });
    this.#delayed = new DelayedAdds(clock, ({ key, lane }) => this.add(key, { lane }), options.together);
  }

  /** Keys that wait for their turn; neither those being worked on nor the delayed ones. */
  get size(): number {
    return this.#turns.size;
  }

  /** Keys being worked on. */
  get running(): number {
    return this.#running.size;
  }

  /** Whether it waits for its back-off, or was taken up again before that was over. */
  hasFailed(key: string): boolean {
    return this.#failures.has(key);
  }

  /** Adds the key now. In the `edit` lane (default) it goes before those in the `periodic` one. */
  add(key: string, { lane = 'edit' }: { lane?: Lane } = {}): void {
    if (this.#isDraining) return;
    this.#options.observe?.added?.(lane, key);
    if (this.#running.has(key)) {
      if (this.#running.get(key) !== 'edit') this.#running.set(key, lane);
      return;
    }
    this.#turns.push(key, lane);
    this.#pumpSoon();
  }

  /** Adds the key though nothing about it is new: one that failed waits for its back-off. */
  remind(key: string): void {
    if (this.#running.has(key)) this.#reminded.add(key);
    else if (!this.hasFailed(key)) this.add(key);
  }

  /** Room for keys that wait may have come up elsewhere than by the end of one. */
  look(): void {
    this.#pumpSoon();
  }

  /**
   * What kept keys from being done may have passed: they are tried again within `withinMs`, but each at most once in ten
   * seconds, because what comes and goes says so all the time.
   */
  retryFailed(withinMs: number): void {
    const { clock } = this.#options;
    for (const key of this.#failures.keys()) {
      const before = this.#hurried.get(key) ?? -Infinity;
      if (before > clock.now()) continue;
      const at = Math.max(clock.now() + clock.random() * withinMs, before + hurriedEveryMs);
      this.#hurried.set(key, at);
      this.addAfter(key, at - clock.now(), 'periodic');
    }
  }

  /** Adds the key after `delayMs`, unless it has an earlier delayed add: the earlier one stands. */
  addAfter(key: string, delayMs: number, lane: Lane = 'edit'): void {
    if (!this.#isDraining) this.#delayed.setIfEarlier(key, delayMs, lane);
  }

  /** Adds the key after `delayMs`, in place of any earlier or later delayed add of it. */
  schedule(key: string, delayMs: number, lane: Lane = 'periodic'): void {
    if (!this.#isDraining) this.#delayed.set(key, delayMs, lane);
  }

  /** Drops the key's delayed add and its count of failures, as for an object that is gone. */
  forget(key: string): void {
    this.#delayed.delete(key);
    this.#succeeded(key);
  }

  /**
   * Takes no new work, drops what waits, and lets what runs run on for `timeoutMs`; then aborts it.
   * @returns once nothing runs any more, whether all of it ended without being aborted.
   */
  async drain(timeoutMs: number): Promise<boolean> {
    this.#isDraining = true;
    this.#delayed.clear();
    this.#turns.clear();
    this.#cancelWake();
    this.#options.observe?.depth?.(0);
    if (this.#running.size === 0) return true;
    const cancel = this.#options.clock.setTimeout(() => this.#abort.abort(), timeoutMs);
    await this.#idle.promise;
    cancel();
    return !this.#abort.signal.aborted;
  }

  /** In a microtask, so that what is added in one go is put in order before the first of it is taken. */
  #pumpSoon(): void {
    if (this.#pumpIsDue) return;
    this.#pumpIsDue = true;
    queueMicrotask(() => {
      this.#pumpIsDue = false;
      this.#pump();
    });
  }

  #pump(): void {
    for (let key = this.#turns.take(); key !== undefined; key = this.#turns.take()) {
      this.#running.set(key, undefined);
      this.#options.observe?.taken?.(key);
      void this.#run(key);
    }
    this.#wakeAfter(this.#turns.waitMs);
    this.#options.observe?.depth?.(this.#turns.size);
  }

  /** For what waits for time alone to pass; whatever ends pumps as well. */
  #wakeAfter(ms: number): void {
    this.#cancelWake();
    this.#cancelWake = ms === Infinity ? () => {} : this.#options.clock.setTimeout(() => this.#pumpSoon(), ms);
  }

  async #run(key: string): Promise<void> {
    const { clock, observe, work } = this.#options;
    const startedMs = clock.now();
    let outcome: 'done' | 'failed' = 'done';
    try {
      await work(key, this.#abort.signal);
      this.#succeeded(key);
    } catch (error) {
      outcome = 'failed';
      this.#retry(key, error);
    }
    observe?.worked?.(clock.now() - startedMs, outcome, key);
    this.#release(key);
  }

  #succeeded(key: string): void {
    this.#failures.delete(key);
    this.#hurried.delete(key);
  }

  #retry(key: string, error: unknown): void {
    if (this.#isDraining) return;
    const { backoff, clock, onError } = this.#options;
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    const jitter = 1 + backoff.jitter * (2 * clock.random() - 1);
    const retryInMs = Math.min(backoff.maxMs, backoff.baseMs * 2 ** (failures - 1)) * jitter;
    this.addAfter(key, retryInMs, 'periodic');
    onError(key, error, retryInMs);
  }

  #release(key: string): void {
    const again = this.#running.get(key) ?? (this.#reminded.has(key) && !this.#failures.has(key) ? 'edit' : undefined);
    this.#reminded.delete(key);
    this.#running.delete(key);
    this.#turns.end(key);
    if (again !== undefined && !this.#isDraining) this.#turns.push(key, again);
    this.#pumpSoon();
    if (this.#isDraining && this.#running.size === 0) this.#idle.resolve();
  }
}
