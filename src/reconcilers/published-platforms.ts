import { createHash } from 'node:crypto';
import { apiVersion, fieldManager, group, type OwnerReference, type PlatformObject } from '../api/resources.ts';
import { registry, type Platform } from '../connectors/index.ts';
import { isBuiltIn } from '../inputs/usable-platform.ts';
import { METADATA_ONLY, sleep, type Clock, type KubeClient, type Logger, isApiError } from '../runtime/index.ts';

const contentAnnotation = `${group}/content`;
const publishAgainMs = 30_000;
const path = `/apis/${apiVersion}/platforms`;
const rbac = 'rbac.authorization.k8s.io/v1';

interface Options {
  client: KubeClient;
  clock: Clock;
  log: Logger;
  /** Name of the ClusterRole that owns them: whoever deletes it, as an uninstall does, deletes them. */
  owner: string | undefined;
  /** The Platform object of that name, as the watch knows it. */
  object: (name: string) => PlatformObject | undefined;
}

/** The built-in platforms as objects, so that `kubectl get platforms` lists them. */
export class PublishedPlatforms {
  readonly #options: Options;
  /** Whether an object that is there already may be given an owner. */
  #mayOwn = true;
  #isPublished = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Puts all of them into the cluster; tries until it has, or may not. */
  async publish(signal: AbortSignal): Promise<void> {
    const { log, clock } = this.#options;
    let waiting = [...registry.values()];
    while (waiting.length > 0 && !signal.aborted) {
      const { left, refused } = await this.#round(waiting, signal);
      if (refused) {
        log.info('Built-in platforms are not listed in the cluster: the operator may not write Platforms');
        return;
      }
      waiting = left;
      if (left.length > 0) await sleep(publishAgainMs, clock, signal).catch(() => {});
    }
    this.#isPublished = !signal.aborted;
  }

  /** Puts back one that was deleted: with the ClusterRole of an earlier release, for example. */
  async restore(name: string, signal: AbortSignal): Promise<void> {
    const platform = registry.get(name);
    if (!platform || !this.#isPublished) return;
    try {
      await this.#publishOne(platform, await this.#ownerReference(signal), signal);
    } catch (error) {
      // An uninstall takes the rights, then the ClusterRole: what it deletes is not put back.
      if (!isApiError(error, 403, 404)) throw error;
    }
  }

  async #round(platforms: Platform[], signal: AbortSignal): Promise<{ left: Platform[]; refused: boolean }> {
    const { log } = this.#options;
    const left: Platform[] = [];
    let refused = false;
    const owner = await this.#ownerReference(signal).catch((error: unknown) => {
      log.warn('Cannot read the ClusterRole that owns the built-in platforms, trying on', { error });
      return 'unknown' as const;
    });
    if (owner === 'unknown') return { left: platforms, refused };
    for (const platform of platforms) {
      const error = await this.#publishOne(platform, owner, signal).catch((cause: unknown) => cause ?? 'unknown');
      if (error === undefined || signal.aborted) continue;
      refused = isApiError(error, 403);
      if (refused) break;
      log.warn('Cannot list a built-in platform in the cluster, trying on', { platform: platform.name, error });
      left.push(platform);
    }
    return { left, refused };
  }

  /** By its uid, which the API server gives: a ClusterRole that was made anew is another owner. */
  async #ownerReference(signal: AbortSignal): Promise<OwnerReference | undefined> {
    const { client, owner: name } = this.#options;
    if (name === undefined) return undefined;
    try {
      const role = await client.get<PlatformObject>(`/apis/${rbac}/clusterroles/${name}`, { signal });
      return { apiVersion: rbac, kind: 'ClusterRole', name, uid: role.metadata.uid };
    } catch (error) {
      if (isApiError(error, 403)) return undefined;
      throw error;
    }
  }

  async #publishOne(platform: Platform, owner: OwnerReference | undefined, signal: AbortSignal): Promise<void> {
    const there = this.#options.object(platform.name);
    if (!there) return this.#apply(platform, owner ? [owner] : [], signal);
    if (!isBuiltIn(there)) return undefined;
    const owners = there.metadata.ownerReferences ?? [];
    const isSame = there.metadata.annotations?.[contentAnnotation] === contentOf(platform);
    const isOwned = !owner || !this.#mayOwn || owners.some(({ uid }) => uid === owner.uid);
    if (!isOwned && (await this.#own(platform, withOwner(owners, owner), signal))) return undefined;
    return isSame ? undefined : this.#apply(platform, owners, signal);
  }

  /** Whether one that is there already could be given its owner. */
  async #own(platform: Platform, owners: readonly OwnerReference[], signal: AbortSignal): Promise<boolean> {
    try {
      await this.#apply(platform, owners, signal);
      return true;
    } catch (error) {
      // OwnerReferencesPermissionEnforcement, on in OpenShift, lets nobody own what they may not delete.
      if (!isApiError(error, 403)) throw error;
      this.#mayOwn = false;
      this.#options.log.info('Built-in platforms that were listed before stay when the release is uninstalled');
      return false;
    }
  }

  async #apply(platform: Platform, ownerReferences: readonly OwnerReference[], signal: AbortSignal): Promise<void> {
    const options = { fieldManager, force: true, signal, accept: METADATA_ONLY };
    await this.#options.client.apply(`${path}/${platform.name}`, manifestOf(platform, ownerReferences), options);
  }
}

/** Those of other releases stay: it goes when the last of them goes. */
function withOwner(owners: readonly OwnerReference[], owner: OwnerReference): OwnerReference[] {
  return [...owners.filter(({ kind, name }) => kind !== owner.kind || name !== owner.name), owner];
}

function manifestOf(platform: Platform, ownerReferences: readonly OwnerReference[]): object {
  const metadata = {
    name: platform.name,
    labels: { [`${group}/built-in`]: 'true', 'app.kubernetes.io/managed-by': 'connection-operator' },
    annotations: { [contentAnnotation]: contentOf(platform) },
    ...(ownerReferences.length > 0 && { ownerReferences }),
  };
  return { apiVersion, kind: 'Platform', metadata, spec: platform.spec };
}

function contentOf({ spec }: Platform): string {
  return createHash('sha256').update(JSON.stringify(spec)).digest('hex').slice(0, 16);
}
