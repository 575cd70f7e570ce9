import { expect, it } from '@jest/globals';
import { shrinkMemory } from '../../../src/runtime/index.ts';

it('gives back what nobody uses any more', async () => {
  let garbage: unknown[] | undefined = Array.from({ length: 200_000 }, (_, index) => ({
    text: `object ${index}`,
    index,
  }));
  const before = process.memoryUsage().heapUsed;
  expect(garbage).toHaveLength(200_000);
  garbage = undefined;

  await shrinkMemory();

  expect(before - process.memoryUsage().heapUsed).toBeGreaterThan(10_000_000);
});
