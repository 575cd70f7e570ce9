import { isJsonObject } from '../../api/json-object.ts';
import { objectOf, ownValue } from './schema-keys.ts';

/** Objects of a schema, with those of each schema that it refers to in its place; built-in ones have 18 at most. */
export const mostSchemas = 400;

/** A schema that names itself is expanded this often, as planning does it. */
const deepest = 8;

type Json = Readonly<Record<string, unknown>>;

/**
 * How large a schema is with all that it refers to. One that names itself twice doubles at each level, and to check a value
 * takes as long as it is large, while everybody waits.
 * @param shared - `spec.schemas`
 * @returns Infinity if a reference leads back to where it stands, or nobody knows where.
 */
export function sizeOfSchema(schema: Json, shared: unknown): number {
  const known = new Map<unknown, number>();
  const within = new Set<string>();
  return sizeOf(schema, 0);

  function sizeOf(node: unknown, depth: number): number {
    if (typeof node !== 'object' || node === null) return 0;
    if (Array.isArray(node)) return node.reduce((sum: number, item) => sum + sizeOf(item, depth), 0);
    const { $ref, $dynamicRef, $recursiveRef } = node as Json;
    // Where it leads is known to whoever evaluates it.
    if (typeof $dynamicRef === 'string' || typeof $recursiveRef === 'string') return Infinity;
    const inner = Object.values(node).reduce((sum: number, value) => sum + sizeOf(value, depth), 1);
    return typeof $ref === 'string' ? inner + sizeOfReference($ref, depth) : inner;
  }

  function sizeOfReference(reference: string, depth: number): number {
    const name = /^#\/schemas\/([^/]+)$/.exec(reference)?.[1];
    if (name !== undefined) return depth < deepest ? remembered(`${depth} ${name}`, sharedOf(name), depth + 1) : 0;
    const node = at(schema, reference);
    if (node === undefined || within.has(reference)) return Infinity;
    within.add(reference);
    const size = remembered(reference, node, depth);
    within.delete(reference);
    return size;
  }

  function remembered(key: string, node: unknown, depth: number): number {
    const size = known.get(key) ?? sizeOf(node, depth);
    known.set(key, size);
    return size;
  }

  function sharedOf(name: string): unknown {
    return ownValue(objectOf(shared), name);
  }
}

/** What a JSON Pointer (RFC 6901) leads to; undefined for what is none. */
function at(root: unknown, pointer: string): unknown {
  if (!/^#(\/|$)/.test(pointer) || /%(?![0-7][0-9a-f])/i.test(pointer)) return undefined;
  const steps = decodeURIComponent(pointer).split('/').slice(1);
  return steps.reduce((node: unknown, step) => {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return Array.isArray(node)
      ? (node[Number(name)] as unknown)
      : isJsonObject(node)
        ? ownValue(node, name)
        : undefined;
  }, root);
}
