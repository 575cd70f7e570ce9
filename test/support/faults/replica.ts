import { Registry } from 'prom-client';
import type { Connection } from '../../../src/api/resources.ts';
import { AttemptsKeeper } from '../../../src/attempts-keeper.ts';
import { Notices } from '../../../src/notices.ts';
import type { Cache } from '../../../src/reconcilers/cache.ts';
import { ConnectionReconciler, type ConnectionReconcilerOptions } from '../../../src/reconcilers/connection.ts';
import { Ledger } from '../../../src/reconcilers/lockout.ts';
import { counting } from '../../../src/reconcilers/others.ts';
import type { PlatformCatalogue } from '../../../src/reconcilers/platforms.ts';
import { References } from '../../../src/reconcilers/references.ts';
import { StatusWriter } from '../../../src/reconcilers/status-writer.ts';
import { KeyedQueue, type KubeClient } from '../../../src/runtime/index.ts';
import { FakeLogger } from '../fake-logger.ts';
import { type Cluster, type Stored } from './cluster.ts';
import type { Server } from './server.ts';

/** What the processes say. */
export const log = new FakeLogger();
const backoff = { baseMs: 1000, maxMs: 60_000, jitter: 0.2 };

/** One process of the operator: its road from event to status, on watches that lag behind. */
export class Replica {
  isDead = false;
  readonly #cluster: Cluster;
  readonly #seen = new Map<string, Stored>();
  readonly #references = new References();
  readonly #platforms: PlatformCatalogue;
  readonly #abort = new AbortController();
  readonly #reconciler: ConnectionReconciler;
  readonly #queue: KeyedQueue;
  readonly #withdrawals: KeyedQueue;
  readonly #notices: Notices;
  #isCut = false;
  #begun: Promise<void> | undefined;

  /** @param leads - false: it stands by, and knows what the watches tell */
  constructor(cluster: Cluster, server: Server, leads = true) {
    this.#cluster = cluster;
    const { clock } = cluster;
    const client = cluster.clientOf(this);
    this.#platforms = cluster.platforms.catalogue(client, this.#references);
    const cache = this.#cache();
    const ledger = new Ledger();
    const attempts = this.#keeper(ledger);
    this.#reconciler = new ConnectionReconciler({
      client,
      cache,
      clock,
      log,
      tokens: {},
      redactor: { add: () => () => {} },
      pace: { planned: () => true, ended: () => {} },
      onTested: () => {},
      resolveFor: () => async () => [],
      again: (key: string) => this.#queue.add(key),
      ledger,
      attempts,
      writer: new StatusWriter({
        client,
        clock,
        log,
        refreshMs: 30 * 60_000,
        instance: 'r',
        seals: attempts,
        counting: counting(
          ledger,
          () => attempts.isKept,
          () => clock.now(),
        ),
      }),
      test: server.testOf(this),
    } as unknown as ConnectionReconcilerOptions);
    const works = { backoff, clock, onError: () => {} };
    this.#queue = new KeyedQueue({ ...works, concurrency: 20, work: (key, signal) => this.#reconcile(key, signal) });
    this.#withdrawals = new KeyedQueue({
      ...works,
      concurrency: 20,
      work: (key, signal) => this.#withdraw(key, signal),
    });
    const pace = { forget: () => {} };
    const queues = { queue: this.#queue, withdrawals: this.#withdrawals };
    this.#notices = new Notices({
      registry: new Registry(),
      clock,
      cache,
      connections: this.#reconciler,
      pace,
      ...queues,
    });
    cluster.replicas.add(this);
    this.relist();
    if (leads) this.lead();
  }

  /** From now on it tests. */
  lead(): void {
    this.#begun = this.#reconciler.begin(this.#abort.signal);
    for (const key of this.#seen.keys()) this.#tell(key);
    this.#cluster.platforms.whenTold((name) => this.#tell(`Platform ${name}`));
  }

  /** Its watches are closed, and tell nothing until it lists again. */
  cut(): void {
    this.#isCut = true;
  }

  /** What it has in hand is lost, and it never comes back from what it waits for. */
  kill(): void {
    this.isDead = true;
    this.#cluster.replicas.delete(this);
  }

  /** The watch tells of an object, after its lag; one that is cut tells nothing. */
  hear(key: string, object: Stored | undefined): void {
    if (this.#cluster.api === 'down') this.#isCut = true;
    if (this.#isCut) return;
    const { clock, lagMs } = this.#cluster;
    if (lagMs === 0) queueMicrotask(() => this.#take(key, object));
    else clock.setTimeout(() => this.#take(key, object), lagMs);
    if (this.#cluster.repeatsEvents) clock.setTimeout(() => this.#tell(key), 2 * lagMs);
  }

  /** The watch goes on after an outage. */
  recover(): void {
    this.relist();
    this.#queue.retryFailed(1000);
  }

  relist(): void {
    this.#isCut = false;
    const { objects } = this.#cluster;
    for (const key of this.#seen.keys()) if (!objects.has(key)) this.#take(key, undefined);
    for (const kind of ['Secret', 'ConfigMap', 'Connection'])
      for (const [key, object] of objects) if (object.kind === kind) this.#take(key, object);
  }

  #take(key: string, object: Stored | undefined): void {
    if (this.isDead) return;
    const known = this.#seen.get(key)?.metadata.resourceVersion;
    if (known === object?.metadata.resourceVersion) return;
    // An event that was under way when the list came is old news.
    if (object && known !== undefined && Number(object.metadata.resourceVersion) < Number(known)) return;
    if (object) this.#seen.set(key, object);
    else this.#seen.delete(key);
    const [kind, name = ''] = key.split(' ');
    if (kind === 'Connection') this.#references.update(name, object as unknown as Connection | undefined);
    this.#tell(key);
  }

  #tell(key: string): void {
    if (this.#begun === undefined || this.isDead) return;
    const [kind, name = ''] = key.split(' ');
    const users = kind === 'Connection' ? [name] : this.#references.usersOf(kind as 'Secret', name);
    for (const user of users) this.#notices.noticed(user);
  }

  async #reconcile(key: string, signal: AbortSignal): Promise<void> {
    await this.#begun;
    await this.#cluster.pass(this, 'a turn');
    const delayMs = await this.#reconciler.reconcile(key, AbortSignal.any([signal, this.#abort.signal]));
    if (delayMs !== undefined && !this.isDead) this.#queue.schedule(key, delayMs);
  }

  async #withdraw(key: string, signal: AbortSignal): Promise<void> {
    await this.#begun;
    await this.#cluster.pass(this, 'a withdrawal');
    await this.#reconciler.withdraw(key, signal);
  }

  #keeper(ledger: Ledger): AttemptsKeeper {
    return new AttemptsKeeper({
      settings: { attemptsKeySecret: this.#cluster.keys && 'attempts', lease: { name: '', namespace: 'ops' } },
      fenced: this.#cluster.keys as unknown as KubeClient,
      clock: this.#cluster.clock,
      log,
      watches: { connections: () => this.#connections() },
      ledger,
    });
  }

  *#connections(): Generator<Connection> {
    for (const object of this.#seen.values()) if (object.kind === 'Connection') yield object as unknown as Connection;
  }

  #cache(): Cache {
    return {
      connection: (key) => this.#seen.get(`Connection ${key}`) as unknown as Connection | undefined,
      metadata: (kind, key) => this.#seen.get(`${kind} ${key}`)?.metadata,
      platform: (name) => this.#platforms.find(name),
    };
  }
}
