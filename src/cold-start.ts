import { ColdReads } from './inputs/cold-reads.ts';
import type { ConnectionReconciler } from './reconcilers/connection.ts';
import type { PlatformCatalogue } from './reconcilers/platforms.ts';
import * as runtime from './runtime/index.ts';
import type { Settings } from './settings.ts';
import type { Watches } from './watches.ts';

interface Parts {
  client: runtime.KubeClient;
  clock: runtime.Clock;
  watches: Watches;
  settings: Pick<Settings, 'secretNames' | 'publishPlatforms'>;
  shrinkMemory: () => void;
}

/** What can wait until the first tests are over waits for that, but never longer. */
const restWithinMs = 60_000;

/** What a start does for its first tests, and what waits for their end. */
export class ColdStart {
  readonly reads: ColdReads;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    const { client, clock, watches } = parts;
    this.#parts = parts;
    const version = (key: string): { uid: string; resourceVersion: string } | undefined => {
      const known = watches.metadata('Secret', key);
      return known === 'unknown' ? undefined : known;
    };
    this.reads = new ColdReads({ client, clock, version });
  }

  /** Finds out which Secrets the first tests are about to read. */
  async begin(connections: Pick<ConnectionReconciler, 'isDue'>): Promise<void> {
    const { watches, settings } = this.#parts;
    // Whoever may read the named ones may not list the others.
    if (settings.secretNames.length > 0) return;
    // How many there are has to be known. Until then each is read by itself.
    if (!watches.isKnown('secrets')) await watches.synced('secrets');
    const wanted = new Map<string, Set<string>>();
    for (const connection of watches.connections()) {
      const { metadata, spec } = connection;
      if (!spec.secretRef || !connections.isDue(runtime.objectKey(connection))) continue;
      const { namespace = '' } = metadata;
      const names = wanted.get(namespace) ?? new Set();
      wanted.set(namespace, names.add(spec.secretRef.name));
    }
    if (wanted.size > 0) this.reads.begin(wanted, watches.countsOf('secrets'));
  }

  /** Connections come first: the list of platforms is a hundred writes, while verdicts wait for the API server. */
  async afterwards(queue: runtime.KeyedQueue, platforms: PlatformCatalogue, signal: AbortSignal): Promise<void> {
    const { settings, watches, shrinkMemory } = this.#parts;
    const isIdle = await this.#untilIdle(queue, signal);
    this.reads.end();
    if (isIdle) shrinkMemory();
    const publish = async (): Promise<void> => {
      if (settings.publishPlatforms && !signal.aborted) await platforms.publish(signal);
    };
    // With their definition they were deleted.
    watches.onReturned('platforms', () => void publish());
    await publish();
    if (await this.#untilIdle(queue, signal)) shrinkMemory();
  }

  /** @returns whether there is nothing to do, so that nobody has to wait while memory is given back. */
  async #untilIdle(queue: runtime.KeyedQueue, signal: AbortSignal): Promise<boolean> {
    await runtime.untilEmpty(queue, { limitMs: restWithinMs, clock: this.#parts.clock, signal });
    return !signal.aborted && queue.size === 0 && queue.running === 0;
  }
}
