import { describe, expect, it } from '@jest/globals';
import { Bindings, valueOf } from '../../../../src/connectors/language/expression.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index }));

function value(source: string, json: unknown): unknown {
  return valueOf(source, new Bindings({ json }));
}

describe('loops', () => {
  it('go over 10,000 items in one evaluation', () => {
    expect(value('size(json.map(x, x.id))', numbers(10_000))).toBe(10_000);
    expect(value('size(json.filter(x, true).filter(x, x.id > 1))', numbers(5000))).toBe(4998);
  });

  it.each([
    ['one loop', 'size(json.map(x, x.id))', 10_001],
    ['two in a row', 'size(json.filter(x, true).filter(x, true))', 5001],
    ['one in another', 'json.exists(x, json.exists(y, x.id + y.id == -1))', 100],
    ['behind an or', 'json.exists(x, x.id == -1) || true', 10_001],
    ['inside has', 'has(json.filter(x, x.id == 1)[0])', 10_001],
    ['inside orElse', 'orElse(json.filter(x, x.id == 1)[0].id, 1)', 10_001],
  ])('have no value beyond: %s', (_name, source, count) => {
    expect(value(source, numbers(count))).toBeUndefined();
  });
});

describe('functions', () => {
  const long = 'a'.repeat(65_536);

  it('read all of a response a few times', () => {
    expect(value('json.contains("b") || json.matches("b") || json.matches("c") || size(json) > 1', long)).toBe(true);
  });

  it.each<[string, string, unknown]>([
    ['a long text for each item', 'json.map(x, x.lowerAscii())', Array.from({ length: 500 }, () => long)],
    ['a pattern for each item', 'json.exists(x, x.matches("b"))', Array.from({ length: 10 }, () => long)],
    ['a list for each item', 'json.exists(x, -1 in json)', numbers(3000)],
    ['all of a response for each item', 'json.all(x, json == json)', numbers(2000)],
    ['a list of pieces for each item', 'json.split("").exists(x, "b" in json.split(""))', long.slice(0, 5000)],
    ['behind an or', 'json.exists(x, x.lowerAscii() == "b") || true', Array.from({ length: 500 }, () => long)],
  ])('have no value beyond: %s', (_name, source, json) => {
    expect(value(source, json)).toBeUndefined();
  });

  it.each(['contains', 'indexOf', 'lastIndexOf', 'split', 'after', 'before'])(
    'have no value where what is looked for is made to take long: %s',
    (name) => {
      const wanted = `${'a'.repeat(2000)}b${'a'.repeat(2000)}`;
      const search = (text: string) =>
        valueOf(`json.text.${name}(config.wanted)`, new Bindings({ json: { text }, config: { wanted } }));
      const before = process.threadCpuUsage().user;

      expect(search(long)).toBeUndefined();
      expect((process.threadCpuUsage().user - before) / 1000).toBeLessThan(50);
      expect(search(`${wanted}b`)).toBeDefined();
    },
  );

  it('find a long address in all of a response', () => {
    const wanted = `https://files.example.com/${'folder/'.repeat(30)}`;
    const json = long + wanted;

    expect(valueOf('json.contains(config.wanted)', new Bindings({ json, config: { wanted } }))).toBe(true);
  });

  it.each([
    ['a sum', '"a" + json + json + json + json'],
    ['a replacement', 'json.replace("a", "aaaaa")'],
    ['a joined list', '[json, json, json, json].join("+")'],
  ])('make no text that is too long: %s', (_name, source) => {
    expect(value(source, long)).toBeUndefined();
  });

  it('start anew with each evaluation', () => {
    const bindings = new Bindings({ json: long });
    const times = Array.from({ length: 50 }, () => valueOf('json.matches("b") || json.contains("a")', bindings));

    expect(new Set(times)).toEqual(new Set([true]));
  });
});
