import { describe, expect, it } from '@jest/globals';
import { registry } from '../../../../src/connectors/index.ts';
import { PatternTooSlow } from '../../../../src/connectors/planning/guarded-match.ts';
import { schemaPattern } from '../../../../src/connectors/planning/schema-pattern.ts';
import { toRe2 } from '../../../../src/connectors/planning/to-re2.ts';
import { threadMs } from '../../../support/thread-time.ts';

function patternsIn(node: unknown, found = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return found;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'pattern' && typeof value === 'string') found.add(value);
    else patternsIn(value, found);
  }
  return found;
}

const builtIn = [...patternsIn([...registry.values()].map(({ spec }) => [spec.config, spec.schemas, spec.methods]))];
const parts = [
  'https://',
  'http:',
  'a',
  'Z',
  '7',
  '-',
  '_',
  '.',
  '/',
  '@',
  ':',
  ' ',
  '\n',
  '\u00a0',
  '\u2028',
  'é',
  '😀',
];
const words = [
  'a.example',
  '00000000-0000-0000-0000-000000000000',
  'https://a.sharepoint.com/sites/a',
  'arn:aws:iam::123456789012:role/a',
];
const texts = [
  ...words,
  ...parts,
  ...parts.flatMap((a) => [...parts, ...words].flatMap((b) => [a + b, b + a, a + b + a, b + a + b])),
];

it.each(builtIn)('%s means what it means to JSON Schema', (source) => {
  const native = new RegExp(source, 'u');

  expect(texts.filter((text) => schemaPattern(source).test(text) !== native.test(text))).toEqual([]);
});

describe('a pattern is translated, or kept for a matcher that goes back', () => {
  it.each<[string, string | undefined]>([
    ['^[a-z]+$', '^[a-z]+$'],
    ['^[^\\u0000-\\u{1f}]+$', '^[^\\x{0000}-\\x{1f}]+$'],
    ['a.b', 'a[^\\n\\r\\x{2028}\\x{2029}]b'],
    ['[.[]', '[.\\[]'],
    ['[(?=]', '[(?=]'],
    ['^(?!a)b', undefined],
    ['(?<=a)b', undefined],
    ['(a)\\1', undefined],
    ['[\\S]', undefined],
    ['[]', undefined],
    ['[^]', undefined],
    ['\\ud83d', undefined],
  ])('%s', (source, expected) => {
    expect(toRe2(source)).toBe(expected);
  });
});

describe('no text keeps a pattern busy', () => {
  it.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(.*)*b', '^([a-z]+)*-$'])('%s is linear', (source) => {
    const read = () => schemaPattern(source).test(`${'a'.repeat(10_000)}!`);

    expect(read()).toBe(false);
    expect(threadMs(read, 25)).toBeLessThan(50);
  });

  it('gives one up that looks ahead and tries without end', () => {
    expect(() => schemaPattern('^(?=a)(a+)+$').test(`${'a'.repeat(2000)}!`)).toThrow(PatternTooSlow);
  });

  it('looks ahead on 2 KiB at most', () => {
    const pattern = schemaPattern('^(?!b)a+$');

    expect([
      pattern.test('aa'),
      pattern.test('ba'),
      pattern.test('a'.repeat(2048)),
      pattern.test('a'.repeat(2049)),
    ]).toEqual([true, false, true, false]);
  });
});
