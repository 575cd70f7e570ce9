import type { PlatformSpec } from '../platform.ts';

const expanded = new WeakMap<PlatformSpec, PlatformSpec>();
const reference = /^#\/schemas\/([\w-]+)$/;
/** A schema that names itself is expanded this often, and matches everything from there on. */
const deepest = 8;

/** A Platform whose settings and keys are described in full: each `{$ref: '#/schemas/NAME'}` is that schema. */
export function withSharedSchemas(spec: PlatformSpec): PlatformSpec {
  const { schemas } = spec;
  if (!schemas) return spec;
  const before = expanded.get(spec);
  if (before) return before;
  const full = (schema: unknown) => expand(schema, schemas, 0) as Record<string, unknown>;
  const methods = spec.methods.map((method) => ({
    ...method,
    ...(method.secret ? { secret: full(method.secret) } : {}),
    ...(method.config ? { config: full(method.config) } : {}),
  }));
  const found = { ...spec, ...(spec.config ? { config: full(spec.config) } : {}), methods };
  expanded.set(spec, found);
  return found;
}

function expand(schema: unknown, schemas: Readonly<Record<string, unknown>>, depth: number): unknown {
  if (Array.isArray(schema)) return schema.map((item) => expand(item, schemas, depth));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, ...own } = schema as Record<string, unknown>;
  const name = typeof $ref === 'string' ? reference.exec($ref)?.[1] : undefined;
  const inner = Object.entries(name === undefined ? schema : own).map(([key, value]) => [
    key,
    expand(value, schemas, depth),
  ]);
  if (name === undefined) return Object.fromEntries(inner);
  const shared = depth < deepest ? (expand(schemas[name] ?? {}, schemas, depth + 1) as object) : {};
  return { ...shared, ...Object.fromEntries(inner) };
}
