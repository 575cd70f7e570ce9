import { describe, expect, it } from '@jest/globals';
import { skim } from '../../../src/runtime/skim.ts';
import { slim } from '../../../src/runtime/slim.ts';
import { threadMs } from '../../support/thread-time.ts';

const large = { bytes: 64 * 1024, mark: { large: true } };
const filler = 'x'.repeat(300_000);
const nasty = '"config":{"a":[1,"}]\\"\\\\"]},\\u0022 é 😀\n';

function widget(name: string, spec: object, metadata: object = {}) {
  return { apiVersion: 'v1', kind: 'Widget', metadata: { name, ...metadata }, spec, status: { a: { spec: { b: 1 } } } };
}

describe('the JSON of objects loses what is not kept', () => {
  it.each<[string, object, object]>([
    ['a text', { size: 1, config: filler }, { size: 1, config: large.mark }],
    ['an object', { config: { a: filler, spec: [nasty] }, size: nasty }, { config: large.mark, size: nasty }],
    ['a list', { size: [], config: [[filler]] }, { size: [], config: large.mark }],
    [
      'nothing',
      { config: { size: nasty, spec: { config: nasty } } },
      { config: { size: nasty, spec: { config: nasty } } },
    ],
  ])('%s', (_name, spec, kept) => {
    const managed = { managedFields: [{ a: { b: nasty } }], labels: { c: nasty } };
    const bare = { managedFields: null, labels: { c: nasty } };
    const others = [widget('b', { size: nasty }, managed), widget('c', {})];
    const items = [widget('a', spec, managed), ...others];
    const expected = [widget('a', kept, bare), widget('b', { size: nasty }, bare), widget('c', {})];
    const padding = { remainingItemCount: 1, note: filler };

    const list = skim(JSON.stringify({ metadata: padding, items }), 3, large);
    const event = skim(JSON.stringify({ type: 'ADDED', object: items[0], padding }), 2, large);

    expect(JSON.parse(list)).toEqual({ metadata: padding, items: expected });
    expect(JSON.parse(event)).toEqual({ type: 'ADDED', object: expected[0], padding });
  });

  it('also where it is written with spaces', () => {
    const items = [widget('a', { config: filler, size: nasty })];

    expect(JSON.parse(skim(JSON.stringify({ items }, null, 2), 3, large))).toEqual({
      items: [widget('a', { config: large.mark, size: nasty })],
    });
  });

  it('leaves a short text alone', () => {
    const text = JSON.stringify({ type: 'ADDED', object: widget('a', {}, { managedFields: [] }) });

    expect(skim(text, 2, large)).toBe(text);
  });

  it.each([filler.length, 200_000, 65_537])('does not end with a text that is cut off at %d', (length) => {
    const text = JSON.stringify({ items: [widget('a', { config: { a: filler } })] }).slice(0, length);

    expect(() => JSON.parse(skim(text, 3, large))).toThrow(SyntaxError);
  });
});

it.each([
  ['keys', Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`k${index}`, 1]))],
  ['backslashes', '\\'.repeat(700_000)],
  ['quotes', '"'.repeat(700_000)],
  ['brackets', '[]{}'.repeat(350_000)],
  ['lists', Array.from({ length: 400_000 }, () => [])],
])('an event with 1.4 MB of %s is read in no time', (_name, config) => {
  const managedFields = [{ fieldsV1: Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`f:k${at}`, {}])) }];
  const text = JSON.stringify({ type: 'ADDED', object: widget('a', { config, size: 1 }, { managedFields }) });
  const read = () => JSON.parse(skim(text, 2, large)) as { object: ReturnType<typeof widget> };

  expect(read().object).toEqual(widget('a', { config: large.mark, size: 1 }, { managedFields: null }));
  expect(threadMs(read, 25)).toBeLessThan(50);
});

describe('of an object that was read', () => {
  it('a field that is larger than allowed is replaced', () => {
    const spec = { config: { a: 'x'.repeat(70_000) }, other: { a: 'x'.repeat(60_000) } };

    const kept = slim(widget('a', { ...spec }), large);

    expect(kept.spec).toEqual({ config: large.mark, other: spec.other });
  });

  it('metadata that are larger lose all but what names the object', () => {
    const metadata = {
      namespace: 'ns',
      uid: 'u',
      resourceVersion: '1',
      generation: 2,
      finalizers: Array(3000).fill('example.dev/a-long-name-of-a-finalizer'),
      annotations: { short: 'a', long: 'x'.repeat(5000) },
    };

    const kept = slim(widget('a', {}, metadata), large);

    expect(kept.metadata).toEqual({
      name: 'a',
      namespace: 'ns',
      uid: 'u',
      resourceVersion: '1',
      generation: 2,
      annotations: { short: 'a' },
    });
  });

  it('what was cut is gone', () => {
    const kept = slim(widget('a', {}, { managedFields: null, annotations: null }), large);

    expect(kept.metadata).toEqual({ name: 'a' });
  });
});
