import { expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isPlainSchema } from '../../../../src/connectors/language/plain-schema.ts';

const ajv = new Ajv2020({ strict: false, logger: false });
const words = (
  'title description format pattern deprecated readOnly writeOnly uniqueItems minimum maximum exclusiveMinimum ' +
  'exclusiveMaximum minLength maxLength minItems maxItems minProperties maxProperties const default enum examples ' +
  'items additionalProperties type required properties $ref allOf'
).split(' ');

const values = ['string', 'object', '', '(', -1, 0, 1.5, 1e300, true, null, ['a'], ['a', 'a'], [1], [[]], {}];
let seed = 15;

/** @returns a whole number below `end`, another one each time and the same ones in each run */
function below(end: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * end);
}

function pick<T>(from: readonly T[]): T {
  return from[below(from.length)] as T;
}

/** Words of a schema with values that are right for some of them. */
function someSchema(depth: number): Record<string, unknown> {
  const value = (): unknown => {
    if (depth === 0 || below(3) === 0) return pick(values);
    return below(2) === 0 ? someSchema(depth - 1) : { a: someSchema(depth - 1) };
  };
  return Object.fromEntries(Array.from({ length: below(4) }, () => [pick(words), value()]));
}

it('takes for a schema only what the schema of schemas does', () => {
  const plain = Array.from({ length: 20_000 }, () => someSchema(2)).filter(isPlainSchema);

  expect(plain.length).toBeGreaterThan(1000);
  expect(new Set(plain.flatMap((schema) => Object.keys(schema))).size).toBeGreaterThan(20);
  expect(plain.filter((schema) => ajv.validateSchema(schema) !== true)).toEqual([]);
});

it('knows the words of a common schema, and leaves others to the schema of schemas', () => {
  const url = {
    type: 'string',
    format: 'uri',
    title: 'URL',
    minLength: 1,
    default: 'https://example.com',
    pattern: '^h',
  };
  const common = { type: 'object', required: ['url'], properties: { url }, additionalProperties: false };

  expect(isPlainSchema(common)).toBe(true);
  expect(isPlainSchema({ ...common, required: 'url' })).toBe(false);
  expect(isPlainSchema({ ...common, properties: { url: { ...url, maxLength: '1' } } })).toBe(false);
  expect(isPlainSchema({ $ref: '#/schemas/host' })).toBe(false);
  expect(isPlainSchema({ constructor: 'x' })).toBe(false);
});
