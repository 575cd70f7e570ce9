import { expect, it } from '@jest/globals';
import { condition, readable } from '../../../../scripts/generate/platform/readable.ts';
import { ifOf, questionsOf, requestOf } from '../../../../scripts/generate/platform/requests.ts';
import { platformSpec } from './spec.ts';

const spec = platformSpec();

it.each([
  ['https://{{host}}/me', 'https://example.com/me'],
  ['{{tokenUrl}}', 'https://example.com/{{config.tenant}}/token'],
  ['{{base}}/me', '{{base}}/me'],
  ['{{config.url}}/{{requires.path|segments}}', '{{config.url}}/{{requires.path|segments}}'],
])('shows %s as %s', (template, shown) => {
  expect(readable(spec, template)).toBe(shown);
});

it.each([
  ['has(requires.path)', '`spec.requires.path` is set'],
  ['!has(config.tenant)', '`tenant` is not set'],
  ['has(config.tenant) || has(requires.path)', '`tenant` or `spec.requires.path` is set'],
  ['gov', '`cloud` is `gov`'],
  ['!gov', '`cloud` is not `gov`'],
  ['looks', '`spec.requires.path` or `tenant` is set'],
  ['!looks', '`spec.requires.path` is not set and `tenant` is not set'],
  ['gov && has(requires.path)', '`cloud` is `gov` and `spec.requires.path` is set'],
  ['method != "basic"', 'the method is not `basic`'],
  ['has(config.a) && (gov || has(config.b))', '`has(config.a) && (gov || has(config.b))`'],
  ['status == 401', '`status == 401`'],
])('says %s in words', (source, words) => {
  expect(condition(spec, source)).toBe(words);
});

it('shows requests by method and address, and second questions once', () => {
  const then = { request: { method: 'POST' as const, url: 'https://{{host}}/why' }, replies: [] };
  const row = { when: 'status == 400', outcome: 'AccessRefused' as const, then };

  expect(requestOf(spec, { url: 'https://{{host}}/a?fields=id,name,permissions' })).toBe(
    '`GET https://example.com/a?…`',
  );
  expect(ifOf(spec, 'gov')).toBe(', if `cloud` is `gov`');
  expect(questionsOf(spec, [{ replies: [row] }, { replies: [row] }])).toEqual(['`POST https://example.com/why`']);
});
