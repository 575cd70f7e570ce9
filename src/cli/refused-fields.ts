import { isJsonObject } from '../api/json-object.ts';
import { readFileSync } from 'node:fs';
import { run } from '@bufbuild/cel';
import { parse } from 'yaml';
import { nearest } from '../connectors/index.ts';

interface Rule {
  rule: string;
  message: string;
}

export interface Schema {
  type?: string;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  enum?: readonly unknown[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  additionalProperties?: Schema;
  'x-kubernetes-list-type'?: string;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-validations'?: readonly Rule[];
}

/** A field, and what is wrong with it, as a whole sentence without its end. */
export interface Refusal {
  path: string[];
  message: string;
}

let spec: Schema | undefined;

/**
 * What the API server would refuse of a Connection's spec by its CRD, and what it would drop: fields that there are not.
 * @example refusedFields({ platform: 'box', test: { interval: '5 minutes' } })
 * // → [{ path: ['spec', 'test', 'interval'], message: 'spec.test.interval does not have the right form: write it as 30s, 5m or 1h' }]
 */
export function refusedFields(value: unknown): Refusal[] {
  spec ??= specSchema();
  return refusedWithin(value, spec, ['spec']);
}

/** What a schema of Kubernetes refuses of a value at this path. */
export function refusedWithin(value: unknown, schema: Schema, path: string[]): Refusal[] {
  return [...within(value, schema, path)];
}

/** A Connection's spec as the API server stores it: without the fields that are null. */
export function storedSpec(value: unknown): unknown {
  spec ??= specSchema();
  return withoutNulls(value, spec);
}

function withoutNulls(value: unknown, { properties }: Schema): unknown {
  if (!properties || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value).filter(([name, inner]) => inner !== null || !Object.hasOwn(properties, name));
  return Object.fromEntries(fields.map(([name, inner]) => [name, withoutNulls(inner, properties[name] ?? {})]));
}

function* within(value: unknown, schema: Schema, path: string[]): Generator<Refusal> {
  const wrong = typeProblem(value, schema) ?? valueProblem(value, schema);
  if (wrong !== undefined) {
    yield { path, message: `${path.join('.')} ${wrong}` };
    return;
  }
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* within(item, schema.items ?? {}, [...path, String(index)]);
  else if (typeof value === 'object' && value !== null) yield* withinFields(value, schema, path);
  for (const { rule, message } of schema['x-kubernetes-validations'] ?? [])
    if (!holds(rule, value)) yield { path, message: `${path.join('.')}: ${message}` };
}

function* withinFields(value: object, schema: Schema, path: string[]): Generator<Refusal> {
  const { properties, required = [], additionalProperties } = schema;
  // A field that is null is dropped, as if it were not there.
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  for (const name of required)
    if (!entries.some(([given]) => given === name)) yield { path, message: `${[...path, name].join('.')} is missing` };
  if (additionalProperties)
    for (const [name, inner] of entries) yield* within(inner, additionalProperties, [...path, name]);
  if (!properties || schema['x-kubernetes-preserve-unknown-fields'] || additionalProperties) return;
  for (const [name, inner] of Object.entries(value)) {
    const at = [...path, name];
    if (!Object.hasOwn(properties, name)) yield unknownField(name, properties, at);
    else if (inner !== null) yield* within(inner, properties[name]!, at);
  }
}

function unknownField(name: string, properties: object, path: string[]): Refusal {
  const meant = nearest(name, Object.keys(properties));
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  return { path, message: `${path.join('.')} is not a field${hint}` };
}

const words: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  object: 'a map of fields',
  string: 'text',
};

function typeProblem(value: unknown, { type }: Schema): string | undefined {
  if (type === undefined || words[type] === undefined || isOf(type, value)) return undefined;
  const quotes = type === 'string' && typeof value !== 'object' ? ': write it in quotes' : '';
  return `is not ${words[type]}${quotes}`;
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return isJsonObject(value);
  return typeof value === type;
}

function valueProblem(value: unknown, schema: Schema): string | undefined {
  if (schema.enum && !schema.enum.includes(value)) return `is none of ${schema.enum.join(', ')}`;
  if (Array.isArray(value)) {
    const { maxItems = Infinity } = schema;
    if (value.length > maxItems) return `has more than ${maxItems} items`;
    const isSet = schema['x-kubernetes-list-type'] === 'set';
    return isSet && new Set(value).size < value.length ? 'has an item twice' : undefined;
  }
  return typeof value === 'string' ? textProblem(value, schema) : numberProblem(value, schema);
}

function textProblem(value: string, { pattern, minLength = 0, maxLength = Infinity }: Schema): string | undefined {
  if (value.length < minLength) return 'is empty';
  if (value.length > maxLength) return `is longer than ${maxLength} characters`;
  if (pattern === undefined || new RegExp(pattern).test(value)) return undefined;
  return `does not have the right form: ${pattern.includes('(ms|s|m|h)') ? 'write it as 30s, 5m or 1h' : 'lower case letters, digits, - and . alone'}`;
}

function numberProblem(value: unknown, { minimum = -Infinity, maximum = Infinity }: Schema): string | undefined {
  if (typeof value !== 'number' || (value >= minimum && value <= maximum)) return undefined;
  return `is not between ${minimum} and ${maximum}`;
}

/** A rule that cannot be worked out here is left to the API server. */
function holds(rule: string, self: unknown): boolean {
  try {
    return run(rule, { self: self as never }) !== false;
  } catch {
    return true;
  }
}

function specSchema(): Schema {
  const file = new URL('../../crds/connection-operator.dev_connections.yaml', import.meta.url);
  const crd = parse(readFileSync(file, 'utf8')) as {
    spec: { versions: { schema: { openAPIV3Schema: { properties: { spec: Schema } } } }[] };
  };
  return crd.spec.versions[0]!.schema.openAPIV3Schema.properties.spec;
}
