import { expect, it } from '@jest/globals';
import { Bindings, valueOf } from '../../../../src/connectors/language/expression.ts';

it('works a lazy name out when it is first read, and once for all layers', () => {
  let times = 0;
  const below = new Bindings({ config: { a: 1 } });
  below.lazily('scopes', () => [++times]);
  const above = below.with({ status: 200 });

  expect(times).toBe(0);
  expect([valueOf('scopes[0]', above), valueOf('scopes', below), above.value('scopes')]).toEqual([1, [1], [1]]);
  expect(times).toBe(1);
});

it('has a lazy name read other names', () => {
  const bindings = new Bindings({ headers: { scopes: 'a b' } });
  bindings.lazily('scopes', () => valueOf('headers.scopes.words()', bindings));
  bindings.lazily('wide', () => valueOf('"b" in scopes', bindings));

  expect(valueOf('wide && json == null', bindings)).toBe(true);
});

it('converts a value once for all layers', () => {
  let times = 0;
  const json = { list: [1] };
  const below = new Bindings({
    json: Object.defineProperty(json, 'counted', { enumerable: true, get: () => ++times }),
  });

  for (const layer of [below.with({ status: 1 }), below.with({ status: 2 }), below]) valueOf('json.list', layer);

  expect(times).toBe(1);
});

it('has the upper of two values, lazy or not', () => {
  const below = new Bindings({ a: 1, b: 1 });
  below.lazily('c', () => 1);
  valueOf('a + b + c', below);
  const above = below.with({ a: 2, c: 2 });
  above.lazily('b', () => 2);

  expect(valueOf('[a, b, c]', above)).toEqual([2, 2, 2]);
  expect(valueOf('[a, b, c]', below)).toEqual([1, 1, 1]);
});

it('has no names but its own, and null for the others', () => {
  const bindings = new Bindings({ there: undefined });

  expect(valueOf('[there, constructor, toString, session]', bindings)).toEqual([null, null, null, null]);
  expect(valueOf('has(session.token)', bindings)).toBe(false);
  expect(bindings.value('constructor')).toBeUndefined();
});

it('takes a name that is added after an expression has missed it', () => {
  const bindings = new Bindings({});

  expect(valueOf('later', bindings)).toBeNull();
  bindings.lazily('later', () => 1);
  expect(valueOf('later', bindings)).toBe(1);
});

it('takes a response that is nested too deeply for null there', () => {
  let json: unknown = 'deep';
  for (let level = 0; level < 20_000; level++) json = [json];

  expect(valueOf('json[0][0] != null', new Bindings({ json }))).toBe(true);
});
