import { describe, expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../src/api/platform.gen.ts';
import { validatePlatform, type Platform } from '../../src/connectors/index.ts';
import { defineEager } from '../../src/connectors/engine/define.ts';
import { changed } from '../unit/connectors/language/good-platform.ts';
import { threadMs } from '../support/thread-time.ts';

/** A Platform of 256 KiB has room for what doubles at each of its names: none may keep the operator busy, or fill its memory. */
type Change = Parameters<typeof changed>[0];
const list = <T>(length: number, item: (index: number) => T) => Array.from({ length }, (_, index) => item(index));
const messages = (spec: PlatformSpec) => validatePlatform(spec).map(({ message }) => message);

/** Each name three times the one before it. */
const tripled = (first: string, levels: number, join = (name: string) => `${name} + ${name} + ${name}`) => [
  { d0: first },
  ...list(levels, (index) => ({ [`d${index + 1}`]: join(`d${index}`) })),
];
/** Each table names the one before it as often as that. */
const nested = (levels: number, often: number) => ({
  t0: [{ when: 'json.a', outcome: 'RateLimited' }],
  ...Object.fromEntries(list(levels, (index) => [`t${index + 1}`, list(often, () => ({ table: `t${index}` }))])),
});

const refused: Record<string, [Change, RegExp]> = {
  'tables that double': [
    (s) => ((s.tables = nested(12, 2)), named(s, 't12')),
    /^spec\.test\[0\]\.replies: with the rows of its tables it has more than 256 rows\. Name each table once\.$/,
  ],
  'tables that name each other': [
    (s) => {
      const names = list(9, (index) => `t${index}`);
      s.tables = Object.fromEntries(
        names.map((name) => [name, names.filter((other) => other !== name).map((table) => ({ table }))]),
      );
      named(s, 't0');
    },
    /table `t0` leads back to itself/,
  ],
  'questions that multiply': [
    (s) => {
      const replies = list(64, (index) => ({ when: `json.b == ${index}`, outcome: 'RateLimited' }));
      s.tables = {
        t0: list(64, (index) => ({
          when: `json.a == ${index}`,
          outcome: 'RateLimited',
          then: { request: { url: '{{base}}' }, replies },
        })),
      };
      named(s, 't0');
    },
    /more than 256 rows/,
  ],
  'a body that is nested a thousand times': [
    (s) => {
      let body: unknown = 'x';
      for (let depth = 0; depth < 20_000; depth++) body = { a: body };
      s.test[0].request = { method: 'POST', url: '{{base}}', json: body };
    },
    /nested too deeply/,
  ],
  'a body that holds itself': [
    (s) => {
      const body: Record<string, unknown> = {};
      body['a'] = body;
      s.test[0].request = { method: 'POST', url: '{{base}}', json: body };
    },
    /^spec: it holds itself\.$/,
  ],
  ...Object.fromEntries(
    (['set', 'headers', 'query', 'form'] as const).map((field): [string, [Change, RegExp]] => [
      `9,000 entries of ${field}`,
      [
        (s) => {
          const entries = Object.fromEntries(list(9000, (index) => [`r${index}`, field === 'set' ? 'json.a' : 'a']));
          if (field === 'set') s.test[0].set = entries;
          else s.test[0].request = { method: 'POST', url: '{{base}}', [field]: entries };
        },
        /^spec\.test\[0\](\.request)?\.(set|headers|query|form): 9000 entries, at most 64\.$/,
      ],
    ]),
  ),
  'more than a Platform may hold': [
    (s) => (s.test[0].request.headers = Object.fromEntries(list(12_000, (index) => [`X-${index}`, '{{confg.url}}xx']))),
    /^spec: \d+ bytes, at most 262144\.$/,
  ],
};

/** The tables of the good Platform have gone with the new ones. */
function named(spec: { methods: { signIn?: { replies?: unknown }[] }[]; test: { replies: unknown }[] }, table: string) {
  for (const { signIn = [] } of spec.methods) for (const step of signIn) delete step.replies;
  spec.test[0]!.replies = [{ table }];
}

it.each(Object.entries(refused))('%s are refused, and soon', (_kind, [change, said]) => {
  const spec = changed(change);

  expect(messages(spec)).toEqual(expect.arrayContaining([expect.stringMatching(said)]));
  expect(threadMs(() => validatePlatform(spec), 100)).toBeLessThan(500);
});

it.each<[string, Change]>([
  ['names that read each other three times', (s) => s.define.push(...tripled('json.x', 20))],
  [
    'results that read each other twice',
    (s) => {
      const more = list(60, (index) => [`r${index}`, index === 0 ? 'json.x' : `me.r${index - 1} + me.r${index - 1}`]);
      Object.assign(s.test[0].set, Object.fromEntries(more));
    },
  ],
])('%s are let in, and soon', (_kind, change) => {
  const spec = changed(change);

  expect(messages(spec)).toEqual([]);
  expect(threadMs(() => validatePlatform(spec), 100)).toBeLessThan(1000);
});

describe('a value that grows from name to name', () => {
  it.each([
    ['text', tripled('config.url', 40)],
    ['a list', tripled('[config.url]', 12)],
    ['lists in lists', tripled('[config.url]', 12, (name) => `[${name}, ${name}, ${name}]`)],
  ])('is no value once it is too large: %s', (_kind, define) => {
    const spec = changed((s) => (s.define = define));
    const platform: Platform = { name: 'own', spec };
    const method = spec.methods[0]!;

    const values = defineEager({ platform, method, config: { url: 'https://api.example.com' }, requires: {} });

    expect(values['d1']).not.toBeNull();
    expect(JSON.stringify(values)).toContain('null');
    expect(JSON.stringify(values).length).toBeLessThan(1_000_000);
  });
});
