import { expect, it } from '@jest/globals';
import { defaultOf, valuesOf } from '../../../../scripts/generate/platform/values.ts';
import { bearer, platformSpec } from './spec.ts';

const spec = platformSpec({ methods: [bearer, { ...bearer, name: 'basic' }] });

it.each([
  ['a fixed text', 'api.example.com', ['api.example.com']],
  ['a choice with a default', '{{host}}', ['example.com', 'gov.example.com if `cloud` is `gov`']],
  ['a choice without a default', '{{config.region}}', ['eu if `region` is `eu`', 'us if `region` is `us`']],
  ['the method', '{{method}}', ['bearer', 'basic if the method is `basic`']],
  ['what is entered', '{{config.url}}', []],
  ['what depends on what is entered', '{{tokenUrl}}', []],
  ['a response', '{{code}}', []],
  ['a result of a step', '{{token.access}}', []],
])('finds the values of %s', (_what, template, values) => {
  expect(valuesOf(spec, template).map(({ text, when }) => text + when)).toEqual(values);
});

it.each([
  ['{{host}}', 'example.com'],
  ['{{base}}', undefined],
])('knows the default of %s', (template, value) => {
  expect(defaultOf(spec, template)).toBe(value);
});
