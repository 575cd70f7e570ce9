import { describe, expect, it } from '@jest/globals';

import { DueHeap, type Due } from '../../../src/runtime/due-heap.ts';

/** A fixed sequence, so that a failure can be seen again (Numerical Recipes' constants). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function drained(heap: DueHeap<Due>): Due[] {
  const taken: Due[] = [];
  for (let due = heap.peek(); due !== undefined; due = heap.peek()) {
    taken.push(due);
    heap.delete(due.key);
  }
  return taken;
}

describe('DueHeap', () => {
  it.each([1, 2, 3, 4, 5])('gives keys by time after random changes (seed %i)', (seed) => {
    const random = chance(seed);
    const heap = new DueHeap<Due>();
    const expected = new Map<string, number>();

    for (let step = 0; step < 2_000; step++) {
      const key = `k${Math.floor(random() * 300)}`;
      if (random() < 0.3) {
        heap.delete(key);
        expected.delete(key);
      } else {
        const atMs = Math.floor(random() * 1_000);
        heap.set({ key, atMs });
        expected.set(key, atMs);
      }
      expect(heap.get(key)?.atMs).toBe(expected.get(key));
    }

    const taken = drained(heap);
    expect(Object.fromEntries(taken.map(({ key, atMs }) => [key, atMs]))).toEqual(Object.fromEntries(expected));
    expect(taken.map(({ atMs }) => atMs)).toEqual([...expected.values()].sort((a, b) => a - b));
  });

  it('is empty after clear', () => {
    const heap = new DueHeap<Due>();
    heap.set({ key: 'a', atMs: 1 });

    heap.clear();

    expect([heap.size, heap.peek(), heap.get('a')]).toEqual([0, undefined, undefined]);
  });
});
