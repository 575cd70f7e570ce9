import type { Registry } from 'prom-client';
import { requestOf } from './reconcilers/connection-state.ts';
import { editIn } from './reconcilers/edited.ts';
import { withdrawAfterMs, type ConnectionReconciler } from './reconcilers/connection.ts';
import type { Cache } from './reconcilers/cache.ts';
import type { Pace } from './reconcilers/pace.ts';
import { testedInputsOf } from './reconcilers/tested-inputs.ts';
import { editInstrument } from './pressure-metrics.ts';
import { Edits } from './edits.ts';
import type { Clock, KeyedQueue } from './runtime/index.ts';

/** Versions alone may be labels: what failed is tried for them before its back-off is over at most this often. */
const versionsEveryMs = 10_000;

interface Parts {
  clock: Pick<Clock, 'now'>;
  cache: Cache;
  connections: Pick<ConnectionReconciler, 'noticed' | 'dueBy' | 'voidBy' | 'restoreMs'>;
  pace: Pick<Pace, 'forget'>;
  /** Tests. */
  queue: KeyedQueue;
  /** Verdicts that no longer speak of what is there. */
  withdrawals: KeyedQueue;
  registry: Registry;
}

interface Seen {
  /** What somebody wants of the connection. */
  wanted: string;
  /** Versions of what it uses. */
  versions: string;
  /** When another version was looked at last before its back-off was over. */
  at: number;
}

/** Brings events to the queues: what is new at once; what is not, the operator's own writes among it, not at all. */
export class Notices {
  readonly #parts: Parts;
  readonly #seen = new Map<string, Seen>();
  readonly #edits: Edits;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#edits = new Edits({ ...parts, onVerdict: editInstrument(parts.registry) });
  }

  /** A turn of the key has ended. */
  worked(key: string): void {
    this.#edits.worked(key);
  }

  noticed(key: string): void {
    const { connections, pace, queue, withdrawals } = this.#parts;
    const cause = connections.dueBy(key);
    this.#edits.noticed(key, editIn(cause));
    connections.noticed(key);
    // It may have to wait for another host now, or for none.
    if (cause !== undefined) pace.forget(key);
    const isNew = this.#add(key);
    // A test may have to wait; that its verdict is on another credential need not.
    if (editIn(cause) && (isNew || !withdrawals.hasFailed(key))) withdrawals.addAfter(key, withdrawAfterMs);
    if (this.#parts.cache.connection(key)) return;
    this.#seen.delete(key);
    queue.forget(key);
    pace.forget(key);
  }

  /** @returns whether anything is new that a test would be made for. */
  #add(key: string): boolean {
    const { clock, queue } = this.#parts;
    const before = this.#seen.get(key);
    const now = this.#look(key, before);
    this.#seen.set(key, now);
    if (now.wanted !== before?.wanted) queue.add(key);
    else if (now.versions === before.versions) {
      this.#restore(key);
      return false;
    } else if (clock.now() - before.at < versionsEveryMs) queue.remind(key);
    else {
      now.at = clock.now();
      queue.add(key);
    }
    return true;
  }

  /** A status that differs from what was written may be the operator's own, of which nobody told it that it was written. */
  #restore(key: string): void {
    const { connections, queue } = this.#parts;
    const ms = connections.restoreMs(key);
    if (ms === 0) queue.remind(key);
    else if (ms !== undefined && !queue.hasFailed(key)) queue.addAfter(key, ms);
  }

  #look(key: string, before: Seen | undefined): Seen {
    const { cache } = this.#parts;
    const connection = cache.connection(key);
    const at = before?.at ?? -Infinity;
    if (!connection) return { wanted: 'gone', versions: '', at };
    const { uid, generation, deletionTimestamp } = connection.metadata;
    const { secret, dependencies, rewinds } = testedInputsOf(connection, cache);
    const wanted = JSON.stringify([uid, generation, deletionTimestamp, requestOf(connection)]);
    return { wanted, versions: JSON.stringify([secret, dependencies, rewinds]), at };
  }
}
