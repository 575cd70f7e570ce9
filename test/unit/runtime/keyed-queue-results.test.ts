import { describe, expect, it } from '@jest/globals';

import { queueAtOnce, queueByHand } from '../../support/fake-work.ts';

describe('KeyedQueue: results', () => {
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

  it('has a key that failed wait for its back-off where it is only reminded of it', async () => {
    const { clock, queue, runs } = queueByHand();
    queue.add('a');
    await clock.advance(0);
    queue.remind('a');
    runs[0]!.fail(new Error('no'));
    await clock.advance(0);

    for (let n = 0; n < 90; n += 1) {
      queue.remind('a');
      await clock.advance(100);
    }
    expect(runs).toHaveLength(1);
    await clock.advance(1_000);
    expect(runs.map((run) => run.atMs)).toEqual([0, 10_000]);

    queue.remind('a');
    runs[1]!.done();
    await clock.advance(0);
    expect(runs.map((run) => run.atMs)).toEqual([0, 10_000, 10_000]);
  });

  it('tries what failed again soon once told so, and no key that did not', async () => {
    const { clock, queue, runs } = queueByHand({ concurrency: 2 });
    queue.add('a');
    queue.add('b');
    await clock.advance(0);
    runs[0]!.fail(new Error('no'));
    runs[1]!.done();
    await clock.advance(0);

    queue.retryFailed(1_000);
    await clock.advance(1_000);

    expect(runs.map((run) => run.key)).toEqual(['a', 'b', 'a']);
  });

  it('hurries what failed once in ten seconds at most, however often it is told so', async () => {
    const { clock, queue, runs } = queueByHand({ backoff: { baseMs: 60_000, maxMs: 60_000, jitter: 0 } });
    queue.add('a');

    for (let ms = 0; ms < 30_000; ms += 100) {
      await clock.advance(100);
      runs.at(-1)!.fail(new Error('no'));
      await clock.advance(0);
      queue.retryFailed(1_000);
    }

    expect(runs.map((run) => run.atMs)).toEqual([0, 600, 10_600, 20_600]);
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
    runs[0]!.done();

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
