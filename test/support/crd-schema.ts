import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

interface Definition {
  spec: { versions: { schema: { openAPIV3Schema: { properties: { spec: object } } } }[] };
}

/**
 * The structural schema of a resource's spec. The API server prunes what a schema does not name; here it is refused, so
 * that nothing stands in a manifest that does nothing.
 */
export function specSchema(plural: 'connections' | 'platforms'): ValidateFunction {
  const file = new URL(`../../crds/connection-operator.dev_${plural}.yaml`, import.meta.url);
  const { spec } = (parse(readFileSync(file, 'utf8')) as Definition).spec.versions[0]!.schema.openAPIV3Schema
    .properties;
  return new Ajv({ strict: false, logger: false }).compile(closed(spec) as object);
}

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const isOpen = ['x-kubernetes-preserve-unknown-fields', 'additionalProperties'].some((key) => key in schema);
  return isOpen || !('properties' in schema) ? inner : { ...inner, additionalProperties: false };
}
