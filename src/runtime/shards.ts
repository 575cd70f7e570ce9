import { createHash } from 'node:crypto';

/** One of several processes that share the namespaces of a cluster among them. */
export interface Shard {
  /** From 0. */
  index: number;
  /** How many there are, from 1. */
  of: number;
}

/**
 * Tells which namespaces are a shard's own. Every process gets to the same answer by itself: the shard whose hash with the
 * namespace is the highest has it (rendezvous hashing). With one shard more, namespaces move to that one only.
 * @example const isOwn = namespacesOf({ index: 0, of: 2 }); isOwn('team-a')
 */
export function namespacesOf({ index, of }: Shard): (namespace: string) => boolean {
  if (of === 1) return () => true;
  const owners = new Map<string, number>();
  return (namespace) => {
    const owner = owners.get(namespace) ?? ownerOf(namespace, of);
    owners.set(namespace, owner);
    return owner === index;
  };
}

/** @returns the index of the shard that has a namespace. */
export function ownerOf(namespace: string, shards: number): number {
  const weights = Array.from({ length: shards }, (_, index) => weightOf(namespace, index));
  return weights.indexOf(Math.max(...weights));
}

/** Names of namespaces are much alike, so that a hash is needed in which a last letter changes everything. */
function weightOf(namespace: string, index: number): number {
  return createHash('sha256').update(`${index}/${namespace}`).digest().readUIntBE(0, 6);
}
