import { describe, expect, it } from '@jest/globals';

import type { KeyedQueue } from '../../../src/runtime/keyed-queue.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { queueAtOnce, queueByHand } from '../../support/fake-work.ts';

describe('KeyedQueue: order', () => {
  it('works on keys in order, edits first, and collapses adds', async () => {
    const { clock, queue, worked } = queueAtOnce();

    queue.add('slow', { lane: 'periodic' });
    for (const key of ['a', 'b', 'a', 'slow2', 'a']) queue.add(key);
    await clock.advance(0);

    expect(worked.map(([key]) => key)).toEqual(['a', 'b', 'slow2', 'slow']);
  });

  it('works on as many keys at a time as it may', async () => {
    const { clock, queue, runs } = queueByHand({ concurrency: 2 });
    for (const key of ['a', 'b', 'c']) queue.add(key);
    await clock.advance(0);
    const before = [runs.map((run) => run.key), queue.running, queue.size];

    runs[0]!.done();
    await clock.advance(0);

    expect(before).toEqual([['a', 'b'], 2, 1]);
    expect(runs.map((run) => run.key)).toEqual(['a', 'b', 'c']);
  });

  it('never works on a key twice at a time, but once more where it was added meanwhile', async () => {
    const { clock, queue, runs } = queueByHand({ concurrency: 5 });
    queue.add('a');
    await clock.advance(0);

    queue.add('a');
    queue.add('a', { lane: 'periodic' });
    await clock.advance(0);
    const during = runs.length;
    runs[0]!.done();
    await clock.advance(0);
    runs[1]!.done();
    await clock.advance(0);

    expect(during).toBe(1);
    expect(runs).toHaveLength(2);
    expect([queue.size, queue.running]).toEqual([0, 0]);
  });
});

describe('KeyedQueue: delayed adds', () => {
  type Step = (queue: KeyedQueue) => void;
  it.each<[string, Step[], number[]]>([
    ['addAfter', [(q) => q.addAfter('a', 5_000)], [5_000]],
    ['addAfter, then a later one', [(q) => q.addAfter('a', 5_000), (q) => q.addAfter('a', 9_000)], [5_000]],
    ['addAfter, then an earlier one', [(q) => q.addAfter('a', 5_000), (q) => q.addAfter('a', 2_000)], [2_000]],
    ['schedule replacing an earlier add', [(q) => q.addAfter('a', 5_000), (q) => q.schedule('a', 9_000)], [9_000]],
    ['schedule replacing a later add', [(q) => q.schedule('a', 9_000), (q) => q.schedule('a', 1_000)], [1_000]],
    ['an add, which leaves the delayed one', [(q) => q.schedule('a', 9_000), (q) => q.add('a')], [0, 9_000]],
    ['forget', [(q) => q.schedule('a', 9_000), (q) => q.forget('a')], []],
    ['a delay that is over', [(q) => q.schedule('a', -5)], [0]],
  ])('handles %s', async (_case, steps, expected) => {
    const { clock, queue, worked } = queueAtOnce();

    for (const step of steps) step(queue);
    await clock.advance(60_000);

    expect(worked.map(([, atMs]) => atMs)).toEqual(expected);
  });

  it('waits out a delay longer than a timer can', async () => {
    const { clock, queue, worked } = queueAtOnce();
    const fiftyDaysMs = 50 * 24 * 3_600_000;

    queue.schedule('a', fiftyDaysMs);
    const timerMs = clock.pendingMs;
    await clock.advance(fiftyDaysMs - 1);
    const before = worked.length;
    await clock.advance(1);

    expect(timerMs).toEqual([2 ** 31 - 1]);
    expect(before).toBe(0);
    expect(worked).toEqual([['a', fiftyDaysMs]]);
  });

  it('begins together what is due in the same while, none too soon, and delays nothing that is due soon', async () => {
    const together = { fromMs: 10_000, withinMs: 500 };
    const clock = new FakeClock(130);
    const { queue, runs } = queueByHand({ clock, together, concurrency: 5 });

    for (const [key, ms] of [
      ['soon', 9_999],
      ['a', 10_001],
      ['b', 10_499],
      ['on time', 10_500],
      ['later', 10_501],
    ] as const)
      queue.schedule(key, ms);
    await clock.advance(20_000);

    const afterMs = Object.fromEntries(runs.map(({ key, atMs }) => [key, atMs - 130]));
    expect(afterMs).toEqual({ soon: 9_999, a: 10_500, b: 10_500, 'on time': 10_500, later: 11_000 });
  });

  it('needs one timer for 10,000 keys', async () => {
    const { clock, queue, worked } = queueAtOnce();

    for (let n = 0; n < 10_000; n++) queue.schedule(`k${n}`, 1_000 + (n % 7));
    const timers = clock.pendingMs;
    await clock.advance(2_000);

    expect(timers).toEqual([1_000]);
    expect(new Set(worked.map(([key]) => key)).size).toBe(10_000);
  });
});
