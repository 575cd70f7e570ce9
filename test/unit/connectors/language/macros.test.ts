import { describe, expect, it } from '@jest/globals';
import { Bindings, compile } from '../../../../src/connectors/language/expression.ts';

const bindings = new Bindings({
  json: { a: { b: 'x', n: null, e: ' ' }, list: [{ id: 1, v: 'q@w' }], none: null, empty: [] },
  headers: { x: '1' },
  config: { cloud: 'gov' },
  nothing: null,
});

const valueOf = (source: string) => compile(source).evaluate(bindings);

it.each<[string, unknown]>([
  ['has(json.z.c)', false],
  ['has(nothing)', false],
  ['orElse(nothing.x, "d")', 'd'],
  ['!has(json.z.c)', true],
  ['has(json.a.b)', true],
  ['has(json.a.n)', false],
  ['has(json.none.x)', false],
  ['orElse(json.z.c, "d")', 'd'],
  ['orElse(json.a.n, "d")', 'd'],
  ['orElse(json.a.b, "d")', 'x'],
  ['orElse(headers["y"], "d")', 'd'],
  ['orElse(headers["x"], "d")', '1'],
  ['orElse({"gov": "g"}[config.cloud], "d")', 'g'],
  ['orElse({"x": "g"}[config.cloud], "d")', 'd'],
  ['orElse(json.list[0].id, 0) == 1', true],
  ['orElse(json.list[5].id, 7) == 7', true],
  ['orElse(json.empty[0].id, 7) == 7', true],
  ['orElse(json.list.filter(v, v.id == 1)[0].v.split("@")[1], "d")', 'w'],
  ['orElse(json.list.filter(v, v.id == 9)[0].v, "d")', 'd'],
  ['filled(json.a.b)', true],
  ['filled(json.a.e)', false],
  ['filled(json.q.r)', false],
  ['filled(json.a.n)', false],
  ['filled(json.list[0].id)', true],
  ['orElse(json.q, orElse(json.w.e, "z"))', 'z'],
  ['json.list.exists(v, orElse(v.nope, "k") == "k")', true],
  ['json.list.exists(v, has(v.nope.deeper))', false],
  ['orElse(json.a.b.c, "d")', 'd'],
  ['json.none == null', true],
])('%s', (source, wanted) => {
  expect(valueOf(source)).toBe(wanted);
});

describe('inside each other', () => {
  it.each<[string, unknown]>([
    ['orElse(orElse(json.q, json.a.b), "d")', 'x'],
    ['orElse(orElse(json.q, json.w), "d")', 'd'],
    ['orElse(has(json.q) ? json.q : json.a.b, "d")', 'x'],
    ['filled(orElse(json.q, ""))', false],
    ['json.list.map(x, json.list.map(y, orElse(y.nope, x.id)))', [[1]]],
    ['json.list.map(x, json.list.map(x, has(x.v)))', [[true]]],
    ['json.list.filter(x, has(json.list.filter(y, y.id == x.id)[0]))[0].id', 1],
    ['json.list.all(x, filled(x.v)) && json.list.exists_one(x, has(x.id))', true],
  ])('%s', (source, wanted) => {
    expect(valueOf(source)).toEqual(wanted);
  });

  it('goes over what is deep once, and not once for each level', () => {
    const source = `${'orElse('.repeat(20)}json.q${', json.a.b)'.repeat(20)}`;

    expect(valueOf(source)).toBe('x');
  });
});

describe('absent, null and wrong', () => {
  it.each<[string, unknown]>([
    ['has(unknown)', false],
    ['has(unknown.deeper[0])', false],
    ['orElse(json.a.n.lowerAscii(), "d")', 'd'],
    ['orElse(nothing.after("@"), "d")', 'd'],
    ['orElse(json.a.b.after("@"), "d")', 'd'],
    ['orElse(json.list.filter(v, v.nope == 1)[0], "d")', 'd'],
    ['orElse(json.list[-1], "d")', 'd'],
    ['has(json.list["x"])', false],
    ['has(json.a.filter(x, true))', true],
    ['filled(json.empty) || filled({})', false],
    ['filled(0) && filled(false)', true],
  ])('%s', (source, wanted) => {
    expect(valueOf(source)).toEqual(wanted);
  });

  it.each([
    'orElse(json.a.b + 1, "d")',
    'orElse(json.list.lowerAscii(), "d")',
    'has(json.a.b.substring(9))',
    'orElse(json.q, json.w)',
    'orElse(json.list[0].id ? 1 : 2, "d")',
  ])('%s stays without a value', (source) => {
    expect(valueOf(source)).toBeUndefined();
  });
});
