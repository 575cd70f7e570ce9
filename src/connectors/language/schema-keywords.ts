import { isJsonObject } from '../../api/json-object.ts';
import { nearest } from './suggest.ts';

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const ofOne = [
  'additionalProperties',
  'propertyNames',
  'items',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'unevaluatedProperties',
];
const ofList = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const byName = ['properties', 'patternProperties', 'dependentSchemas', '$defs'];

const words =
  '$ref $schema $id $comment type const enum format pattern required dependentRequired minLength maxLength minimum maximum ' +
  'exclusiveMinimum exclusiveMaximum multipleOf minItems maxItems uniqueItems minContains maxContains minProperties ' +
  'maxProperties title description default examples deprecated readOnly writeOnly contentEncoding contentMediaType';

/** The keywords of JSON Schema that a form or a check can use. */
export const keywords: ReadonlySet<string> = new Set([...ofOne, ...ofList, ...byName, ...words.split(' ')]);

export function isSlipOf(word: string): boolean {
  return !keywords.has(word) && !word.startsWith('x-') && nearest(word, keywords) !== undefined;
}

/** Every keyword that a schema uses, with the path of the schema in which it stands. */
export function* wordsOf(schema: unknown, path: string): Generator<[string, string]> {
  if (!isJsonObject(schema)) return;
  for (const [word, value] of Object.entries(schema)) {
    yield [word, path];
    if (ofOne.includes(word)) yield* wordsOf(value, `${path}.${word}`);
    else if (ofList.includes(word) && Array.isArray(value)) {
      for (const [index, inner] of value.entries()) yield* wordsOf(inner, `${path}.${word}[${index}]`);
    } else if (byName.includes(word) && isJsonObject(value)) {
      for (const [name, inner] of Object.entries(value)) yield* wordsOf(inner, `${path}.${word}.${name}`);
    }
  }
}
