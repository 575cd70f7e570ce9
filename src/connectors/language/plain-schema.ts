import { isJsonObject } from '../../api/json-object.ts';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isNumber: Check = (value) => typeof value === 'number';
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isTextList: Check = (value) =>
  Array.isArray(value) && value.every(isText) && new Set(value).size === value.length;
const isSchema: Check = (value) => isFlag(value) || isPlainSchema(value);
const isSchemaByName: Check = (value) => isJsonObject(value) && Object.values(value).every(isSchema);
const types = new Set<unknown>(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);

const checks: ReadonlyMap<string, Check> = new Map([
  ...forEach(['title', 'description', 'format', 'pattern'], isText),
  ...forEach(['deprecated', 'readOnly', 'writeOnly', 'uniqueItems'], isFlag),
  ...forEach(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'], isNumber),
  ...forEach(['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'], isCount),
  ...forEach(['const', 'default'], () => true),
  ...forEach(['enum', 'examples'], Array.isArray),
  ...forEach(['items', 'additionalProperties'], isSchema),
  ['type', (value) => types.has(value)],
  ['required', isTextList],
  ['properties', isSchemaByName],
]);

function forEach(words: readonly string[], check: Check): [string, Check][] {
  return words.map((word) => [word, check]);
}

/**
 * Whether this is a JSON Schema for certain, of the words that most have. The schema of schemas says so of each, and what is
 * wrong with others, but to compile it takes longer than everything else that a start does for a Platform.
 */
export function isPlainSchema(schema: unknown): boolean {
  return isJsonObject(schema) && Object.entries(schema).every(([word, value]) => checks.get(word)?.(value) ?? false);
}
