import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { nearest } from '../connectors/index.ts';

interface Schema {
  properties?: Readonly<Record<string, Schema>>;
  items?: Schema;
  additionalProperties?: unknown;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
}

let spec: Schema | undefined;

/** Fields of a Connection's spec that the CRD does not have; the API server would drop them without a word to a file. */
export function unknownFields(value: unknown): { path: string[]; message: string }[] {
  spec ??= specSchema();
  return [...within(value, spec, ['spec'])];
}

function* within(value: unknown, schema: Schema, path: string[]): Generator<{ path: string[]; message: string }> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* within(item, schema.items ?? {}, [...path, String(index)]);
    return;
  }
  const { properties } = schema;
  if (typeof value !== 'object' || value === null || !properties) return;
  if (schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties !== undefined) return;
  for (const [name, inner] of Object.entries(value)) {
    const at = [...path, name];
    if (Object.hasOwn(properties, name)) yield* within(inner, properties[name]!, at);
    else {
      const meant = nearest(name, Object.keys(properties));
      const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
      yield { path: at, message: `${at.join('.')} is not a field${hint}` };
    }
  }
}

function specSchema(): Schema {
  const file = new URL('../../crds/connection-operator.dev_connections.yaml', import.meta.url);
  const crd = parse(readFileSync(file, 'utf8')) as {
    spec: { versions: { schema: { openAPIV3Schema: { properties: { spec: Schema } } } }[] };
  };
  return crd.spec.versions[0]!.schema.openAPIV3Schema.properties.spec;
}
