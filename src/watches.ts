import { type Connection, type ObjectMeta, type PlatformObject } from './api/resources.ts';
import { isBuiltIn } from './inputs/usable-platform.ts';
import { mostSettingsBytes, tooLarge } from './api/too-large.ts';
import type { MetadataKind } from './reconcilers/cache.ts';
import { missingGauge, tellMissing } from './missing-crds.ts';
import { GrantedWatch, type Watched } from './granted-watch.ts';
import { watchGauges } from './process-metrics.ts';
import { namespacesOf, type Clock, type KubeClient, type KubeObject, type Logger } from './runtime/index.ts';
import type { Metrics, Reflector, Shard } from './runtime/index.ts';

export interface WatchesOptions {
  client: KubeClient;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Objects of its namespaces are kept, and those of none. */
  shard: Shard;
  /** Told each time that a watch goes on which had failed. */
  onRecovered: () => void;
}

type Listener = (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubeObject) => void;

/** Everything that the operator watches, by plural: those of the core group by their metadata alone. */
export class Watches {
  readonly #options: WatchesOptions;
  /** By plural, then by what they watch: an object is found without asking each of them. */
  readonly #watches = new Map<string, Map<string, GrantedWatch[]>>();
  readonly #isOwn: (namespace: string) => boolean;
  readonly #onReturned = new Map<string, () => void>();
  #rewinds = 0;

  constructor(options: WatchesOptions) {
    this.#options = options;
    this.#isOwn = namespacesOf(options.shard);
    watchGauges(options.metrics.registry, { denied: () => this.denied, all: () => this.all });
    missingGauge(options.metrics.registry, this);
  }

  /** Watches until the signal aborts, while the API server grants it; the listener is told of every difference. */
  start(watched: Watched, listener: Listener, signal: AbortSignal): void {
    const { client, clock, log, metrics, onRecovered } = this.#options;
    const name = [watched.plural, watched.namespace, watched.name].filter(Boolean).join(' ');
    const observe = metrics.reflector(name);
    const watch = new GrantedWatch({
      watched,
      name,
      path: pathOf(watched),
      ...(watched.name === undefined ? {} : { listOptions: { fieldSelector: `metadata.name=${watched.name}` } }),
      ...(isBody(watched) ? { metadataOnly: true, transform: bare } : {}),
      ...(watched.plural === 'platforms' ? { transform: withoutOwnSpec } : {}),
      ...(watched.plural === 'connections' ? { largeFields: { bytes: mostSettingsBytes, mark: tooLarge } } : {}),
      isWanted: ({ metadata: { namespace } }) => namespace === undefined || this.#isOwn(namespace),
      onChange: (before, after) => listener(before ? (after ? 'MODIFIED' : 'DELETED') : 'ADDED', (after ?? before)!),
      onRecovered: () => onRecovered(),
      onMissing: (isMissing) => {
        tellMissing(log, watched, isMissing);
        if (!isMissing) this.#onReturned.get(watched.plural)?.();
      },
      onRewound: () => (this.#rewinds += 1),
      client,
      clock,
      log,
      observe,
    });
    this.#change(watched, (others) => [...others, watch]);
    const ended = watch.run(signal);
    void ended.then(() => observe.forget());
    void ended.then(() => this.#change(watched, (others) => others.filter((one) => one !== watch)));
  }

  get all(): Reflector<KubeObject>[] {
    return [...this.#watches.keys()].flatMap((plural) => this.#of(plural));
  }

  /** Settles when every watch of these plurals has its first list, or is not granted. */
  async synced(...plurals: string[]): Promise<void> {
    await Promise.all(plurals.flatMap((plural) => this.#allOf(plural)).map(({ looked }) => looked));
  }

  *connections(): Generator<Connection> {
    for (const { store } of this.#of('connections')) yield* store.values() as Iterable<Connection>;
  }

  /** How many objects each namespace has, as far as a watch tells. */
  countsOf(plural: string): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { store } of this.#of(plural))
      for (const { metadata } of store.values())
        counts.set(metadata.namespace ?? '', (counts.get(metadata.namespace ?? '') ?? 0) + 1);
    return counts;
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
    return this.#covering(plural, key).some(({ reflector }) => reflector?.isSynced) ? undefined : 'unknown';
  }

  /** Whether what is not found is not there: every watch of it has listed, and none is in trouble. */
  isKnown(plural: string): boolean {
    const watched = this.#of(plural);
    return watched.length > 0 && watched.every(({ isSynced, isInTrouble }) => isSynced && !isInTrouble);
  }

  /** How many watches are not granted, so that what they would tell of is only looked at with each test. */
  get denied(): number {
    return [...this.#watches.keys()].flatMap((plural) => this.#allOf(plural)).filter(({ isDenied }) => isDenied).length;
  }

  /** Whether the API server has no such kind, so that nothing of it can be tested. */
  isMissing(plural: string): boolean {
    return this.#of(plural).some(({ absence }) => absence.isMissing);
  }

  /** Tells when a kind that was missing is there again. */
  onReturned(plural: string, listener: () => void): void {
    this.#onReturned.set(plural, listener);
  }

  /** How often resourceVersions have gone back (etcd was put back to a backup). */
  get rewinds(): number {
    return this.#rewinds;
  }

  #of(plural: string): Reflector<KubeObject>[] {
    return this.#allOf(plural).flatMap(({ reflector }) => reflector ?? []);
  }

  #allOf(plural: string): GrantedWatch[] {
    return [...(this.#watches.get(plural)?.values() ?? [])].flat();
  }

  /** Those that would have heard of an object: of the cluster, of its namespace, of it alone. */
  #covering(plural: string, key: string): readonly GrantedWatch[] {
    const places = this.#watches.get(plural);
    const ofCluster = places?.get(everywhere);
    // Most often there are no others, and this is asked a dozen times a test.
    if (!places || (places.size === 1 && ofCluster)) return ofCluster ?? [];
    return placesOf(key).flatMap((place) => places.get(place) ?? []);
  }

  #change(watched: Watched, change: (others: GrantedWatch[]) => GrantedWatch[]): void {
    const places = this.#watches.get(watched.plural) ?? new Map<string, GrantedWatch[]>();
    this.#watches.set(watched.plural, places);
    const place = placeOf(watched.namespace, watched.name);
    const watches = change(places.get(place) ?? []);
    if (watches.length > 0) places.set(place, watches);
    else places.delete(place);
  }

  #find(plural: string, key: string): KubeObject | undefined {
    for (const { reflector } of this.#covering(plural, key)) {
      const object = reflector?.store.get(key);
      if (object) return object;
    }
    return undefined;
  }
}

function placeOf(namespace = '', name = ''): string {
  return `${namespace}/${name}`;
}

const everywhere = placeOf();

function placesOf(key: string): string[] {
  const slash = key.indexOf('/');
  const [namespace, name] = [key.slice(0, Math.max(slash, 0)), key.slice(slash + 1)];
  return [...new Set([everywhere, placeOf(namespace), placeOf('', name), placeOf(namespace, name)])];
}

/** The bodies of these are none of the watch's business. */
function isBody({ group }: Watched): boolean {
  return group === '';
}

function pathOf({ group, version, plural, namespace }: Watched): string {
  const scope = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return `${group === '' ? '/api' : `/apis/${group}`}/${version}${scope}/${plural}`;
}

/** What a built-in Platform says of itself is in this program already: of what is in the cluster its status needs the names. */
function withoutOwnSpec<T extends KubeObject>(object: T): T {
  const platform = object as KubeObject as PlatformObject;
  const { methods, aliases } = platform.spec;
  if (!isBuiltIn(platform) || !Array.isArray(methods)) return object;
  const spec = { methods: methods.map(({ name }) => ({ name })), ...(aliases ? { aliases } : {}) };
  return { ...object, spec };
}

function bare({ metadata: { name, namespace, uid, resourceVersion } }: KubeObject): KubeObject {
  return { metadata: { name, namespace, uid, resourceVersion } } as KubeObject;
}
