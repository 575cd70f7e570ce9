import { Absence } from './absence.ts';
import { Activity } from './activity.ts';
import { isApiError } from './api-error.ts';
import type { Query } from './api-transport.ts';
import { sleep } from './clock.ts';
import { objectKey, type KubeObject } from './kube-object.ts';
import { isOfOtherHistory, ListAge } from './list-age.ts';
import { listAll } from './list-all.ts';
import { ObjectStore, type Change } from './object-store.ts';
import type { ReflectorOptions } from './reflector-options.ts';
import { reflectorBackoffMs } from './reflector-backoff.ts';
import type { LargeFields } from './skim.ts';
import { inSlices } from './slices.ts';
import { slim } from './slim.ts';
import { TroubleLog } from './trouble-log.ts';
import { isExpired, RewoundError } from './watch-expired.ts';
import { versionOfList, WatchOpening } from './watch-opening.ts';
import { watchStream, type WatchEvent } from './watch-stream.ts';

/** The API server sends a bookmark about every minute; a connection quiet for longer may be dead without a sign. */
const INACTIVITY_MS = 75_000;
/** Spread, so that the watches of one process do not all end in the same second. */
const WATCH_SECONDS = { least: 240, spread: 60 };
const LARGE_FIELDS: LargeFields = { bytes: Infinity, mark: null };
/** A watch that the server ends sooner and without an event counts as failed, or it would be a busy loop. */
const SHORT_WATCH_MS = 1_000;
/** So many refusals in a row are worth a question. */
const DENIALS = 4;

/**
 * Keeps `store` equal to a list in the API server, and tells of every difference.
 *
 * Two states: without a resourceVersion it lists, with one it watches from there. A watch that ends normally goes on
 * from its last event or bookmark; one that ends with 410 loses its resourceVersion; any other error is waited out.
 */
export class Reflector<T extends KubeObject> {
  /** Settles once the first list is in the store and has been told of. */
  readonly synced: Promise<void>;
  readonly name: string;
  readonly #options: ReflectorOptions<T>;
  readonly #store = new ObjectStore<T>();
  readonly #markSynced: () => void;
  readonly #isWanted: (object: T) => boolean;
  #isSynced = false;
  #resourceVersion: string | undefined;
  readonly #opening = new WatchOpening();
  readonly #age = new ListAge();
  #failures = 0;
  #denials = 0;
  #isInTrouble = false;
  readonly #activity: Activity;
  readonly #trouble: TroubleLog;
  /** Whether the API server says that there is nothing of this kind. */
  readonly absence: Absence;

  constructor(options: ReflectorOptions<T>) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.synced = promise;
    this.#markSynced = resolve;
    this.name = options.name;
    this.#isWanted = options.isWanted ?? (() => true);
    this.#options = options;
    this.#trouble = new TroubleLog(options.name, options.log);
    this.#activity = new Activity(options.clock);
    this.absence = new Absence(options.onMissing);
  }

  /** By `namespace/name`, or `name`. Always the same map; not to be changed. */
  get store(): ReadonlyMap<string, T> {
    return this.#store.objects;
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  /** Whether the last attempt to list or to watch failed, so that the store may lack what is there. */
  get isInTrouble(): boolean {
    return this.#isInTrouble;
  }

  /**
   * When the reflector last did anything: a page, an event, a reconnect, or an attempt that failed. For liveness:
   * an API server that is away must not have the process restarted, a reflector that no longer tries must.
   */
  get lastActivityMs(): number {
    return this.#activity.lastMs;
  }

  /** How old what the store has may be, in ms: since the last page, event or bookmark. */
  get ageMs(): number {
    return this.#activity.ageMs;
  }

  /** Lists and watches until the signal aborts; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      const state = this.#resourceVersion === undefined ? 'list' : 'watch';
      try {
        if (state === 'watch' && this.#opening.isDoubtful && (await this.#mayBeOther(signal))) {
          this.#resourceVersion = undefined;
          continue;
        }
        await (state === 'list' ? this.#list(signal) : this.#watch(signal));
      } catch (error) {
        if (signal.aborted) return;
        const waitMs = this.#afterFailure(state, error);
        await this.#denied(error);
        await sleep(waitMs, clock, signal).catch(() => {});
      }
    }
  }

  /** An API server that has just started denies everything until it knows its roles. */
  async #denied(error: unknown): Promise<void> {
    this.#denials = isApiError(error, 403) ? this.#denials + 1 : 0;
    if (this.#denials >= DENIALS) await this.#options.onDenied?.();
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { client, path, listOptions, metadataOnly = false, observe, clock } = this.#options;
    const { largeFields = LARGE_FIELDS } = this.#options;
    const listed = new Map<string, T>();
    const query: Query = { ...listOptions };
    const onPage = (items: T[]): void => {
      this.#activity.heard();
      for (const item of items.filter((one) => this.#isWanted(one)).map((one) => this.#slim(one)))
        listed.set(objectKey(item), this.#age.isDoubted ? item : this.#store.intern(item));
    };

    const list = { client, path, query, metadataOnly, largeFields, clock, onPage, onRestart: () => listed.clear() };
    const resourceVersion = await listAll<T>(list, signal);

    const age = this.#age.judge(resourceVersion);
    if (age === 'doubtful') throw new Error('The list is older than what is known');
    const isRewound = age === 'rewound' || isOfOtherHistory(listed.values(), this.#store.objects);
    if (isRewound) this.#options.onRewound?.();
    this.#resourceVersion = resourceVersion;
    this.#opening.opened();
    this.#recovered();
    this.#trouble.cured('list');
    observe?.listed?.();
    await inSlices(this.#store.replace(listed, isRewound), (change) => this.#tell([change]));
    this.#isSynced = true;
    this.#markSynced();
    this.absence.ended();
  }

  /**
   * Whether what a watch goes on from may be no more. One from a version that the API server does not have yet is accepted,
   * and tells of nothing until it has it: after a restore that would be every edit for a while.
   */
  async #mayBeOther(signal: AbortSignal): Promise<boolean> {
    const { client, path, listOptions, log, name, clock } = this.#options;
    if (this.#opening.isOutage(clock.now())) return true;
    const version = await versionOfList({ client, path, query: { ...listOptions }, timeoutMs: INACTIVITY_MS }, signal);
    // The answer may have taken until a server was there again.
    if (this.#opening.isOutage(clock.now())) return true;
    if (!this.#age.isAhead(version)) return false;
    log.warn('The API server was put back to a backup, listing anew', { reflector: name });
    return true;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { clock, observe } = this.#options;
    const startedMs = clock.now();
    const timeoutSeconds = Math.round(WATCH_SECONDS.least + clock.random() * WATCH_SECONDS.spread);
    let events = 0;
    const isShort = (): boolean => events === 0 && clock.now() - startedMs < SHORT_WATCH_MS;
    try {
      for await (const event of this.#open(timeoutSeconds, signal)) {
        // Not before: a server that accepts a watch may still end it at once.
        if (events++ === 0) this.#trouble.cured('watch');
        this.#take(event);
      }
      if (isShort()) throw new Error('The server ended the watch at once');
      this.#trouble.cured('watch');
      // A server that shuts down ends its watches as if their time were over.
      if (clock.now() - startedMs < timeoutSeconds * 1000) this.#opening.lost(clock.now());
    } finally {
      if (!isShort()) this.#failures = 0;
      this.#activity.tried();
    }
    observe?.watchEnded?.('ended');
  }

  #open(timeoutSeconds: number, signal: AbortSignal): AsyncGenerator<WatchEvent<T>> {
    const { client, path, listOptions, metadataOnly = false, clock, largeFields = LARGE_FIELDS } = this.#options;
    const resourceVersion = this.#resourceVersion;
    const query: Query = { ...listOptions, watch: true, allowWatchBookmarks: true, resourceVersion, timeoutSeconds };
    const onOpen = (): void => {
      this.#opening.opened();
      this.#recovered();
      this.#activity.heard();
    };
    const watch = { client, path, query, metadataOnly, largeFields, inactivityMs: INACTIVITY_MS, clock, onOpen };
    return watchStream<T>(watch, signal);
  }

  #take({ type, object }: WatchEvent<T>): void {
    this.#activity.heard();
    if (this.#age.isRewoundBy(object.metadata.resourceVersion)) throw new RewoundError();
    if (type === 'DELETED') this.#tell(this.#store.remove(object));
    else if (type !== 'BOOKMARK' && this.#isWanted(object)) this.#tell(this.#store.put(this.#slim(object)));
    this.#resourceVersion = object.metadata.resourceVersion;
  }

  #tell(changes: readonly Change<T>[]): void {
    const { onChange, log, name } = this.#options;
    for (const [before, after] of changes) {
      try {
        onChange(before, after);
      } catch (error) {
        log.error('Listener failed', { reflector: name, object: objectKey((after ?? before)!), error });
      }
    }
  }

  /** @returns how long to wait before the next attempt, in ms. */
  #afterFailure(state: 'list' | 'watch', error: unknown): number {
    const { clock, log, name, observe } = this.#options;
    this.#activity.tried();
    this.#failures++;
    this.#isInTrouble = true;
    const expired = state === 'watch' && isExpired(error);
    this.#opening.lost(clock.now());
    if (state === 'watch') observe?.watchEnded?.(expired ? 'expired' : 'error');
    if (expired) {
      this.#resourceVersion = undefined;
      log.info('Watch expired, listing anew', { reflector: name });
    } else {
      this.#trouble.failed(state, error);
    }
    // What is made anew has another history.
    if (this.absence.failed(error)) this.#resourceVersion = undefined;
    return reflectorBackoffMs(this.#failures, error, () => clock.random());
  }

  #recovered(): void {
    if (!this.#isInTrouble) return;
    this.#isInTrouble = false;
    this.#options.onRecovered?.();
  }

  #slim(object: T): T {
    const { transform, largeFields = LARGE_FIELDS } = this.#options;
    const kept = slim(object, largeFields);
    return transform?.(kept) ?? kept;
  }
}
