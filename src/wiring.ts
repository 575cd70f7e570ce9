import type { Registry } from 'prom-client';
import { connectionMetrics, othersCounter } from './connection-metrics.ts';
import { holdsGauge, requestInstrument, throttledCounter } from './pressure-metrics.ts';
import { egressPolicy, HostResolver } from './connectors/index.ts';
import { ConnectionReconciler } from './reconcilers/connection.ts';
import { likelyLimitsOf, none } from './reconcilers/limits.ts';
import { nothing, Pace } from './reconcilers/pace.ts';
import { PlatformCatalogue } from './reconcilers/platforms.ts';
import { AttemptsKeeper } from './attempts-keeper.ts';
import { Ledger } from './reconcilers/lockout.ts';
import type { ColdReads } from './inputs/cold-reads.ts';
import { Grants } from './inputs/grants.ts';
import { RefreshTokenStore } from './inputs/refresh-tokens.ts';
import { counting } from './reconcilers/others.ts';
import type { References } from './reconcilers/references.ts';
import { StatusWriter } from './reconcilers/status-writer.ts';
import { usablePlatform, type Cache } from './reconcilers/cache.ts';
import * as runtime from './runtime/index.ts';
import type { Leadership } from './leadership.ts';
import type { Settings } from './settings.ts';
import type { Watches } from './watches.ts';

export interface OperatorOptions {
  settings: Settings;
  log: runtime.Logger;
  redactor: runtime.Redactor;
  /** Name of this replica, for its events. */
  instance: string;
  clock: runtime.Clock;
  /** Another replica has taken over: nothing is begun any more, and the process has to end. */
  onLost?: () => void;
}

/** What the reconcilers are made of. */
interface Parts extends OperatorOptions {
  client: runtime.KubeClient;
  /** Writes only while this replica leads. What must be stored whoever leads, such as a renewed token, goes by `client`. */
  fenced: runtime.KubeClient;
  watches: Watches;
  references: References;
}

interface ClientParts extends Pick<OperatorOptions, 'clock'> {
  config: runtime.SharedKubeConfig;
  metrics: runtime.Metrics;
}

export function clients(parts: ClientParts, mayWrite: () => boolean): Pick<Parts, 'client' | 'fenced'> {
  const { clock, config, metrics } = parts;
  const options = { clock, onRequest: metrics.onRequest, userAgent: 'connection-operator' };
  const client = new runtime.KubeClient(config, options);
  return { client, fenced: new runtime.KubeClient(config, { ...options, mayWrite }) };
}

export function platformCatalogue(parts: Parts): PlatformCatalogue {
  const { fenced, clock, log, references, watches, instance, settings } = parts;
  return new PlatformCatalogue({
    client: fenced,
    clock,
    log,
    references,
    knowsAll: settings.namespaces.length === 0 && settings.shard.of === 1,
    isWriter: settings.shard.index === 0,
    owner: settings.platformsOwner,
    instance,
    object: (name) => watches.platform(name),
    isKnown: () => !settings.readPlatforms || watches.isKnown('platforms'),
  });
}

/** @returns once this replica may test, and knows what an earlier one has sent; false where it is to end before. */
export async function begun(
  leadership: Leadership,
  connections: ConnectionReconciler,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await leadership.begin(signal);
    await connections.begin(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return !signal.aborted;
}

interface PaceParts extends Parts {
  platforms: PlatformCatalogue;
  registry: Registry;
  onRoom: () => void;
}

/** How fast tests may go. */
export function testPace({ clock, watches, platforms, registry, onRoom }: PaceParts): Pace {
  const likely = (key: string) => {
    const connection = watches.connection(key);
    const platform = connection && usablePlatform(platforms.find(connection.spec.platform));
    return platform ? likelyLimitsOf(connection, platform) : none;
  };
  return new Pace({ clock, likely, onThrottled: throttledCounter(registry), onRoom });
}

interface ConnectionParts extends Parts {
  platforms: PlatformCatalogue;
  registry: Registry;
  pace: Pace;
  cold: ColdReads;
  again: (key: string, lane: runtime.Lane) => void;
  leads: () => boolean;
}

export function connectionReconciler({ platforms, registry, ...parts }: ConnectionParts): ConnectionReconciler {
  const resolver = new HostResolver();
  const ledger = new Ledger();
  const attempts = new AttemptsKeeper({ ...parts, ledger });
  holdsGauge(registry, () => ledger.heldCount(parts.clock.now()));
  const { client, clock, log, redactor, settings, instance, watches, pace, cold, again, leads } = parts;
  const reconciler: ConnectionReconciler = new ConnectionReconciler({
    client,
    cache: watchedCache(watches, platforms),
    writer: statusWriter({ ...parts, ledger, attempts, registry }),
    tokens: new RefreshTokenStore({ client, clock, log, instance }),
    clock,
    log,
    redactor,
    egress: egressOf(settings),
    localRoots: settings.localRoots,
    resolveFor: (namespace) => resolver.for(namespace),
    pace,
    ledger,
    attempts,
    again,
    workloadIdentity: settings.workloadIdentity,
    requireConsent: settings.requireConsent,
    grants: grantsOf(parts),
    cold,
    readPlatforms: settings.readPlatforms,
    onTested: connectionMetrics(registry, () => (leads() ? watches.connections() : []), {
      wall: () => runtime.wallOf(clock),
      isPlatform: (name) => platforms.find(name) !== undefined,
      lateMs: (connection) => reconciler.lateMs(connection),
      refreshMs: settings.statusRefreshMs,
    }),
    onExchange: requestInstrument(registry),
  });
  return reconciler;
}

interface WriterParts extends Parts {
  registry: Registry;
  ledger: Ledger;
  attempts: AttemptsKeeper;
}

function statusWriter({ registry, ledger, attempts, ...parts }: WriterParts): StatusWriter {
  const { fenced, clock, log, settings, instance, watches } = parts;
  return new StatusWriter({
    client: fenced,
    clock,
    log,
    refreshMs: settings.statusRefreshMs,
    instance,
    rewinds: () => watches.rewinds,
    counting: counting(
      ledger,
      () => attempts.isKept,
      () => clock.now(),
    ),
    seals: attempts,
    onOthers: othersCounter(registry),
  });
}

function egressOf(settings: Settings): ReturnType<typeof egressPolicy> {
  const { egressAllow, clusterRanges, apiServer, nat64Prefixes } = settings;
  return egressPolicy({ allow: egressAllow, cluster: clusterRanges, apiServer, nat64: nat64Prefixes });
}

function grantsOf({ client, watches, settings }: Pick<Parts, 'client' | 'watches' | 'settings'>): Grants {
  return new Grants({
    client,
    isUnwatched: (namespace, name) => watches.metadata('Secret', `${namespace}/${name}`) === 'unknown',
    reader: settings.secretReader,
  });
}

/** What the watches know. */
export function watchedCache(watches: Watches, platforms: PlatformCatalogue): Cache {
  return {
    connection: (key) => watches.connection(key),
    rewinds: () => watches.rewinds,
    metadata: (kind, key) => watches.metadata(kind, key),
    platform: (name) => platforms.find(name),
  };
}

/** Tests use the processor and the API server when they start; so many of them may be younger than that. */
const youngTests = 60;
const youngMs = 1_000;
/** The first verdict would come with the sixtieth. */
const first = { count: 4, forMs: 200 };
export const testStarts = { capacity: runtime.shared(youngTests), forMs: youngMs, first };
/**
 * A test alone takes half as much CPU again as one of several that begin at once, which find the program in the processor's
 * caches. No interval is shorter than ten seconds.
 */
export const testsTogether = { fromMs: 10_000, withinMs: 500 };

type QueueOptions = Omit<runtime.KeyedQueueOptions, 'backoff' | 'clock' | 'onError'>;

export function reconcilerQueue({ clock, log }: OperatorOptions, queue: QueueOptions): runtime.KeyedQueue {
  return new runtime.KeyedQueue({
    ...queue,
    backoff: { baseMs: 1000, maxMs: 60_000, jitter: 0.2 },
    clock,
    onError: (key, error, retryInMs) => log.warn('Cannot finish, trying again', { key, error, retryInMs }),
  });
}

/** A queue of keys of namespaces, a third of which is kept for those that have few under way. */
export function fairQueue(options: OperatorOptions, queue: QueueOptions): runtime.KeyedQueue {
  return reconcilerQueue(options, { ...queue, reserved: runtime.shared(queue.concurrency).reserved });
}

/** A turn that makes no test waits for nothing but its turn. */
export function pacingOf(pace: Pace, connections: Pick<ConnectionReconciler, 'isDue'>): runtime.Pacing {
  return {
    groupsOf: (key) => (connections.isDue(key) ? pace.groupsOf(key) : nothing),
    waitMs: (group, tenant) => pace.waitMs(group, tenant),
    started: (key, groups, tenant) => pace.started(key, groups, tenant),
    ended: (key) => pace.ended(key),
  };
}
