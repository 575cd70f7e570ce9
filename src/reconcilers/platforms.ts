import type { PlatformStatus } from '../api/platform.gen.ts';
import { apiVersion, group, type PlatformObject } from '../api/resources.ts';
import { registry, type Platform } from '../connectors/index.ts';
import { isBuiltIn, judgePlatform, type PlatformJudgement } from '../inputs/usable-platform.ts';
import { recordEvent, wallOf, type Clock, type KubeClient, type Logger } from '../runtime/index.ts';
import { patchStatus } from './guarded-status.ts';
import { isNewlyRefused, platformStatus } from './platform-status.ts';
import { PublishedPlatforms } from './published-platforms.ts';
import type { References } from './references.ts';
import { isLater, Rewrites } from './rewrites.ts';
import type { FoundPlatform } from './cache.ts';
import { bounded, cut } from './status-boundary.ts';
import { mergePatchOf } from './status-patch.ts';

/** Room for twenty problems, each with its path. */
const platformLimits = { message: 8192 };
const path = `/apis/${apiVersion}/platforms`;

export interface PlatformCatalogueOptions {
  client: KubeClient;
  clock: Clock;
  log: Logger;
  references: References;
  /** Whether all Connections of the cluster are among them: else how many use a Platform is for somebody else to say. */
  knowsAll: boolean;
  /** Whether what is found out about Platforms is written: of several shards one does. */
  isWriter: boolean;
  /** Name of the ClusterRole that owns the built-in platforms that are listed. */
  owner: string | undefined;
  /** Name of this replica, for its events. */
  instance: string;
  /** The Platform object of that name, as the watch knows it. */
  object: (name: string) => PlatformObject | undefined;
  /** Whether the watch knows which there are. */
  isKnown: () => boolean;
}

/** What a Connection can name: the built-in platforms, and the users' own. */
export class PlatformCatalogue {
  readonly #options: PlatformCatalogueOptions;
  readonly #checked = new Map<string, Checked>();
  readonly #told = new Map<string, string>();
  /** What was written last, by name. */
  readonly #written = new Map<string, Written>();
  readonly #rewrites = new Rewrites();
  readonly #published: PublishedPlatforms;

  constructor(options: PlatformCatalogueOptions) {
    this.#options = options;
    this.#published = new PublishedPlatforms(options);
  }

  /** Built-in platforms work whatever the cluster's objects say. */
  find(name: string): FoundPlatform {
    const builtIn = registry.get(name);
    if (builtIn) return { platform: builtIn, version: 'built-in' };
    const object = this.#options.object(name);
    if (!object) return this.#options.isKnown() ? undefined : 'unknown';
    const { refused, version, platform } = this.#check(object);
    return refused === undefined ? { platform, version } : { refused };
  }

  /** Whether a Platform is another one for its Connections than when this was asked last. */
  hasChanged(name: string): boolean {
    const found = this.find(name);
    const version = typeof found === 'object' ? JSON.stringify('refused' in found ? found : found.version) : found;
    const before = this.#told.get(name);
    if (version === undefined) this.#told.delete(name);
    else this.#told.set(name, version);
    return version !== before;
  }

  /** Puts the built-in platforms into the cluster, so that `kubectl get platforms` lists them; tries until it has, or may not. */
  publish(signal: AbortSignal): Promise<void> {
    return this.#published.publish(signal);
  }

  /**
   * Writes whether a Platform can be used, and how many Connections use it, where that changed.
   * @returns in how many ms it has to be looked at again; undefined where only an event makes that necessary.
   */
  async reconcile(name: string, signal: AbortSignal): Promise<number | undefined> {
    const { clock, isWriter } = this.#options;
    const found = this.#options.object(name);
    if (!found) {
      this.#checked.delete(name);
      this.#written.delete(name);
      await this.#published.restore(name, signal);
      return undefined;
    }
    if (!isWriter) return undefined;
    const object = this.#withOwnStatus(found);
    const judgement = this.#check(object);
    const status = bounded(
      platformStatus(object, judgement, { connections: this.#countOf(object), now: wallOf(clock) }),
      platformLimits,
    );
    if (!mergePatchOf(sorted(object.status), sorted(status) ?? {})) return undefined;
    const waitMs = this.#waitMs(object, textOf(status));
    if (waitMs === 0 && (await this.#write(object, status, signal)) && isNewlyRefused(object.status, judgement))
      await this.#tell(object, judgement, signal);
    return waitMs === 0 ? undefined : waitMs;
  }

  /** The watch lags behind what was written here: what it does not show yet is neither written nor told again. */
  #withOwnStatus(object: PlatformObject): PlatformObject {
    const { name, uid, resourceVersion } = object.metadata;
    const before = this.#written.get(name);
    if (before?.uid !== uid || !isLater(before.version, resourceVersion)) return object;
    return { ...object, status: before.status };
  }

  #countOf({ metadata: { name }, status }: PlatformObject): number | undefined {
    return this.#options.knowsAll ? this.#options.references.countOf('Platform', name) : status?.connections;
  }

  /** In how many ms a status may be written: what was written already, somebody else has changed. */
  #waitMs({ metadata: { name, uid, resourceVersion } }: PlatformObject, text: string): number {
    const { clock, log } = this.#options;
    const before = this.#written.get(name);
    if (before?.uid !== uid || textOf(before.status) !== text || !isLater(resourceVersion, before.version)) return 0;
    const waitMs = this.#rewrites.waitMs(uid, clock.now());
    if (waitMs > 0) return waitMs;
    this.#rewrites.entered(uid, clock.now());
    log.warn('Somebody else has changed the status of a Platform, another operator perhaps; writing it again', {
      platform: name,
    });
    return 0;
  }

  async #write(object: PlatformObject, status: PlatformStatus, signal: AbortSignal): Promise<boolean> {
    const { metadata } = object;
    const at = { path: `${path}/${metadata.name}`, metadata };
    const version = await patchStatus(this.#options.client, at, status, signal);
    if (version !== false) this.#written.set(metadata.name, { uid: metadata.uid, version, status });
    return version !== false;
  }

  async #tell(
    { metadata }: PlatformObject,
    { reason, refused = '' }: PlatformJudgement,
    signal: AbortSignal,
  ): Promise<void> {
    const { client, clock, log, instance } = this.#options;
    const { name, uid, resourceVersion, generation } = metadata;
    log.info('Platform refused', { platform: name, reason });
    const regarding = { apiVersion, kind: 'Platform', name, uid, resourceVersion };
    const event = { regarding, type: 'Warning', reason, action: 'Check', note: cut(refused, 1024) } as const;
    await recordEvent(
      { client, clock, log },
      { ...event, reportingController: group, reportingInstance: instance, news: `${uid} ${generation} ${reason}` },
      signal,
    );
  }

  /** Once a generation: what was compiled of a spec is found again by the very same object. */
  #check(object: PlatformObject): Checked {
    const { name, uid, generation } = object.metadata;
    const version = `${uid} ${generation} ${isBuiltIn(object) ? 'ours' : ''}`;
    const known = this.#checked.get(name);
    if (known?.version === version) return known;
    const checked = { version, platform: { name, spec: object.spec }, ...judgePlatform(object) };
    this.#checked.set(name, checked);
    return checked;
  }
}

interface Written {
  uid: string;
  version: string;
  status: PlatformStatus;
}

interface Checked extends PlatformJudgement {
  version: string;
  platform: Platform;
}

/** Without the times. */
function textOf(status: PlatformStatus): string {
  const conditions = (status.conditions ?? []).map(({ lastTransitionTime: _time, ...rest }) => rest);
  return JSON.stringify(sorted({ ...status, conditions: conditions as NonNullable<PlatformStatus['conditions']> }));
}

/** The comparison of a list is by its text, and the API server keeps no order of keys. */
function sorted(status: PlatformStatus | undefined): PlatformStatus | undefined {
  if (!status?.conditions) return status;
  const conditions = status.conditions.map((condition) =>
    Object.fromEntries(Object.entries(condition).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );
  return { ...status, conditions: conditions as NonNullable<PlatformStatus['conditions']> };
}
