import { conditionOf } from '../src/api/conditions.ts';
import type { Connection } from '../src/api/resources.ts';
import {
  createLogger,
  createRedactor,
  objectKey,
  Reflector,
  systemClock,
  type KubeClient,
  type KubeObject,
} from '../src/runtime/index.ts';

interface Waiter {
  good: boolean;
  seen: (atMs: number) => void;
}

/** What an onlooker's own watch sees of the verdicts, and when (`performance.now()`). */
export class VerdictWatch {
  readonly #verdicts = new Map<string, boolean>();
  readonly #waiters = new Map<string, Waiter>();

  /** Resolves once the watch is open. @param namespace - default: all */
  async open({ client, signal }: { client: KubeClient; signal: AbortSignal }, namespace?: string): Promise<void> {
    const log = createLogger({ level: 'error', redact: createRedactor(), stream: process.stderr });
    const of = namespace === undefined ? '' : `/namespaces/${namespace}`;
    const path = `/apis/connection-operator.dev/v1alpha1${of}/connections`;
    const onChange = (_before: unknown, after: KubeObject | undefined): void =>
      this.#see(after as Connection | undefined);
    const reflector = new Reflector<KubeObject>({ name: 'verdicts', client, path, onChange, clock: systemClock, log });
    void reflector.run(signal);
    await reflector.synced;
  }

  /** Connections with a verdict. */
  get count(): number {
    return this.#verdicts.size;
  }

  /** How many of these came out as they have to. */
  right(entries: Iterable<{ key: string; good: boolean }>): number {
    return [...entries].filter(({ key, good }) => this.#verdicts.get(key) === good).length;
  }

  /** When the watch first says so; resolves with the time. */
  turned({ key, good }: { key: string; good: boolean }): Promise<number> {
    return new Promise((resolve) => this.#waiters.set(key, { good, seen: resolve }));
  }

  #see(connection: Connection | undefined): void {
    if (!connection) return;
    const atMs = performance.now();
    const connected = conditionOf(connection.status?.conditions, 'Connected');
    if (
      connected === undefined ||
      connected.status === 'Unknown' ||
      connected.observedGeneration !== connection.metadata.generation
    )
      return;
    const key = objectKey(connection);
    const good = connected.status === 'True';
    this.#verdicts.set(key, good);
    const waiter = this.#waiters.get(key);
    if (waiter?.good !== good) return;
    this.#waiters.delete(key);
    waiter.seen(atMs);
  }
}
