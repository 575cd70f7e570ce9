import { expect, it } from '@jest/globals';
import { inSlices } from '../../../src/runtime/index.ts';

function work(ms: number): void {
  const before = performance.now();
  while (performance.now() - before < ms);
}

it('does all in order, with turns for others between', async () => {
  const done: number[] = [];
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);

  await inSlices([1, 2, 3, 4, 5, 6], (item) => {
    work(5);
    done.push(item);
  });

  clearInterval(timer);
  expect(done).toEqual([1, 2, 3, 4, 5, 6]);
  expect(turns).toBeGreaterThanOrEqual(3);
});

it('does a few at once', () => {
  const done: number[] = [];

  void inSlices([1, 2, 3], (item) => done.push(item));

  expect(done).toEqual([1, 2, 3]);
});
