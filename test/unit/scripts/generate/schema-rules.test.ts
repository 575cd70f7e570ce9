import { expect, it } from '@jest/globals';
import { configTable, rulesOf, secretTable } from '../../../../scripts/generate/platform/keys.ts';
import {
  configOfMethod,
  secretRules,
  settingRules,
  unpacking,
} from '../../../../scripts/generate/platform/schema-rules.ts';
import { bearer, platformSpec } from './spec.ts';

it.each([
  [{ type: 'integer', minimum: 1, maximum: 9, default: 2 }, ['integer', 'at least 1', 'at most 9', 'default `2`']],
  [{ type: 'string', pattern: '^a$' }, ['matches `^a$`']],
  [{ enum: ['a', 'b'] }, ['`a` or `b`']],
])('says the rules of %j', (property, rules) => {
  expect(rulesOf(property)).toEqual(rules);
});

it.each([
  [{ required: ['a', 'b'] }, '- Requires `a` and `b` in `spec.config`.'],
  [{ anyOf: [{ required: ['a'] }, { required: ['b', 'c'] }] }, '- Requires `a` or `b and c` in `spec.config`.'],
  [{ properties: { a: false } }, '- Does not allow `a` in `spec.config`.'],
  [{ properties: { a: { enum: ['x'] } } }, '- In `spec.config`, `a` is `x`.'],
])('says what a method asks of the settings: %j', (config, text) => {
  expect(configOfMethod({ ...bearer, config })).toBe(text.replace('`b and c`', '`b` and `c`'));
});

it.each([
  [{ dependentRequired: { a: ['b'] } }, '- If `a` is set, `b` must be set.'],
  [{ if: { properties: { a: { const: 'x' } } }, then: { required: ['b'] } }, '- If `a` is `x`, `b` must be set.'],
  [
    { allOf: [{ if: { properties: { a: { const: 'x' } } }, else: { required: ['b'] } }] },
    '- Unless `a` is `x`, `b` must be set.',
  ],
])('says the rules of settings: %j', (config, text) => {
  expect(settingRules(platformSpec({ config }))).toBe(text);
});

it('lists keys and settings, and files that fill them in', () => {
  const unpack = [{ key: 'file', format: 'json' as const, into: { 'secret.token': 't', 'config.url': 'u' } }];
  const method = { ...bearer, unpack };

  expect(secretTable(method)).toContain('| `token` | yes, or `file` |');
  expect(secretTable({ ...bearer, secret: {} })).toBe('No Secret is needed.');
  expect(configTable(platformSpec())).toContain('| `url` | yes |');
  expect(unpacking(method)).toContain(
    '`file` takes the JSON file as the vendor issues it, and fills in `token` and `spec.config.url`.',
  );
  expect(secretRules(method)).toBeUndefined();
});
