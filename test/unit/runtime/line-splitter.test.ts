import { describe, expect, it } from '@jest/globals';

import { LineSplitter } from '../../../src/runtime/line-splitter.ts';

const LINES = ['{"a":"ü€😀"}', '{"b":[1,2]}', '日本語'];
const BYTES = Buffer.from(`${LINES.join('\n')}\n`);

function splitAt(...borders: number[]): string[] {
  const splitter = new LineSplitter();
  const edges = [0, ...borders, BYTES.length];
  return edges.slice(1).flatMap((end, index) => splitter.push(BYTES.subarray(edges[index], end)));
}

describe('LineSplitter', () => {
  it('gives the same lines wherever one border falls, also within a character', () => {
    for (let border = 0; border <= BYTES.length; border++) expect(splitAt(border)).toEqual(LINES);
  });

  it('gives the same lines from single bytes', () => {
    expect(splitAt(...Array.from(BYTES.keys()))).toEqual(LINES);
  });

  it.each([
    ['an unfinished line', 'abc', []],
    ['empty lines', '\n\nabc\n\n', ['abc']],
    ['nothing', '', []],
  ])('gives of %s what is whole', (_case, text, lines) => {
    expect(new LineSplitter().push(Buffer.from(text))).toEqual(lines);
  });

  it('takes time in proportion to a line of 8 MiB in chunks of 1 KiB', () => {
    const chunk = Buffer.alloc(1024, 'x');
    const splitter = new LineSplitter();
    const startedMs = performance.now();

    for (let count = 0; count < 8 * 1024; count++) splitter.push(chunk);
    const lines = splitter.push(Buffer.from('\n'));

    expect(lines.map((line) => line.length)).toEqual([8 * 1024 * 1024]);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});
