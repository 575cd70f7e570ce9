import { isJsonObject } from '../../api/json-object.ts';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { PlatformSpec } from '../../api/platform.gen.ts';
import { isPlainSchema } from './plain-schema.ts';
import type { Problems } from './problem.ts';
import { listOf, objectOf, ownValue, referred } from './schema-keys.ts';
import { didYouMean } from './suggest.ts';
import { mostSchemas, sizeOfSchema } from './schema-size.ts';
import { isSlipOf, keywords, wordsOf } from './schema-keywords.ts';

/** Holds the schema of schemas, which takes long to compile; a Platform's own are not kept. */
const metaSchema = new Ajv2020({ strict: false, logger: false });

/** JSON Schemas: that they compile, that their defaults are allowed, and that their patterns are safe. */
export function checkSchemas(spec: PlatformSpec, problems: Problems): void {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
  addFormats.default(ajv);
  for (const { schema, path } of schemasIn(spec)) {
    checkReferences(schema, path, { spec, problems });
    checkKeywords(schema, path, problems);
    checkBeside(schema, path, problems);
    checkText(schema, path, problems);
    checkPatterns(schema, path, problems);
    checkSize({ schema, path }, spec, problems);
    if (!problems.isWrong(path)) checkCompiles({ schema, path }, { spec, ajv, problems });
  }
}

/** A property that stands beside `properties` is none, and JSON Schema says nothing of it. */
function checkBeside(schema: Readonly<Record<string, unknown>>, path: string, problems: Problems): void {
  if (path.startsWith('spec.schemas.') && schema['properties'] === undefined) return;
  for (const [word, value] of Object.entries(schema)) {
    if (keywords.has(word) || !isJsonObject(value) || !Object.keys(value).some((inner) => keywords.has(inner)))
      continue;
    problems.add('SchemaInvalid', path, `\`${word}\` is no keyword`, { hint: 'Put it into `properties`.' });
  }
}

interface SchemaAt {
  schema: Readonly<Record<string, unknown>>;
  path: string;
}

function schemasIn({ config, schemas, methods }: PlatformSpec): SchemaAt[] {
  const all: [unknown, string][] = [
    [config, 'spec.config'],
    ...Object.entries(objectOf(schemas)).map(([name, schema]): [unknown, string] => [schema, `spec.schemas.${name}`]),
    ...methods.flatMap(({ secret, config: further }, index): [unknown, string][] => [
      [secret, `spec.methods[${index}].secret`],
      [further, `spec.methods[${index}].config`],
    ]),
  ];
  return all.flatMap(([schema, path]) => (isJsonObject(schema) ? [{ schema, path }] : []));
}

/** A schema of schemas of schemas doubles at each level, and whoever writes settings chooses how many levels there are. */
function checkSize({ schema, path }: SchemaAt, { schemas }: PlatformSpec, problems: Problems): void {
  if (problems.isWrong(path) || sizeOfSchema(schema, schemas) <= mostSchemas) return;
  const what = `is too large with all that it refers to: at most ${mostSchemas} schemas`;
  problems.add('SchemaInvalid', path, what, { hint: 'Name each schema once, and none from within itself.' });
}

interface At {
  spec: PlatformSpec;
  ajv: Ajv2020;
  problems: Problems;
}

function checkCompiles({ schema, path }: SchemaAt, { spec, ajv, problems }: At): void {
  if (!isPlainSchema(schema) && metaSchema.validateSchema(schema) !== true) {
    const [error] = metaSchema.errors ?? [];
    const at = error?.instancePath.replaceAll('/', '.') ?? '';
    const [, property] = /^\.properties\.([^.]+)\.required$/.exec(at) ?? [];
    const hint = property && `Write \`required: [${property}]\` beside \`properties\`.`;
    problems.add('SchemaInvalid', `${path}${at}`, `this ${ruleOf(error)}`, { hint });
    return;
  }
  const shared = objectOf(spec.schemas);
  try {
    ajv.compile({ ...schema, schemas: shared });
    for (const { value, property, at, what } of shownValues(schema)) {
      if (ajv.validate({ ...property, schemas: shared }, value)) continue;
      const why = `${what} breaks its own schema: it ${ruleOf(ajv.errors?.[0])}`;
      problems.add('SchemaInvalid', `${path}.properties.${at}`, why);
    }
  } catch (error) {
    problems.add('SchemaInvalid', path, `is no JSON Schema: ${(error as Error).message}`);
  }
}

interface Shown {
  value: unknown;
  property: Readonly<Record<string, unknown>>;
  at: string;
  what: string;
}

/** What a person sees or gets without entering it. */
function shownValues(schema: Readonly<Record<string, unknown>>): Shown[] {
  return Object.entries(objectOf(schema['properties'])).flatMap(([name, one]) => {
    const property = objectOf(one);
    const usual = property['default'];
    const examples = listOf(property['examples']).map((value, index) => {
      return { value, property, at: `${name}.examples[${index}]`, what: 'the example' };
    });
    if (usual === undefined) return examples;
    return [{ value: usual, property, at: `${name}.default`, what: 'the default' }, ...examples];
  });
}

/** Values of a Secret are text, so a key of another type could never be entered. */
function checkText(schema: Readonly<Record<string, unknown>>, path: string, problems: Problems): void {
  if (!path.endsWith('.secret')) return;
  for (const [name, property] of Object.entries(objectOf(schema['properties']))) {
    const type = isJsonObject(property) ? property['type'] : undefined;
    if (typeof type !== 'string' || !Object.hasOwn(mustBe, type) || type === 'string') continue;
    problems.add('SchemaInvalid', `${path}.properties.${name}.type`, 'values of a Secret are always text', {
      hint: 'Write `type: string`, with a `pattern` if need be.',
    });
  }
}

const mustBe: Readonly<Record<string, string>> = {
  array: 'must be a list',
  object: 'must be an object',
  string: 'must be text: write it in quotes',
  integer: 'must be a whole number',
  number: 'must be a number',
  boolean: 'must be true or false',
};

function ruleOf(error: ErrorObject | undefined): string {
  const { allowedValues } = (error?.params ?? {}) as { allowedValues?: readonly unknown[] };
  if (allowedValues) return `must be one of ${allowedValues.map((value) => `\`${String(value)}\``).join(', ')}`;
  const { type } = (error?.params ?? {}) as { type?: unknown };
  if (String(type) === 'object,boolean') return 'must be a schema, such as `{ type: string }`';
  return ownValue(mustBe, String(type)) ?? error?.message ?? 'is wrong';
}

function checkReferences(schema: unknown, path: string, at: { spec: PlatformSpec; problems: Problems }): void {
  for (const [reference] of valuesOf(schema, '$ref')) {
    if (typeof reference !== 'string' || !reference.startsWith('#/schemas/')) continue;
    if (referred(reference, at.spec) !== undefined) continue;
    const name = reference.slice('#/schemas/'.length);
    const hint = didYouMean(name, Object.keys(objectOf(at.spec.schemas)));
    at.problems.add('SchemaInvalid', path, `no schema \`${name}\``, { hint });
  }
}

/** A word that JSON Schema lacks is no mistake to it; one that is nearly a keyword is. */
function checkKeywords(schema: unknown, path: string, problems: Problems): void {
  for (const [word, at] of wordsOf(schema, path)) {
    if (!isSlipOf(word)) continue;
    problems.add('SchemaInvalid', at, `unknown keyword \`${word}\``, { hint: didYouMean(word, keywords) });
  }
}

/** May look ahead, for a value is short; more than that takes too long for some values. */
function checkPatterns(schema: unknown, path: string, problems: Problems): void {
  for (const [pattern, keys] of valuesOf(schema, 'pattern')) {
    if (typeof pattern !== 'string' || keys.at(-2) === 'properties') continue;
    const broken = whyBroken(pattern);
    if (broken !== undefined) problems.add('SchemaInvalid', `${path}.${keys.join('.')}`, broken);
    const bare = pattern.replace(/\\\\/g, '');
    const word = /\(\?<[=!]/.test(bare) ? 'look behind' : /\\[1-9]|\\k</.test(bare) ? 'refer back' : undefined;
    if (word === undefined) continue;
    problems.add('SchemaInvalid', `${path}.${keys.join('.')}`, `a pattern here cannot ${word}`);
  }
}

function whyBroken(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    return `no pattern: ${/[^:]*$/.exec((error as Error).message)![0].trim()}`;
  }
}

/** Values of a keyword anywhere in a schema, with the keys that lead there. */
function* valuesOf(
  node: unknown,
  keyword: string,
  keys: readonly string[] = [],
): Generator<[unknown, readonly string[]]> {
  if (node === null || typeof node !== 'object') return;
  for (const [key, value] of Object.entries(node)) {
    const inner = [...keys, key];
    if (key === keyword && typeof value === 'string') yield [value, inner];
    else if (!['default', 'examples', 'enum', 'const'].includes(key)) yield* valuesOf(value, keyword, inner);
  }
}
