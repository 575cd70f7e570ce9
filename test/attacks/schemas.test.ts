import { describe, expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../src/api/platform.gen.ts';
import { planConnection, registry, validatePlatform } from '../../src/connectors/index.ts';
import { mostSchemas, sizeOfSchema } from '../../src/connectors/language/schema-size.ts';
import { scriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { testNow } from '../support/test-context.ts';
import { threadMs } from '../support/thread-time.ts';

/** A Platform is of whoever may write Platforms, the settings are of anybody: together they chose how long a check takes. */
type Schema = Record<string, unknown>;
const of = (config: Schema, schemas?: Schema): PlatformSpec => ({
  ...scriptedPlatform,
  config: { ...config, properties: { url: { type: 'string' }, ...(config['properties'] as Schema) } },
  ...(schemas ? { schemas } : {}),
});
const list = <T>(length: number, item: (index: number) => T) => Array.from({ length }, (_, index) => item(index));
/** One that is told by what it needs, and goes on one level further down. */
const branches = ($ref: string, count = 4) =>
  list(count, (index) => ({ properties: { a: { $ref } }, required: [`n${index}`] }));

const refused: Record<string, PlatformSpec> = {
  'names itself in each of two branches': of(
    { properties: { t: { $ref: '#/schemas/x' } } },
    { x: { anyOf: branches('#/schemas/x', 2) } },
  ),
  'names itself in each of eight branches': of(
    { properties: { t: { $ref: '#/schemas/x' } } },
    { x: { oneOf: branches('#/schemas/x', 8) } },
  ),
  'doubles from name to name': of(
    { properties: { t: { $ref: '#/schemas/x0' } } },
    Object.fromEntries(list(12, (n) => [`x${n}`, { allOf: list(3, () => ({ $ref: `#/schemas/x${n + 1}` })) }])),
  ),
  'names the whole': of({ properties: { t: { anyOf: branches('#') } } }),
  'names a part of its own': of({ properties: { t: { anyOf: branches('#/properties/t') } } }),
  'names a part by its escapes': of({ properties: { t: { anyOf: branches('#/%70roperties/t') } } }),
  'names a definition that names itself': of({
    $defs: { x: { anyOf: branches('#/$defs/x') } },
    properties: { t: { $ref: '#/$defs/x' } },
  }),
  'names an anchor': of({ properties: { t: { $anchor: 'x', anyOf: branches('#x') } } }),
  'names itself by an address': of({ $id: 'http://own/x', properties: { t: { anyOf: branches('http://own/x') } } }),
  'turns back at run time': of({
    $dynamicAnchor: 'x',
    properties: { default: { anyOf: list(4, () => ({ properties: { a: { $dynamicRef: '#x' } } })) } },
  }),
  'is large by itself': of({ anyOf: list(500, (n) => ({ required: [`n${n}`] })) }),
};

it.each(Object.entries(refused))('a schema that %s is refused, and soon', (_kind, spec) => {
  const problems = validatePlatform(spec);

  expect(problems.map(({ message }) => message).join()).toMatch(/too large with all that it refers to/);
  expect(threadMs(() => validatePlatform(spec), 100)).toBeLessThan(500);
});

/** Large ones that are let in, with as many settings as the gate lets in. */
const many: Record<string, [PlatformSpec, Schema]> = {
  'settings in many branches': [
    of({
      properties: {
        l: { items: { oneOf: list(90, (n) => ({ properties: { a: { const: n } }, required: [`n${n}`] })) } },
      },
    }),
    { l: list(450, () => ({ a: 1 })) },
  ],
  'settings for many patterns': [
    of({ patternProperties: Object.fromEntries(list(380, (n) => [`^(a|b)*${n}(x{1,20}){1,9}$`, {}])) }),
    Object.fromEntries(list(900, (n) => [`k${n}`, 1])),
  ],
  'settings for many conditions': [
    of({ allOf: list(120, (n) => ({ if: { required: [`k${n}`] }, then: { maxProperties: 1 } })) }),
    Object.fromEntries(list(900, (n) => [`k${n}`, 1])),
  ],
};

it.each(Object.entries(many))('%s keep nobody waiting', (_kind, [spec, settings]) => {
  expect(validatePlatform(spec)).toEqual([]);
  const plan = () =>
    planConnection({ platform: { name: 'own', spec }, config: { url: 'http://h', ...settings }, now: testNow });
  // Schemas are compiled at their first use.
  const about = expect.stringMatching(/^spec\.config has more than \d+ values, which is too many for its schema/);
  expect(plan()).toMatchObject({ verdict: { reason: 'InvalidConfiguration', about } });

  expect(threadMs(plan, 25)).toBeLessThan(150);
});

describe('what is no attack', () => {
  it('may refer to parts and definitions', () => {
    const spec = of({
      $defs: { name: { type: 'string' } },
      properties: { a: { $ref: '#/$defs/name' }, b: { $ref: '#/$defs/name' } },
    });

    expect(validatePlatform(spec)).toEqual([]);
  });

  it('is far from the limit in every built-in Platform', () => {
    const sizes = [...registry.values()].flatMap(({ spec }) =>
      [spec.config, ...spec.methods.flatMap(({ secret, config }) => [secret, config])].map((schema) =>
        sizeOfSchema(schema ?? {}, spec.schemas),
      ),
    );

    // With a thousand settings, which is all that the gate lets in, each may be checked.
    expect(Math.max(...sizes) * 1000).toBeLessThan(40_000);
    expect(mostSchemas).toBeGreaterThan(100);
  });
});
