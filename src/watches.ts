import { Gauge } from 'prom-client';
import { type Connection, type ObjectMeta, type PlatformObject } from './api/resources.ts';
import { mostSettingsBytes, tooLarge } from './api/too-large.ts';
import type { MetadataKind } from './reconcilers/cache.ts';
import { GrantedWatch, type Watched } from './granted-watch.ts';
import type { Clock, KubeClient, KubeObject, Logger, Metrics, Reflector } from './runtime/index.ts';

export interface WatchesOptions {
  client: KubeClient;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Told each time that a watch goes on which had failed. */
  onRecovered: () => void;
}

type Listener = (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubeObject) => void;

/** Everything that the operator watches, by plural: those of the core group by their metadata alone. */
export class Watches {
  readonly #options: WatchesOptions;
  readonly #watches = new Map<string, GrantedWatch[]>();

  constructor(options: WatchesOptions) {
    this.#options = options;
    const denied = (): number => this.denied;
    new Gauge({
      name: 'connection_operator_watches_denied',
      help: 'Watches that the API server does not grant: of Secrets of a namespace, for instance.',
      registers: [options.metrics.registry],
      collect() {
        this.set(denied());
      },
    });
  }

  /** Watches until the signal aborts, while the API server grants it; the listener is told of every difference. */
  start(watched: Watched, listener: Listener, signal: AbortSignal): void {
    const { client, clock, log, metrics, onRecovered } = this.#options;
    const name = [watched.plural, watched.namespace, watched.name].filter(Boolean).join(' ');
    const watch = new GrantedWatch({
      watched,
      name,
      path: pathOf(watched),
      ...(watched.name === undefined ? {} : { listOptions: { fieldSelector: `metadata.name=${watched.name}` } }),
      ...(isBody(watched) ? { metadataOnly: true, transform: bare } : {}),
      ...(watched.plural === 'connections' ? { largeFields: { bytes: mostSettingsBytes, mark: tooLarge } } : {}),
      onChange: (before, after) => listener(before ? (after ? 'MODIFIED' : 'DELETED') : 'ADDED', (after ?? before)!),
      onRecovered: () => onRecovered(),
      client,
      clock,
      log,
      observe: metrics.reflector(name),
    });
    const others = this.#watches.get(watched.plural) ?? [];
    this.#watches.set(watched.plural, [...others, watch]);
    const ended = watch.run(signal);
    void ended.then(() => this.#forget(watched.plural, watch));
  }

  get all(): Reflector<KubeObject>[] {
    return [...this.#watches.keys()].flatMap((plural) => this.#of(plural));
  }

  /** Settles when every watch of these plurals has its first list, or is not granted. */
  async synced(...plurals: string[]): Promise<void> {
    await Promise.all(plurals.flatMap((plural) => this.#watches.get(plural) ?? []).map(({ looked }) => looked));
  }

  *connections(): Generator<Connection> {
    for (const { store } of this.#of('connections')) yield* store.values() as Iterable<Connection>;
  }

  connection(key: string): Connection | undefined {
    return this.#find('connections', key) as Connection | undefined;
  }

  platform(name: string): PlatformObject | undefined {
    return this.#find('platforms', name) as PlatformObject | undefined;
  }

  /** `'unknown'` if no watch would have heard of it: not yet, or because the operator may not. */
  metadata(kind: MetadataKind, key: string): ObjectMeta | undefined | 'unknown' {
    const plural = `${kind.toLowerCase()}s`;
    const found = this.#find(plural, key);
    if (found) return found.metadata as ObjectMeta;
    const [namespace, name = ''] = key.split('/');
    const watches = (this.#watches.get(plural) ?? []).filter((watch) => watch.covers(namespace, name));
    return watches.some(({ reflector }) => reflector?.isSynced) ? undefined : 'unknown';
  }

  /** Whether what is not found is not there: every watch of it has listed, and none is in trouble. */
  isKnown(plural: string): boolean {
    const watched = this.#of(plural);
    return watched.length > 0 && watched.every(({ isSynced, isInTrouble }) => isSynced && !isInTrouble);
  }

  /** How many watches are not granted, so that what they would tell of is only looked at with each test. */
  get denied(): number {
    return [...this.#watches.values()].flat().filter(({ isDenied }) => isDenied).length;
  }

  /** How often resourceVersions have gone back (etcd was put back to a backup). */
  get rewinds(): number {
    return this.all.reduce((sum, { rewinds }) => sum + rewinds, 0);
  }

  #of(plural: string): Reflector<KubeObject>[] {
    return (this.#watches.get(plural) ?? []).flatMap(({ reflector }) => reflector ?? []);
  }

  #forget(plural: string, watch: GrantedWatch): void {
    const others = this.#watches.get(plural)?.filter((one) => one !== watch) ?? [];
    this.#watches.set(plural, others);
  }

  #find(plural: string, key: string): KubeObject | undefined {
    for (const { store } of this.#of(plural)) {
      const object = store.get(key);
      if (object) return object;
    }
    return undefined;
  }
}

/** The bodies of these are none of the watch's business. */
function isBody({ group }: Watched): boolean {
  return group === '';
}

function pathOf({ group, version, plural, namespace }: Watched): string {
  const scope = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return `${group === '' ? '/api' : `/apis/${group}`}/${version}${scope}/${plural}`;
}

function bare({ metadata: { name, namespace, uid, resourceVersion } }: KubeObject): KubeObject {
  return { metadata: { name, namespace, uid, resourceVersion } } as KubeObject;
}
