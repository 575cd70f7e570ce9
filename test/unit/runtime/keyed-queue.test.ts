import { describe, expect, it } from '@jest/globals';

import { KeyedQueue, type KeyedQueueOptions, type WorkResult } from '../../../src/runtime/keyed-queue.ts';
import { FakeClock } from '../../support/fake-clock.ts';

interface Run {
  key: string;
  atMs: number;
  signal: AbortSignal;
  done: (result?: WorkResult) => void;
  fail: (error: Error) => void;
}

/** A queue whose work ends when the test says so. */
function queueByHand(options: Partial<KeyedQueueOptions> = {}) {
  const clock = new FakeClock(0);
  const runs: Run[] = [];
  const errors: { key: string; error: unknown; retryInMs: number }[] = [];
  const queue = new KeyedQueue({
    concurrency: 1,
    work: (key, signal) =>
      new Promise<WorkResult>((done, fail) => runs.push({ key, atMs: clock.now(), signal, done, fail })),
    backoff: { baseMs: 10_000, maxMs: 600_000, jitter: 0.2 },
    clock,
    onError: (key, error, retryInMs) => errors.push({ key, error, retryInMs }),
    ...options,
  });
  return { clock, queue, runs, errors };
}

/** A queue whose work ends at once, and when each key was worked on. */
function queueAtOnce(results: (WorkResult | Error)[] = []) {
  const worked: [key: string, atMs: number][] = [];
  const work = async (key: string): Promise<WorkResult> => {
    worked.push([key, clock.now()]);
    const result = results.shift();
    if (result instanceof Error) throw result;
    return result;
  };
  const { clock, queue, errors } = queueByHand({ work });
  return { clock, queue, errors, worked };
}

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

  it('needs one timer for 10,000 keys', async () => {
    const { clock, queue, worked } = queueAtOnce();

    for (let n = 0; n < 10_000; n++) queue.schedule(`k${n}`, 1_000 + (n % 7));
    const timers = clock.pendingMs;
    await clock.advance(2_000);

    expect(timers).toEqual([1_000]);
    expect(new Set(worked.map(([key]) => key)).size).toBe(10_000);
  });
});

describe('KeyedQueue: results', () => {
  it('schedules what asks for it', async () => {
    const { clock, queue, worked } = queueAtOnce([{ requeueAfterMs: 3_000 }]);

    queue.add('a');
    await clock.advance(60_000);

    expect(worked.map(([, atMs]) => atMs)).toEqual([0, 3_000]);
  });

  it.each([
    ['replaces an earlier delayed add that is from before', 'before', [0, 30_000]],
    ['leaves an earlier delayed add made meanwhile', 'during', [0, 5_000]],
  ])('a requeue %s', async (_case, when, expected) => {
    const { clock, queue, runs } = queueByHand();
    if (when === 'before') queue.addAfter('a', 5_000);
    queue.add('a');
    await clock.advance(0);
    if (when === 'during') queue.addAfter('a', 5_000);

    runs[0]!.done({ requeueAfterMs: 30_000 });
    await clock.advance(60_000);

    expect(runs.map((run) => run.atMs)).toEqual(expected);
  });

  it('backs off twice as long after each failure, up to the limit, and anew after a success', async () => {
    const failures = Array.from({ length: 8 }, () => new Error('no'));
    const { clock, queue, worked, errors } = queueAtOnce([...failures, undefined, new Error('again')]);

    queue.add('a');
    await clock.advance(3_600_000);
    queue.add('a');
    await clock.advance(0);

    const waitsMs = [10, 20, 40, 80, 160, 320, 600, 600].map((seconds) => seconds * 1_000);
    expect(errors.map(({ retryInMs }) => retryInMs)).toEqual([...waitsMs, 10_000]);
    expect(worked.slice(1, 4).map(([, atMs]) => atMs)).toEqual([10_000, 30_000, 70_000]);
  });

  it.each([
    [0, 8_000],
    [0.999_999, 12_000],
  ])('spreads the back-off (chance %d)', async (chance, expectedMs) => {
    const { clock, queue, errors } = queueAtOnce([new Error('no')]);
    clock.chance = chance;

    queue.add('a');
    await clock.advance(0);

    expect(errors[0]!.retryInMs).toBeCloseTo(expectedMs, 0);
  });

  it('works at once on a key that was added while its work failed', async () => {
    const { clock, queue, runs } = queueByHand();
    queue.add('a');
    await clock.advance(0);
    queue.add('a');

    runs[0]!.fail(new Error('no'));
    await clock.advance(0);

    expect(runs.map((run) => run.atMs)).toEqual([0, 0]);
  });

  it('reports adds, depth and work', async () => {
    const seen: unknown[] = [];
    const { clock, queue, runs } = queueByHand({
      observe: {
        added: (lane) => seen.push(['added', lane]),
        depth: (size) => seen.push(['depth', size]),
        worked: (durationMs, outcome) => seen.push(['worked', durationMs, outcome]),
      },
    });

    queue.add('a');
    queue.add('b', { lane: 'periodic' });
    await clock.advance(250);
    runs[0]!.done();
    await clock.advance(0);
    runs[1]!.fail(new Error('no'));
    await clock.advance(0);

    expect(seen).toEqual([
      ['added', 'edit'],
      ['added', 'periodic'],
      ['depth', 1],
      ['worked', 250, 'done'],
      ['depth', 0],
      ['worked', 0, 'failed'],
      ['depth', 0],
    ]);
  });
});

describe('KeyedQueue: drain', () => {
  it('is over at once where nothing runs, and takes nothing more', async () => {
    const { clock, queue, worked } = queueAtOnce();
    queue.schedule('later', 1_000);

    const clean = await queue.drain(1_000);
    queue.add('a');
    queue.addAfter('b', 1);
    queue.schedule('c', 1);
    await clock.advance(10_000);

    expect(clean).toBe(true);
    expect(worked).toEqual([]);
    expect(clock.pendingMs).toEqual([]);
  });

  it('waits for what runs, and drops what waits', async () => {
    const { clock, queue, runs } = queueByHand();
    queue.add('a');
    queue.add('b');
    await clock.advance(0);

    const draining = queue.drain(10_000);
    await clock.advance(9_000);
    runs[0]!.done({ requeueAfterMs: 1 });

    await expect(draining).resolves.toBe(true);
    await clock.advance(60_000);
    expect(runs.map((run) => run.key)).toEqual(['a']);
    expect(runs[0]!.signal.aborted).toBe(false);
  });

  it('aborts what still runs after the limit, without a retry', async () => {
    const { clock, queue, runs, errors } = queueByHand();
    queue.add('a');
    await clock.advance(0);
    runs[0]!.signal.addEventListener('abort', () => runs[0]!.fail(new Error('aborted')));

    const draining = queue.drain(10_000);
    await clock.advance(10_000);

    await expect(draining).resolves.toBe(false);
    expect(errors).toEqual([]);
    expect(clock.pendingMs).toEqual([]);
  });
});
