import { describe, expect, it } from '@jest/globals';
import { Bindings, compile, holds, textOf, valueOf } from '../../../../src/connectors/language/expression.ts';
import { LanguageError } from '../../../../src/connectors/language/language-error.ts';

const response = new Bindings({
  status: 200,
  text: '{"ok":true}',
  headers: { 'x-a': 'b' },
  json: { ok: true, n: null, big: 12345678901234567890n, half: 1.5, list: [{ name: 'a' }, { name: 'b' }] },
});

it.each([
  ['status == 200 && json.ok == true', true],
  ['json.error == "invalid_auth"', false],
  ['json.missing.deeper == 1 || status == 200', true],
  ['has(json.ok) && headers["x-a"] == "b"', true],
  ['json.list.exists(x, x.name == "b")', true],
  ['text.contains("ok")', true],
  ['text.matches("(a+)+$")', false],
  ['"just text"', false],
  ['json.n == null', true],
  ['json.absent == null', false],
  ['absent == null', true],
  ['type(json) == map && type(json.list) == list', true],
])('%s: %s', (source, wanted) => {
  expect(holds(source, response)).toBe(wanted);
});

it.each<[string, unknown]>([
  ['json.big', 12345678901234567890n],
  ['status', 200],
  ['json.half', 1.5],
  ['json.n', null],
  ['json.list', [{ name: 'a' }, { name: 'b' }]],
  ['{"a": [1, 2.5], "b": {"c": null}}', { a: [1, 2.5], b: { c: null } }],
  ['timestamp("2030-01-01T00:00:00Z")', new Date('2030-01-01T00:00:00Z')],
  ['timestamp(1893456000)', new Date('2030-01-01T00:00:00Z')],
  ['timestamp("2030-01-01T00:00:00Z") + duration("60s")', new Date('2030-01-01T00:01:00Z')],
  ['json.absent', undefined],
  ['json.list[2]', undefined],
  ['status.lowerAscii()', undefined],
  ['1 / 0', undefined],
  ['type(1)', undefined],
  ['b"bytes"', undefined],
])('%s is %j as a plain value', (source, wanted) => {
  expect(valueOf(source, response)).toEqual(wanted);
});

it.each<[string | undefined, string | undefined]>([
  ['json.big', '12345678901234567890'],
  ['status', '200'],
  ['headers["x-a"]', 'b'],
  ['""', undefined],
  ['json.n', undefined],
  ['json.ok', undefined],
  ['json.list', undefined],
  [undefined, undefined],
])('%s is %s as text', (source, wanted) => {
  expect(textOf(source, response)).toBe(wanted);
});

describe('what an expression reads and calls', () => {
  it('names each free name with the fields behind it that are constant', () => {
    const { reads } = compile('json.team.id == config["url"] && json.list[0].x.exists(v, v.y in session.ids[wide])');

    expect(reads).toEqual([
      { path: ['json', 'team', 'id'], column: 1 },
      { path: ['config', 'url'], column: 17 },
      { path: ['json', 'list'], column: 34 },
      { path: ['session', 'ids'], column: 66 },
      { path: ['wide'], column: 78 },
    ]);
  });

  it('leaves out names of types and of loops', () => {
    expect(compile('type(json) == map && [1].all(x, x > 0)').reads).toEqual([{ path: ['json'], column: 6 }]);
    expect(compile('has(json.a.b)').reads).toEqual([{ path: ['json', 'a', 'b'], column: 5 }]);
    expect(compile('list.exists(x, true)').reads).toEqual([]);
  });

  it('names functions and macros', () => {
    expect(compile('has(a.b) && text.contains("x") && a.exists(x, x > 0) && orElse(a, 1) == 1').calls).toEqual([
      { name: 'has', args: 1, member: false, column: 1 },
      { name: 'contains', args: 1, member: true, column: 18 },
      { name: 'exists', args: 2, member: true, column: 37 },
      { name: 'orElse', args: 2, member: false, column: 57 },
    ]);
  });
});

describe('what is refused', () => {
  it.each<[string, string, number, string | undefined]>([
    ['json.ok ==', 'found = but expecting end of input', 9, undefined],
    ['text.contain("x")', 'no function `contain`', 6, 'Did you mean `contains`?'],
    ['orElse(a)', '`orElse` is written `orElse(a, b)`', 1, undefined],
    ['a.orElse(1)', '`orElse` is written `orElse(a, b)`', 3, undefined],
    ['words(a)', '`words` is written `x.words()`', 1, undefined],
    ['a.exists(x)', '`exists` is written `x.exists(a, b)`', 3, undefined],
    ['has()', '`has` is written `has(a)`', 1, undefined],
    ['text.matches("(?=a)")', 'a pattern has no look-around and no back-references', 14, undefined],
    ['text.matches("(?<!a)b")', 'a pattern has no look-around and no back-references', 14, undefined],
    ['text.matches("(a)\\\\1")', 'a pattern has no look-around and no back-references', 14, undefined],
    ['text.matches("(a")', 'the pattern is invalid: missing closing ): `(a`', 14, undefined],
    ['text.matches("a{400}")', 'the pattern is too large: 402 steps, at most 150', 14, undefined],
    ['text.matches(config.x)', 'the pattern of `matches` must be a text in quotes', 20, undefined],
    [`a == "${'x'.repeat(520)}"`, '527 characters, at most 512', 1, 'Use `define`.'],
    [`${'['.repeat(25)}${']'.repeat(25)}`, 'it is nested deeper than 24 levels', 1, 'Use `define`.'],
  ])('%s', (source, message, column, hint) => {
    const refused = errorOf(source);

    expect(refused).toBeInstanceOf(LanguageError);
    expect(refused).toMatchObject({ message, column, hint });
  });

  it.each(['{'.repeat(500), '('.repeat(500), 'f('.repeat(250), '"', 'a[', ''])('%s, without end', (source) => {
    expect(errorOf(source)).toBeInstanceOf(LanguageError);
  });
});

function errorOf(source: string): unknown {
  try {
    return compile(source);
  } catch (error) {
    return error;
  }
}
