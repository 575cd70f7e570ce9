import type { ConnectionReconciler } from './reconcilers/connection.ts';
import type { Cache } from './reconcilers/cache.ts';
import type { Clock } from './runtime/index.ts';

interface Parts {
  clock: Pick<Clock, 'now'>;
  cache: Pick<Cache, 'connection'>;
  connections: Pick<ConnectionReconciler, 'voidBy'>;
  /** Told of each edit once the verdict on it is in the status. */
  onVerdict: (edited: 'secret' | 'spec', durationMs: number) => void;
}

/** Edits of Secrets and specs whose verdict is not there yet. */
export class Edits {
  readonly #parts: Parts;
  readonly #open = new Map<string, { what: 'secret' | 'spec'; at: number }>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Something about the key is new.
   * @param what - was edited since its last verdict
   */
  noticed(key: string, what: 'secret' | 'spec' | undefined): void {
    const { clock } = this.#parts;
    if (what !== undefined && !this.#open.has(key)) this.#open.set(key, { what, at: clock.now() });
    if (!this.#parts.cache.connection(key)) this.#open.delete(key);
  }

  /** A turn of the key has ended. */
  worked(key: string): void {
    const edit = this.#open.get(key);
    const { clock, cache, connections, onVerdict } = this.#parts;
    if (!edit || connections.voidBy(key) !== undefined) return;
    this.#open.delete(key);
    const connection = cache.connection(key);
    if (connection && !connection.spec.suspend) onVerdict(edit.what, clock.now() - edit.at);
  }
}
