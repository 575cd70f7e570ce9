import type { FailedReason } from '../api/reasons.ts';
import type { Problem } from '../api/problems.ts';
import { refusal, type Failed } from '../connectors/index.ts';
import { type KubeClient, isApiError } from '../runtime/index.ts';

export interface ObjectVersion {
  uid: string;
  resourceVersion: string;
}

/** A Secret (values in base64) or a ConfigMap. */
export interface StoredObject {
  metadata: ObjectVersion & {
    annotations?: Readonly<Record<string, string>>;
    labels?: Readonly<Record<string, string | null>>;
    ownerReferences?: readonly { uid: string }[];
  };
  type?: string;
  data?: Readonly<Record<string, string>>;
}

export type ObjectKind = 'Secret' | 'ConfigMap';

/** Where the objects of one namespace are read from. */
export interface ObjectSource {
  /** @throws for what says nothing about the object, such as an API server that is away. */
  get(kind: ObjectKind, name: string): Promise<StoredObject | 'absent' | 'forbidden'>;
  /** What to do about `forbidden`; default: what the reason says. */
  remedy?(kind: ObjectKind): Promise<string>;
}

/** The verdict on a Connection that names something which cannot be had. */
export interface Refused {
  verdict: Failed;
}

/** @param problem - what is wrong, or about what the reason is. @param fix - what to do, if not what the reason says */
export function refused(reason: FailedReason, problem: string | Problem, fix?: string): Refused {
  return { verdict: refusal(reason, problem, fix) };
}

/** Reads from the API server. A watch is not asked whether an object is there: it may hear of a new one later. */
export function clusterObjects(client: KubeClient, namespace: string, signal: AbortSignal): ObjectSource {
  return {
    async get(kind, name) {
      const plural = kind === 'Secret' ? 'secrets' : 'configmaps';
      const path = `/api/v1/namespaces/${namespace}/${plural}/${encodeURIComponent(name)}`;
      try {
        return await client.get<StoredObject>(path, { signal });
      } catch (error) {
        if (isApiError(error, 404)) return 'absent';
        if (isApiError(error, 403)) return 'forbidden';
        throw error;
      }
    },
  };
}

interface Manifest {
  kind?: string;
  type?: string;
  metadata?: { name?: string; annotations?: Record<string, string>; labels?: Record<string, string | null> };
  data?: Record<string, string | null>;
  stringData?: Record<string, string | null>;
}

/** Reads from manifests, such as those of a file that is not in a cluster yet; `stringData` wins over `data`. */
export function manifestObjects(manifests: readonly Manifest[]): ObjectSource {
  return {
    get(kind, name) {
      const found = manifests.findLast((one) => one.kind === kind && one.metadata?.name === name);
      return Promise.resolve(found ? storedOf(found, kind) : 'absent');
    },
  };
}

/** As the API server stores it: a value that is null is an empty one. */
function storedOf({ data, stringData, type, metadata }: Manifest, kind: ObjectKind): StoredObject {
  const own = Object.entries(data ?? {}).map(([key, value]) => [key, value ?? '']);
  const plain = kind === 'Secret' ? Object.entries(stringData ?? {}) : [];
  const encoded = plain.map(([key, value]) => [key, Buffer.from(value ?? '', 'utf8').toString('base64')]);
  const { annotations, labels } = metadata ?? {};
  return {
    metadata: { uid: 'manifest', resourceVersion: '0', ...(annotations && { annotations }), ...(labels && { labels }) },
    ...(type === undefined ? {} : { type }),
    data: Object.fromEntries([...own, ...encoded]) as Record<string, string>,
  };
}

export interface Reference {
  kind: ObjectKind;
  name: string;
  /** Where the Connection names it. */
  field: string;
}

/** An object that a Connection names, or the verdict that it cannot be had. */
export async function readObject(
  { kind, name, field }: Reference,
  objects: ObjectSource,
): Promise<{ object: StoredObject } | Refused> {
  const found = await objects.get(kind, name);
  if (found === 'forbidden') return refused('SecretAccessDenied', `${kind} ${name}`, await objects.remedy?.(kind));
  if (found !== 'absent') return { object: found };
  return kind === 'Secret'
    ? refused('SecretNotFound', `${name} (${field})`)
    : refused('InvalidConfiguration', `${field} names ConfigMap ${name}, which is not in this namespace`);
}

/** A value of a Secret as bytes. */
export function decoded({ data = {} }: StoredObject): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64')]));
}

/** A value of an object as text; undefined if it has no such key of its own. */
export function textIn({ data = {} }: StoredObject, key: string, kind: ObjectKind): string | undefined {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  return value === undefined || kind === 'ConfigMap' ? value : Buffer.from(value, 'base64').toString('utf8');
}
