import { dropBulk, type KubeObject } from './kube-object.ts';
import type { LargeFields } from './skim.ts';

/** Labels, annotations, owners and the like of one object; the API server lets in 256 KiB of annotations alone. */
const mostMetadataBytes = 64 * 1024;
const longestAnnotation = 1024;

/** What is kept of an object: not what no reconciler reads, nor what is too large to be kept of many. */
export function slim<T extends KubeObject>(object: T, { bytes, mark }: LargeFields): T {
  const { spec } = object as { spec?: unknown };
  if (typeof spec === 'object' && spec !== null) {
    for (const [name, value] of Object.entries(spec)) {
      if (isLarger(value, bytes)) (spec as Record<string, unknown>)[name] = mark;
    }
  }
  object.metadata = withoutNull(object.metadata);
  const small = dropBulk(object);
  if (isLarger(small.metadata, mostMetadataBytes)) small.metadata = essential(small.metadata);
  return small;
}

function withoutNull(metadata: KubeObject['metadata']): KubeObject['metadata'] {
  if (Object.values(metadata).every((value) => value !== null)) return metadata;
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== null)) as typeof metadata;
}

function essential(metadata: KubeObject['metadata']): KubeObject['metadata'] {
  const { name, namespace, uid, resourceVersion, generation, creationTimestamp, deletionTimestamp } = metadata;
  const kept = Object.entries(metadata.annotations ?? {}).filter(([, value]) => value.length <= longestAnnotation);
  const annotations = Object.fromEntries(kept);
  const all = { name, namespace, uid, resourceVersion, generation, creationTimestamp, deletionTimestamp };
  const known = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return {
    ...(known as unknown as typeof metadata),
    ...(isLarger(annotations, mostMetadataBytes) ? {} : { annotations }),
  };
}

/** Whether its JSON has more than so many bytes, for certain. Ends as soon as that is clear. */
function isLarger(value: unknown, bytes: number): boolean {
  return left(value, bytes) < 0;
}

function left(value: unknown, bytes: number): number {
  if (typeof value === 'string') return bytes - value.length - 2;
  if (typeof value !== 'object' || value === null) return bytes - 1;
  let rest = bytes - 2;
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    rest = left((value as Record<string, unknown>)[key], rest - (Array.isArray(value) ? 0 : key.length + 3));
    if (rest < 0) return rest;
  }
  return rest;
}
