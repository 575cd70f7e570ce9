// client-node has to be loaded before the base class, which brings it in by require.
import '@kubernetes/client-node';
import operatorBase, { type ResourceEvent } from '@dot-i/k8s-operator';
import { group, version } from './api/resources.ts';
import { ColdStart } from './cold-start.ts';
import { firstLists } from './first-lists.ts';
import { Leadership } from './leadership.ts';
import { openPorts, portsOf } from './ports.ts';
import { Notices } from './notices.ts';
import type { ConnectionReconciler } from './reconcilers/connection.ts';
import type { Pace } from './reconcilers/pace.ts';
import type { PlatformCatalogue } from './reconcilers/platforms.ts';
import { References, type ReferenceKind } from './reconcilers/references.ts';
import * as runtime from './runtime/index.ts';
import { SecretWatches } from './secret-watches.ts';
import type { Watched } from './granted-watch.ts';
import { keyOf, resourceEvent, type Listener, type Watch } from './resource-event.ts';
import { Watches } from './watches.ts';
import {
  begun,
  clients,
  connectionReconciler,
  fairQueue,
  pacingOf,
  platformCatalogue,
  reconcilerQueue,
  testPace,
  testStarts,
  testsTogether,
  watchedCache,
  type OperatorOptions,
} from './wiring.ts';

/** Work that is under way when the operator is asked to stop may go on for this long. */
const drainMs = 25_000;
/** Platforms count their Connections; a burst of changes is written once. */
const countAfterMs = 2_000;
/** When the API server answers again, what failed for it is tried again within this. */
const recoveredWithinMs = 1_000;
/** Verdicts that are withdrawn at a time: a write each. */
const withdrawals = 20;

/** Wires the rooms together, starts and stops them. */
export class ConnectionOperator extends operatorBase.default {
  readonly #options: OperatorOptions;
  readonly #ended = new AbortController();
  readonly #started = Promise.withResolvers<void>();
  readonly #metrics = runtime.createMetrics('connection_operator_');
  readonly #references = new References();
  readonly #config = runtime.loadKubeConfig();
  readonly #leadership: Leadership;
  readonly #watches: Watches;
  readonly #secrets: SecretWatches;
  readonly #platforms: PlatformCatalogue;
  readonly #connections: ConnectionReconciler;
  readonly #connectionQueue: runtime.KeyedQueue;
  readonly #withdrawalQueue: runtime.KeyedQueue;
  readonly #platformQueue: runtime.KeyedQueue;
  readonly #pace: Pace;
  readonly #cold: ColdStart;
  readonly #notices: Notices;
  #servers: runtime.RunningHttpServer[] = [];
  #isReady = false;

  constructor(options: OperatorOptions) {
    super(options.log);
    const { settings } = options;
    this.#options = options;
    const leads = (): boolean => this.#leadership.leads;
    const { client, fenced } = clients({ ...options, config: this.#config, metrics: this.#metrics }, leads);
    this.#leadership = new Leadership({ ...options, config: this.#config, client, registry: this.#metrics.registry });
    const onRecovered = () => this.#connectionQueue.retryFailed(recoveredWithinMs);
    this.#watches = new Watches({ ...options, client, metrics: this.#metrics, onRecovered, shard: settings.shard });
    const { shrinkMemory } = runtime;
    this.#cold = new ColdStart({ ...options, client, watches: this.#watches, shrinkMemory });
    const [watches, references] = [this.#watches, this.#references];
    const parts = { ...options, client, fenced, cold: this.#cold.reads, watches, references };
    this.#secrets = this.#makeSecrets();
    this.#platforms = platformCatalogue(parts);
    const onRoom = () => this.#connectionQueue.look();
    this.#pace = testPace({ ...parts, platforms: this.#platforms, registry: this.#metrics.registry, onRoom });
    this.#connections = connectionReconciler({
      ...parts,
      platforms: this.#platforms,
      registry: this.#metrics.registry,
      pace: this.#pace,
      leads,
      again: (key, lane) => this.#connectionQueue.add(key, { lane }),
    });
    this.#connectionQueue = fairQueue(options, {
      concurrency: settings.concurrency,
      pacing: pacingOf(this.#pace, this.#connections),
      starts: testStarts,
      together: testsTogether,
      work: (key, signal) => this.#turn(this.#connectionQueue, key, () => this.#connections.reconcile(key, signal)),
      observe: runtime.observedBy(this.#metrics.queue, { worked: (_ms, _how, key) => this.#notices.worked(key) }),
    });
    this.#withdrawalQueue = fairQueue(options, { concurrency: withdrawals, work: this.#withdraw.bind(this) });
    this.#notices = this.#makeNotices();
    this.#platformQueue = reconcilerQueue(options, {
      concurrency: 1,
      work: (name, signal) => this.#turn(this.#platformQueue, name, () => this.#platforms.reconcile(name, signal)),
    });
  }

  #makeSecrets(): SecretWatches {
    const onSecret: Listener = async ({ meta }) => this.#onReferenced('Secret', meta);
    const kind = { group: '', version: 'v1', plural: 'secrets' };
    return new SecretWatches({
      settings: this.#options.settings,
      watch: (namespace, name, signal) => this.#watch({ ...kind, namespace, name }, onSecret, signal),
    });
  }

  #makeNotices(): Notices {
    return new Notices({
      clock: this.#options.clock,
      cache: watchedCache(this.#watches, this.#platforms),
      connections: this.#connections,
      pace: this.#pace,
      queue: this.#connectionQueue,
      withdrawals: this.#withdrawalQueue,
      registry: this.#metrics.registry,
    });
  }

  /** The ports that are listened on, once started. */
  get ports(): { health: number; metrics: number } {
    return portsOf(this.#servers);
  }

  /** Stops the watches, lets running tests end, closes the ports. */
  async shutdown(): Promise<void> {
    this.#isReady = false;
    this.#ended.abort();
    this.stop();
    this.#started.resolve();
    const queues = [this.#connectionQueue, this.#withdrawalQueue, this.#platformQueue];
    await Promise.all(queues.map((queue) => queue.drain(drainMs)));
    await this.#leadership.end();
    await Promise.all(this.#servers.map((server) => server.close()));
    await this.#config.close();
  }

  protected override async init(): Promise<void> {
    const { log, clock } = this.#options;
    const { signal } = this.#ended;
    const own = { watches: this.#watches, connections: this.#connections, registry: this.#metrics.registry };
    this.#servers = await openPorts({ ...this.#options, ...own, isReady: () => this.#isReady }, signal);
    await this.#watchAll();
    await firstLists({ clock, watches: this.#watches }, signal);
    if (signal.aborted) return;
    this.#isReady = true;
    if (!(await begun(this.#leadership, this.#connections, signal))) return;
    void this.#cold.begin(this.#connections);
    this.#started.resolve();
    log.info('Started', { connections: [...this.#watches.connections()].length, ports: this.ports });
    void this.#cold.afterwards(this.#connectionQueue, this.#platforms, signal);
  }

  /**
   * The base class's own watch ends the process on any error and replays everything as ADDED; this one does neither.
   * What a listener needs beyond the event it finds in `#watches`.
   */
  protected override async watchResource(...args: Parameters<Watch>): Promise<void> {
    const [resourceGroup, resourceVersion, plural, onEvent, namespace] = args;
    const watched = { group: resourceGroup, version: resourceVersion, plural, namespace };
    this.#watch({ ...watched, isNeeded: resourceGroup === group }, onEvent, this.#ended.signal);
  }

  #watch(watched: Watched, onEvent: Listener, signal: AbortSignal): void {
    const onChange = (type: string, object: runtime.KubeObject): void => {
      onEvent(resourceEvent(watched, type, object)).catch((error: unknown) =>
        this.#options.log.error('Listener failed', { resource: watched.plural, name: object.metadata.name, error }),
      );
    };
    this.#watches.start(watched, onChange, signal);
  }

  async #watchAll(): Promise<void> {
    const { namespaces, workloadIdentity, readPlatforms } = this.#options.settings;
    const kinds = ['ConfigMap', ...(workloadIdentity ? ['ServiceAccount' as const] : [])] as const;
    this.#secrets.start(this.#ended.signal);
    const onConnection: Listener = async ({ meta }) => this.#onConnection(keyOf(meta));
    for (const namespace of namespaces.length === 0 ? [undefined] : namespaces) {
      await this.watchResource(group, version, 'connections', onConnection, namespace);
      for (const kind of kinds) {
        const onObject: Listener = ({ meta }) => this.#onReferenced(kind, meta);
        await this.watchResource('', 'v1', `${kind.toLowerCase()}s`, onObject, namespace);
      }
    }
    if (!readPlatforms) return;
    await this.watchResource(group, version, 'platforms', async ({ meta }) => {
      this.#platformQueue.add(meta.name);
      // How many Connections use it is written into its status, and changes nothing for them.
      if (this.#platforms.hasChanged(meta.name)) await this.#onReferenced('Platform', meta);
    });
  }

  #onConnection(key: string): void {
    const connection = this.#watches.connection(key);
    this.#secrets.noticed(key, connection, this.#ended.signal);
    for (const name of this.#references.update(key, connection)) this.#platformQueue.addAfter(name, countAfterMs);
    this.#notices.noticed(key);
  }

  #onReferenced(kind: ReferenceKind, meta: ResourceEvent['meta']): Promise<void> {
    return runtime.inSlices([...this.#references.usersOf(kind, keyOf(meta))], (key) => this.#notices.noticed(key));
  }

  #withdraw(key: string, signal: AbortSignal): Promise<void> {
    return this.#whenLeading(() => this.#connections.withdraw(key, signal));
  }

  /** @param work - says in how many ms the key is due again, if it is */
  #turn(queue: runtime.KeyedQueue, key: string, work: () => Promise<number | undefined>): Promise<void> {
    return this.#whenLeading(async () => {
      const delayMs = await work();
      if (delayMs !== undefined) queue.schedule(key, delayMs);
    });
  }

  /** What waits here while another replica leads is done once this one does; after the end it is left to the other. */
  async #whenLeading(work: () => Promise<void>): Promise<void> {
    await this.#started.promise.then(runtime.turnOfOthers);
    if (!this.#ended.signal.aborted && this.#leadership.leads) await work();
  }
}
