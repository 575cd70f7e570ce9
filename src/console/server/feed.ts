import { apiVersion, type Connection } from '../../api/resources.ts';
import { objectKey, Reflector, sleep, type Clock, type KubeClient, type Logger } from '../../runtime/index.ts';
import type { Feed, Row } from '../contract.ts';
import { rowOf } from './rows.ts';

export interface ConnectionFeedOptions {
  client: KubeClient;
  clock: Clock;
  log: Logger;
  /** Undefined: all. */
  namespace: string | undefined;
}

type Listener = (feed: Feed) => void;

/** Changes are told of together this often at most: a rollout of thousands must not draw the list thousands of times. */
const togetherMs = 100;
const pieceSize = 500;
const askAgainMs = 1000;

/** The Connections that the person may see, kept by a watch, and told of to every page that is open. */
export class ConnectionFeed {
  readonly #options: ConnectionFeedOptions;
  readonly #reflector: Reflector<Connection>;
  readonly #rows = new Map<string, Row>();
  readonly #listeners = new Set<Listener>();
  readonly #changed = new Set<string>();
  #isPlanned = false;
  #isReachable = true;
  #signal: AbortSignal | undefined;

  constructor(options: ConnectionFeedOptions) {
    const { client, clock, log, namespace } = options;
    this.#options = options;
    this.#reflector = new Reflector<Connection>({
      name: 'connections',
      client,
      path: `/apis/${apiVersion}/${namespace === undefined ? '' : `namespaces/${namespace}/`}connections`,
      onChange: (before, after) => this.#onChange(before, after),
      clock,
      log,
      observe: {
        listed: () => this.#tellReachable(true),
        watchEnded: (how) => void (how === 'ended' || this.#untilReachable()),
      },
    });
  }

  get synced(): Promise<void> {
    return this.#reflector.synced;
  }

  async run(signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    void this.#reflector.synced.then(() =>
      this.#tell({ kind: 'rows', rows: [...this.#rows.values()], complete: true }),
    );
    await this.#reflector.run(signal);
  }

  get(key: string): Connection | undefined {
    return this.#reflector.store.get(key);
  }

  all(): Iterable<Connection> {
    return this.#reflector.store.values();
  }

  /** Sends what is there, and from then on what changes. @returns ends it */
  follow(listener: Listener): () => void {
    const rows = [...this.#rows.values()];
    for (let from = 0; from === 0 || from < rows.length; from += pieceSize) {
      const complete = this.#reflector.isSynced && from + pieceSize >= rows.length;
      listener({ kind: 'rows', rows: rows.slice(from, from + pieceSize), complete });
    }
    listener({ kind: 'api', reachable: this.#isReachable });
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #onChange(before: Connection | undefined, after: Connection | undefined): void {
    const key = objectKey((after ?? before) as Connection);
    if (after) this.#rows.set(key, rowOf(after));
    else this.#rows.delete(key);
    this.#changed.add(key);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    this.#options.clock.setTimeout(() => this.#tellChanges(), togetherMs);
  }

  #tellChanges(): void {
    this.#isPlanned = false;
    const keys = [...this.#changed];
    this.#changed.clear();
    const rows = keys.flatMap((key) => this.#rows.get(key) ?? []);
    this.#tell({ kind: 'changed', rows, gone: keys.filter((key) => !this.#rows.has(key)) });
  }

  #tell(feed: Feed): void {
    for (const listener of this.#listeners) listener(feed);
  }

  #tellReachable(reachable: boolean): void {
    if (this.#isReachable === reachable) return;
    this.#isReachable = reachable;
    this.#tell({ kind: 'api', reachable });
  }

  /** A watch that goes on where it ended says nothing until something changes, so the API server is asked. */
  async #untilReachable(): Promise<void> {
    if (!this.#isReachable) return;
    this.#tellReachable(false);
    const { client, clock } = this.#options;
    const signal = this.#signal ?? AbortSignal.abort();
    while (!signal.aborted && !this.#isReachable) {
      await sleep(askAgainMs, clock, signal).catch(() => {});
      const isThere = await client.get('/version', { signal, timeoutMs: 5000 }).then(
        () => true,
        () => false,
      );
      if (isThere) this.#tellReachable(true);
    }
  }
}
