import { type Connection, type ObjectMeta, type PlatformObject } from './api/resources.ts';
import { mostSettingsBytes, tooLarge } from './api/too-large.ts';
import type { MetadataKind } from './reconcilers/cache.ts';
import { Reflector, type Clock, type KubeClient, type KubeObject, type Logger, type Metrics } from './runtime/index.ts';

export interface WatchesOptions {
  client: KubeClient;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Told each time that a watch goes on which had failed. */
  onRecovered: () => void;
}

export interface WatchedResource {
  group: string;
  version: string;
  plural: string;
  /** Undefined for the whole cluster. */
  namespace: string | undefined;
}

type Listener = (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubeObject) => void;

/** Everything that the operator watches, by plural: those of the core group by their metadata alone. */
export class Watches {
  readonly #options: WatchesOptions;
  readonly #reflectors = new Map<string, Reflector<KubeObject>[]>();

  constructor(options: WatchesOptions) {
    this.#options = options;
  }

  /** Watches until the signal aborts; the listener is told of every difference. */
  start(resource: WatchedResource, listener: Listener, signal: AbortSignal): void {
    const { client, clock, log, metrics } = this.#options;
    const { group, version, plural, namespace } = resource;
    const name = namespace === undefined ? plural : `${plural} ${namespace}`;
    const scope = namespace === undefined ? '' : `/namespaces/${namespace}`;
    const reflector = new Reflector<KubeObject>({
      name,
      path: `${group === '' ? '/api' : `/apis/${group}`}/${version}${scope}/${plural}`,
      ...(isBody(resource) ? { metadataOnly: true, transform: bare } : {}),
      ...(plural === 'connections' ? { largeFields: { bytes: mostSettingsBytes, mark: tooLarge } } : {}),
      onChange: (before, after) => listener(before ? (after ? 'MODIFIED' : 'DELETED') : 'ADDED', (after ?? before)!),
      onRecovered: () => this.#options.onRecovered(),
      client,
      clock,
      log,
      observe: metrics.reflector(name),
    });
    this.#reflectors.set(plural, [...this.#of(plural), reflector]);
    void reflector.run(signal);
  }

  get all(): Reflector<KubeObject>[] {
    return [...this.#reflectors.values()].flat();
  }

  /** Settles when every watch of these plurals has its first list. */
  async synced(...plurals: string[]): Promise<void> {
    await Promise.all(plurals.flatMap((plural) => this.#of(plural)).map(({ synced }) => synced));
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

  /** `'unknown'` where the kind is not watched: not yet, or because the operator may not. */
  metadata(kind: MetadataKind, key: string): ObjectMeta | undefined | 'unknown' {
    const plural = `${kind.toLowerCase()}s`;
    const found = this.#find(plural, key);
    if (found) return found.metadata as ObjectMeta;
    const watched = this.#of(plural);
    return watched.length > 0 && watched.every(({ isSynced }) => isSynced) ? undefined : 'unknown';
  }

  /** Whether what is not found is not there: every watch of it has listed, and none is in trouble. */
  isKnown(plural: string): boolean {
    const watched = this.#of(plural);
    return watched.length > 0 && watched.every(({ isSynced, isInTrouble }) => isSynced && !isInTrouble);
  }

  /** How often resourceVersions have gone back (etcd was put back to a backup). */
  get rewinds(): number {
    return this.all.reduce((sum, { rewinds }) => sum + rewinds, 0);
  }

  #of(plural: string): Reflector<KubeObject>[] {
    return this.#reflectors.get(plural) ?? [];
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
function isBody({ group }: WatchedResource): boolean {
  return group === '';
}

function bare({ metadata: { name, namespace, uid, resourceVersion } }: KubeObject): KubeObject {
  return { metadata: { name, namespace, uid, resourceVersion } } as KubeObject;
}
