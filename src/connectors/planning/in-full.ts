import { withHiddenKeys } from '../language/hidden-keys.ts';
import type { PlatformSpec } from '../platform.ts';

const expanded = new WeakMap<PlatformSpec, PlatformSpec>();
const reference = /^#\/schemas\/([\w-]+)$/;
/** A schema that names itself is expanded this often, and matches everything from there on. */
const deepest = 8;

/**
 * A Platform whose settings and keys are described in full: each `{$ref: '#/schemas/NAME'}` is that schema, and a key of the
 * Secret that does not say whether it is hidden is `writeOnly`.
 */
export function inFull(spec: PlatformSpec): PlatformSpec {
  const before = expanded.get(spec);
  if (before) return before;
  const shared = withSchemas(spec);
  const methods = shared.methods.map((method) => withHiddenKeys(method, shared.methods));
  const found = methods.every((method, index) => method === shared.methods[index]) ? shared : { ...shared, methods };
  expanded.set(spec, found);
  if (found !== spec) expanded.set(found, found);
  return found;
}

function withSchemas(spec: PlatformSpec): PlatformSpec {
  const { schemas } = spec;
  if (!schemas) return spec;
  const full = (schema: unknown) => expand(schema, schemas, 0) as Record<string, unknown>;
  const methods = spec.methods.map((method) => ({
    ...method,
    ...(method.secret ? { secret: full(method.secret) } : {}),
    ...(method.config ? { config: full(method.config) } : {}),
  }));
  return { ...spec, ...(spec.config ? { config: full(spec.config) } : {}), methods };
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
