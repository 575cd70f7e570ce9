import { isJsonObject } from '../../api/json-object.ts';
import type { PlatformSpec } from '../../api/platform.gen.ts';

type Json = Readonly<Record<string, unknown>>;

/** The keys that a JSON Schema names. */
export interface SchemaKeys {
  names: ReadonlySet<string>;
  required: ReadonlySet<string>;
  /** It allows keys that it does not name. */
  isOpen: boolean;
}

/** The keys of an object schema, with those of the schemas that it refers to. */
export function keysOf(schema: unknown, spec: PlatformSpec): SchemaKeys {
  const names = new Set<string>();
  const required = new Set<string>();
  let isOpen = false;
  visit(schema, true, 0);
  return { names, required, isOpen };

  function visit(node: unknown, always: boolean, depth: number): void {
    if (!isJsonObject(node) || depth > 8) return;
    for (const name of Object.keys(objectOf(node['properties']))) names.add(name);
    for (const name of always ? listOf(node['required']) : []) required.add(String(name));
    if (takesOthers(node)) isOpen = true;
    const shared = referred(node['$ref'], spec);
    if (node['$ref'] !== undefined && shared === undefined) isOpen = true;
    visit(shared, always, depth + 1);
    for (const inner of listOf(node['allOf'])) visit(inner, always, depth + 1);
    for (const word of ['anyOf', 'oneOf']) for (const inner of listOf(node[word])) visit(inner, false, depth + 1);
    for (const word of ['if', 'then', 'else']) visit(node[word], false, depth + 1);
  }
}

/** Of `properties` that are no object it is said once that they are none, and not of each name. */
function takesOthers({ properties, patternProperties, additionalProperties: others }: Json): boolean {
  const isBroken = properties !== undefined && !isJsonObject(properties);
  return isBroken || patternProperties !== undefined || isJsonObject(others) || others === true;
}

/** The schema that `#/schemas/NAME` stands for. */
export function referred(reference: unknown, spec: PlatformSpec): unknown {
  const [, name] = typeof reference === 'string' ? (/^#\/schemas\/([^/]+)$/.exec(reference) ?? []) : [];
  return name === undefined ? undefined : ownValue(objectOf(spec.schemas), name);
}

/** A field that the object itself has: a Platform may name one `constructor`. */
export function ownValue<T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return of && Object.hasOwn(of, name) ? of[name] : undefined;
}

export function objectOf(value: unknown): Json {
  return isJsonObject(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
