import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { PlatformSpec } from '../platform.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

interface Property {
  title?: string;
  description?: string;
  examples?: unknown[];
  writeOnly?: boolean;
}

/** The compiled schemas of one platform. */
export interface Schemas {
  config: ValidateFunction;
  methods: ReadonlyMap<string, { secret: ValidateFunction; config: ValidateFunction | undefined }>;
}

const compiled = new WeakMap<PlatformSpec, Schemas>();

/** @throws Error naming what is wrong with a schema. */
export function schemasOf(spec: PlatformSpec): Schemas {
  const known = compiled.get(spec);
  if (known) return known;
  const ajv = new Ajv2020({ allErrors: true, useDefaults: true, strict: false, verbose: true, logger: false });
  addFormats.default(ajv);
  const methods = new Map(
    spec.methods.map((method) => [
      method.name,
      {
        secret: ajv.compile({ type: 'object', ...method.secret }),
        config: method.config && ajv.compile({ type: 'object', ...method.config }),
      },
    ]),
  );
  const schemas = { config: ajv.compile({ type: 'object', additionalProperties: false, ...spec.config }), methods };
  compiled.set(spec, schemas);
  return schemas;
}

/** One line for each thing that is wrong; `show` says whether the value found may be repeated (never a secret's). */
export function problemsOf(validate: ValidateFunction, value: object, show: boolean): string[] {
  if (validate(value)) return [];
  const schema = validate.schema as JsonSchema;
  const errors = (validate.errors ?? []).filter(({ keyword }) => !['if', 'allOf'].includes(keyword));
  const alternatives = errors.find(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const told = errors.filter((error) => !alternatives || !error.schemaPath.startsWith(`${alternatives.schemaPath}/`));
  return [...new Set(told.map((error) => sentence(error, schema, show)))];
}

function sentence(error: ErrorObject, schema: JsonSchema, show: boolean): string {
  const { keyword, params } = error as { keyword: string; params: Record<string, unknown> };
  const path = error.instancePath.slice(1).replaceAll('/', '.');
  const under = path === '' ? '' : `${path}.`;
  if (keyword === 'required') {
    const name = `${under}${String(params['missingProperty'])}`;
    return `${name} is missing${hint(propertyAt(schema, name))}`;
  }
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const name = `${under}${String(params['additionalProperty'] ?? params['unevaluatedProperty'])}`;
    return `${name} is not a ${show ? 'setting of this platform' : 'key of this method'} ${namesIn(schema)}`;
  }
  if (keyword === 'anyOf' || keyword === 'oneOf') return `${path || 'one of its keys'} ${alternativesOf(error)}`;
  if (keyword === 'pattern' && hasUser(error.data))
    return `${path} has a user name or password in it: put them into the Secret`;
  const found = show && isShown(error.data) ? ` is ${JSON.stringify(error.data).slice(0, 80)}, which` : '';
  return `${path || 'it'}${found} ${wrongness(error)}${hint(propertyAt(schema, path))}`;
}

function wrongness({ keyword, params, message }: ErrorObject): string {
  if (keyword === 'pattern') return 'does not have the right form';
  if (keyword === 'enum') return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
  if (keyword === 'const') return `must be ${String(params['allowedValue'])}`;
  if (keyword === 'false schema') return 'does not go with this method';
  if (keyword === 'minLength' && params['limit'] === 1) return 'is empty';
  return message ?? 'is wrong';
}

function hasUser(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z]+:\/\/[^/?#]*@/i.test(value);
}

/** A password in an address is a slip, and it must not get into a status for that. */
function isShown(value: unknown): boolean {
  return value !== undefined && !(typeof value === 'string' && value.includes('@'));
}

function alternativesOf({ schema }: ErrorObject): string {
  const names = (Array.isArray(schema) ? schema : []).flatMap((one: JsonSchema) => (one['required'] ?? []) as string[]);
  return names.length === 0 ? 'must have one of the alternatives' : `is needed: ${[...new Set(names)].join(' or ')}`;
}

function namesIn(schema: JsonSchema): string {
  const names = Object.keys(schema['properties'] ?? {});
  return names.length === 0 ? '(it has none)' : `(it has ${names.join(', ')})`;
}

function propertyAt(schema: JsonSchema, name: string): Property | undefined {
  const properties = (schema['properties'] ?? {}) as Record<string, Property>;
  return properties[name.split('.')[0] ?? ''];
}

function hint(property: Property | undefined): string {
  if (!property) return '';
  // Of a secret no example: someone would take it for a value to use.
  const example = property.writeOnly ? undefined : property.examples?.[0];
  const parts = [property.title, example === undefined ? undefined : `for example ${String(example)}`].filter(Boolean);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
