import type { Connection } from '../../../src/api/resources.ts';
import { apiVersion } from '../../../src/api/resources.ts';
import { ApiError, NetworkError, sleep, type KubeClient } from '../../../src/runtime/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { OwnPlatforms } from './own-platforms.ts';
import type { Replica } from './replica.ts';

export interface Stored {
  kind: string;
  metadata: { name: string; namespace: string; uid: string; resourceVersion: string; generation: number };
  data?: Record<string, string>;
  spec?: Connection['spec'];
  status?: Connection['status'];
}

interface Operation {
  op: string;
  path: string;
  value: unknown;
}

/** Whether and how the API server serves. */
export type Api =
  'up' | 'down' | 'Secrets denied' | 'Secrets 500' | 'status refused' | 'status not found' | 'status lost' | '500';

export const never = new Promise<never>(() => {});
const plurals: Readonly<Record<string, string>> = {
  secrets: 'Secret',
  configmaps: 'ConfigMap',
  connections: 'Connection',
};

/** An API server on a clock that is driven, with a platform beside it, and points at which a replica can be killed. */
export class Cluster {
  readonly clock = new FakeClock();
  readonly objects = new Map<string, Stored>();
  readonly platforms = new OwnPlatforms(this.clock);
  readonly replicas = new Set<Replica>();
  /** Of each version of a Secret. */
  readonly passwords = new Map<string, string>();
  /** Told of every status that is written. */
  onStatus: (written: Stored) => void = () => {};
  api: Api = 'up';
  latencyMs = 5;
  /** How long a watch takes to tell. */
  lagMs = 5;
  /** The operator's own Secret, empty until its first process puts a key into it; undefined where it has none. */
  keys: ReturnType<typeof keySecret> | undefined = keySecret();
  /** Whether watches tell everything twice. */
  repeatsEvents = false;
  writes = 0;
  /** How often a Secret was read, or asked for in vain. */
  secretReads = 0;
  /** Points that were passed, and the one at which the replica that comes there is killed. */
  points = 0;
  killAt = Infinity;
  killedAt = '';
  #versions = 100;

  put(kind: string, name: string, change: Partial<Stored> = {}): void {
    const key = `${kind} team/${name}`;
    const before = this.objects.get(key);
    const { uid = `${kind}-${name}-${this.#versions}`, generation = 0 } = before?.metadata ?? {};
    const resourceVersion = String((this.#versions += 1));
    const moved = change.spec === undefined ? 0 : 1;
    const metadata = { ...before?.metadata, ...change.metadata, name, namespace: 'team', uid };
    const stored = {
      ...before,
      kind,
      ...change,
      metadata: { ...metadata, resourceVersion, generation: generation + moved },
    };
    this.objects.set(key, stored);
    if (kind === 'Secret') this.passwords.set(`${uid} ${resourceVersion}`, decoded(stored.data?.['password']));
    this.#tell(key);
  }

  remove(kind: string, name: string): void {
    this.objects.delete(`${kind} team/${name}`);
    this.#tell(`${kind} team/${name}`);
  }

  /** A point of the road: a replica that is killed here never comes back from it. */
  async pass(replica: Replica, where: string): Promise<void> {
    if (replica.isDead) return never;
    this.points += 1;
    if (this.points === this.killAt) {
      this.killedAt = where;
      replica.kill();
      return never;
    }
  }

  clientOf(replica: Replica): KubeClient {
    const call = async <T>(method: string, path: string, work: () => T, signal: AbortSignal): Promise<T> => {
      await this.pass(replica, `before ${method} ${path}`);
      if (this.latencyMs > 0) await sleep(this.latencyMs, this.clock, signal);
      if (this.api === 'down') throw new NetworkError({ method, path }, 'down', false);
      if (this.api === '500') throw apiError(method, path, 500, 'InternalError');
      const done = work();
      await this.pass(replica, `after ${method} ${path}`);
      return done;
    };
    return {
      get: (path: string, { signal }: { signal: AbortSignal }) => call('GET', path, () => this.#get(path), signal),
      create: (path: string, _content: unknown, { signal }: { signal: AbortSignal }) =>
        call('POST', path, () => (this.writes += 1), signal),
      jsonPatch: (path: string, operations: Operation[], { signal }: { signal: AbortSignal }) =>
        call('PATCH', path, () => this.#patch(path, operations), signal),
    } as unknown as KubeClient;
  }

  #get(path: string): object {
    const [, platform] = /\/platforms\/(.+)$/.exec(path) ?? [];
    if (platform !== undefined) return this.platforms.get(platform);
    const key = keyOf(path);
    if (key.startsWith('Secret')) this.secretReads += 1;
    if (this.api === 'Secrets 500' && key.startsWith('Secret')) throw apiError('GET', path, 500, 'InternalError');
    if (this.api === 'Secrets denied' && key.startsWith('Secret')) throw apiError('GET', path, 403, 'Forbidden');
    const found = this.objects.get(key);
    if (!found) throw apiError('GET', path, 404, 'NotFound');
    return found;
  }

  #patch(path: string, operations: Operation[]): Stored {
    const key = keyOf(path);
    if (this.api === 'status refused') throw apiError('PATCH', path, 403, 'Forbidden');
    const found = this.objects.get(key);
    if (!found || this.api === 'status not found') throw apiError('PATCH', path, 404, 'NotFound');
    const { uid, generation, resourceVersion } = found.metadata;
    const wanted: Record<string, unknown> = {
      '/metadata/uid': uid,
      '/metadata/generation': generation,
      '/metadata/resourceVersion': resourceVersion,
      '/status/attempts': found.status?.attempts ?? null,
    };
    const isGuarded = operations.some(
      ({ op, path: at, value }) => op === 'test' && JSON.stringify(wanted[at]) !== JSON.stringify(value),
    );
    if (isGuarded)
      throw apiError('PATCH', path, 422, 'Invalid', 'the server rejected our request due to an error in our request');
    const status = operations.find(({ path: at }) => at === '/status')?.value as NonNullable<Connection['status']>;
    const written = this.#store(key, found, status);
    // It was written, and nobody hears of that.
    if (this.api === 'status lost') throw new NetworkError({ method: 'PATCH', path }, 'reset', false);
    return written;
  }

  /** What changes nothing is no write: it moves no version, and no watch tells of it. */
  #store(key: string, found: Stored, status: NonNullable<Connection['status']>): Stored {
    if (JSON.stringify(found.status) === JSON.stringify(status)) return found;
    this.writes += 1;
    const metadata = { ...found.metadata, resourceVersion: String((this.#versions += 1)) };
    const stored = { ...found, status: structuredClone(status), metadata };
    this.objects.set(key, stored);
    this.onStatus(stored);
    this.#tell(key);
    return stored;
  }

  #tell(key: string): void {
    for (const replica of this.replicas) replica.hear(key, this.objects.get(key));
  }
}

/** `Secret team/s` */
function keyOf(path: string): string {
  const [, namespace, plural = '', name] = /namespaces\/([^/]+)\/([^/]+)\/([^/]+)/.exec(path) ?? [];
  return `${plurals[plural]} ${namespace}/${name}`;
}

function apiError(method: string, path: string, code: number, reason: string, text = ''): ApiError {
  return new ApiError({ method, path }, { code, reason, text });
}

function decoded(value = ''): string {
  return Buffer.from(value, 'base64').toString();
}

export const connectionKind = { apiVersion, kind: 'Connection' } as const;

/** @param value - of a key that was made before */
export function keySecret(value?: string) {
  let data: Record<string, string> = value === undefined ? {} : { key: value };
  return {
    get: async () => ({ metadata: { name: 'attempts' }, data }),
    mergePatch: async (_path: string, patch: { data: Record<string, string> }) => void (data = patch.data),
  };
}
