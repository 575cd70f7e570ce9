import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { allowed, intended, written } from './intended.ts';
import type { JsonSchema } from './schema.ts';

interface Property {
  title?: string;
  description?: string;
  examples?: unknown[];
  writeOnly?: boolean;
}

interface Reading {
  /** Whether the value found may be repeated: never a secret's. */
  show: boolean;
  /** Where titles and examples are looked up that the schema itself does not have. */
  titles?: JsonSchema | undefined;
}

type Params = Record<string, unknown>;

/** One line for each thing that is wrong, with the key, what must be, and an example. */
export function problemsOf(validate: ValidateFunction, value: object, { show, titles = {} }: Reading): string[] {
  if (validate(value)) return [];
  const schemas = [validate.schema as JsonSchema, titles];
  const errors = (validate.errors ?? []).filter(({ keyword }) => !['if', 'allOf'].includes(keyword));
  const alternatives = errors.find(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const told = errors.filter((error) => !alternatives || !error.schemaPath.startsWith(`${alternatives.schemaPath}/`));
  return [
    ...new Set(told.filter((error) => !isSaidBetter(error, told)).map((error) => sentence(error, schemas, show))),
  ];
}

/** That a value is of another type is no news beside the values that it can have. */
function isSaidBetter({ keyword, instancePath }: ErrorObject, all: ErrorObject[]): boolean {
  return keyword === 'type' && all.some((other) => other.keyword === 'enum' && other.instancePath === instancePath);
}

function sentence(error: ErrorObject, schemas: readonly JsonSchema[], show: boolean): string {
  const { keyword } = error;
  const params = error.params as Params;
  const path = pathOf(error.instancePath);
  if (keyword === 'required') {
    const name = `${path === '' ? '' : `${path}.`}${String(params['missingProperty'])}`;
    return `${name} is missing${hint(propertyAt(schemas, name))}`;
  }
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') return unknownKey(error, path, show);
  if (keyword === 'anyOf' || keyword === 'oneOf') return `${path === '' ? '' : `${path}: `}${alternativesOf(error)}`;
  if (keyword === 'pattern' && hasUser(error.data))
    return `${path} has a user name or password in it: put them into the Secret`;
  const property = propertyAt(schemas, path);
  if (keyword === 'minLength' && params['limit'] === 1) return `${path} is empty${hint(property)}`;
  const found = show && isShown(error.data) ? ` is ${JSON.stringify(error.data).slice(0, 80)}, which` : '';
  return `${path || 'it'}${found} ${wrongness(error)}${remedy(error, show)}${hint(property, keyword)}`;
}

/** `/algorithms/kex/0` as people write it: `algorithms.kex[0]` */
function pathOf(instancePath: string): string {
  return instancePath
    .slice(1)
    .replaceAll('/', '.')
    .replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]');
}

function unknownKey({ params, parentSchema }: ErrorObject, path: string, show: boolean): string {
  const { additionalProperty, unevaluatedProperty } = params as Params;
  const name = String(additionalProperty ?? unevaluatedProperty);
  const names = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
  if (path !== '') return `${path}.${name} is not a setting of ${path} (it has ${names.join(', ')})`;
  if (show) return `${name} is not a setting of this platform (it has ${names.join(', ') || 'none'})`;
  const all = names.length === 0 ? 'it has none: leave out spec.secretRef' : `it has ${names.join(', ')}`;
  return `${name} is not a key of this method (${all})`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const limits: Readonly<Record<string, (limit: unknown) => string>> = {
  minimum: (limit) => `must be at least ${limit}`,
  maximum: (limit) => `must be at most ${limit}`,
  minLength: (limit) => `must have at least ${limit} characters`,
  maxLength: (limit) => `must have at most ${limit} characters`,
  minItems: (limit) => `must have at least ${limit} entries`,
  maxItems: (limit) => `must have at most ${limit} entries`,
};

function wrongness({ keyword, params, message }: ErrorObject): string {
  const { allowedValues, allowedValue, type, limit } = params as Params;
  if (keyword === 'pattern') return 'does not have the right form';
  if (keyword === 'enum') return `must be one of ${(allowedValues as unknown[]).join(', ')}`;
  if (keyword === 'const') return `must be ${String(allowedValue)}`;
  if (keyword === 'false schema') return 'does not go with this method';
  if (keyword === 'type') return `must be ${typeNames[String(type)] ?? String(type)}`;
  return limits[keyword]?.(limit) ?? message ?? 'is wrong';
}

/** What to write instead, where that can be told from what is there. */
function remedy({ keyword, params, data, parentSchema = {} }: ErrorObject, show: boolean): string {
  if (!show || !isShown(data)) return '';
  const { type, allowedValues } = params as Params;
  const ways: Record<string, () => string | undefined> = {
    pattern: () => (typeof data === 'string' ? intended(data, parentSchema) : undefined),
    enum: () => allowed(data, allowedValues as unknown[]),
    type: () => written(data, String(type)),
  };
  const instead = ways[keyword]?.();
  return instead === undefined ? '' : `: write ${instead}`;
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
  return names.length === 0 ? 'one of the alternatives is needed' : `${[...new Set(names)].join(' or ')} is missing`;
}

function propertyAt(schemas: readonly JsonSchema[], path: string): Property | undefined {
  const [name = ''] = path.split(/[.[]/);
  return schemas
    .map((schema) => ((schema['properties'] ?? {}) as Record<string, Property>)[name])
    .find((property) => property?.title !== undefined);
}

function hint(property: Property | undefined, keyword = ''): string {
  if (!property) return '';
  const { title, description = '', writeOnly, examples = [] } = property;
  // Of a secret no example: someone would take it for a value to use. Its description has to say what form it has.
  const [form = ''] = writeOnly && keyword === 'pattern' ? (/^.*?(?=\.( |$))/s.exec(description) ?? []) : [];
  const example = writeOnly || keyword === 'enum' ? undefined : shown(examples[0]);
  const parts = [form === '' ? title : `${title}: ${form}`, example && `for example ${example}`].filter(Boolean);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function shown(example: unknown): string | undefined {
  return typeof example === 'string' ? example : JSON.stringify(example);
}
