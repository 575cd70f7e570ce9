import { describe, expect, it } from '@jest/globals';

import type { Pacing } from '../../../src/runtime/pacing.ts';
import { shared } from '../../../src/runtime/shares.ts';
import { queueByHand } from '../../support/fake-work.ts';

const { total: concurrency, reserved } = shared(400);

function hostile(queue: ReturnType<typeof queueByHand>['queue'], keys: number, namespaces: number): void {
  for (let n = 0; n < keys; n++) queue.add(`hostile-${n % namespaces}/c${n}`);
}

describe('KeyedQueue: fairness', () => {
  it.each([
    ['all at once', 50],
    ['one namespace after the other', 1],
  ])('works on an edit at once while 5,000 keys of 50 namespaces never end (%s)', async (_case, atATime) => {
    const { clock, queue, runs } = queueByHand({ concurrency, reserved });
    for (let first = 0; first < 50; first += atATime) {
      for (let n = 0; n < 100 * atATime; n++) queue.add(`hostile-${first + (n % atATime)}/c${n}`);
      await clock.advance(60_000);
    }
    const editedMs = clock.now();

    queue.add('victim/c');
    await clock.advance(1000);

    const victim = runs.find(({ key }) => key === 'victim/c');
    expect(victim).toMatchObject({ atMs: editedMs });
    expect(runs.length).toBeLessThanOrEqual(concurrency);
  });

  it.each([0, 100, 999, 1000, 3000])(
    'works on an edit within a second %d ms after 5,000 keys came',
    async (afterMs) => {
      const starts = { capacity: shared(60), forMs: 1000 };
      const { clock, queue, runs } = queueByHand({ concurrency, reserved, starts });
      hostile(queue, 5000, 50);
      await clock.advance(afterMs);
      const startedBefore = runs.length;
      const editedMs = clock.now();

      queue.add('victim/c');
      await clock.advance(1000);

      expect(startedBefore).toBeLessThanOrEqual(60 * (1 + Math.floor(afterMs / 1000)));
      expect(runs.find(({ key }) => key === 'victim/c')?.atMs).toBeLessThanOrEqual(editedMs + 1000);
    },
  );

  it('starts work as fast as it ends, however little of it may be young', async () => {
    const { clock, queue, runs } = queueByHand({ concurrency: 100, starts: { capacity: shared(3), forMs: 1000 } });
    hostile(queue, 50, 1);
    for (let n = 0; n < 50; n++) {
      await clock.advance(0);
      runs[n]!.done();
    }
    await clock.advance(0);

    expect([runs.length, clock.now()]).toEqual([50, 0]);
  });

  it('starts few alone at first, until one of them has ended', async () => {
    const starts = { capacity: shared(60), forMs: 1000, first: { count: 4, forMs: 200 } };
    const { clock, queue, runs } = queueByHand({ concurrency, reserved, starts });
    hostile(queue, 500, 50);
    await clock.advance(100);
    expect(runs).toHaveLength(4);

    runs[2]!.done();
    await clock.advance(0);
    expect(runs.length).toBeGreaterThan(30);
  });

  it('starts few alone for a moment only, whoever hangs', async () => {
    const starts = { capacity: shared(60), forMs: 1000, first: { count: 4, forMs: 200 } };
    const { clock, queue, runs } = queueByHand({ concurrency, reserved, starts });
    hostile(queue, 500, 50);
    await clock.advance(199);
    expect(runs).toHaveLength(4);

    await clock.advance(1);
    const startedMs = clock.now();
    expect(runs.length).toBeGreaterThan(30);

    queue.add('victim/c');
    await clock.advance(0);
    expect(runs.find(({ key }) => key === 'victim/c')?.atMs).toBe(startedMs);
  });

  it('works on a second edit while the first of the same namespace lasts', async () => {
    const { clock, queue, runs } = queueByHand({ concurrency, reserved });
    hostile(queue, 5000, 50);
    await clock.advance(60_000);

    for (const key of ['victim/a', 'victim/b', 'victim/c']) queue.add(key);
    await clock.advance(0);

    expect(runs.filter(({ key }) => key.startsWith('victim/'))).toHaveLength(3);
  });

  it('gives all but the reserved slots to who is alone', async () => {
    const { clock, queue, runs } = queueByHand({ concurrency, reserved });

    hostile(queue, 10_000, 1);
    await clock.advance(0);

    expect([runs.length, queue.running, queue.size]).toEqual([267, 267, 9733]);
  });

  it('lets namespaces take turns, in both lanes', async () => {
    const { clock, queue, runs } = queueByHand({ concurrency: 1 });
    for (const lane of ['edit', 'periodic'] as const) {
      for (const key of ['a/1', 'a/2', 'a/3', 'b/1', 'c/1']) queue.add(`${key}${lane}`, { lane });
    }
    await clock.advance(0);

    for (let n = 0; n < 9; n++) {
      runs[n]!.done();
      await clock.advance(0);
    }

    const order = (lane: string) => runs.filter(({ key }) => key.endsWith(lane)).map(({ key }) => key.slice(0, 3));
    expect(order('edit')).toEqual(['a/1', 'b/1', 'c/1', 'a/2', 'a/3']);
    expect(order('periodic')).toEqual(['a/1', 'b/1', 'c/1', 'a/2', 'a/3']);
  });

  it('shares what gets free with who comes late', async () => {
    const { clock, queue, runs } = queueByHand({ concurrency: 30, reserved: 10 });
    hostile(queue, 1000, 1);
    await clock.advance(0);
    for (let n = 0; n < 50; n++) queue.add(`late/c${n}`);

    for (let n = 0; n < 20; n++) {
      runs[n]!.done();
      await clock.advance(0);
    }

    const late = runs.filter(({ key }) => key.startsWith('late/')).length;
    expect(late).toBeGreaterThanOrEqual(10);
  });
});

describe('KeyedQueue: pacing', () => {
  /** The group of a key is what follows the colon; one key of each at a time, and none of `later` before 5 s. */
  function paced() {
    const running = new Map<string, string>();
    const pacing: Pacing = {
      groupsOf: (key) => [key.split(':')[1] ?? ''],
      waitMs: (group) =>
        group === 'later' ? Math.max(0, 5000 - clock.now()) : [...running.values()].includes(group) ? Infinity : 0,
      started: (key, [group = '']) => void running.set(key, group),
      ended: (key) => void running.delete(key),
    };
    const { clock, queue, runs } = queueByHand({ concurrency: 10, pacing });
    return { clock, queue, runs };
  }

  it('passes over what has to wait', async () => {
    const { clock, queue, runs } = paced();
    for (const key of ['a/1:x', 'a/2:x', 'a/3:x', 'a/4:y', 'b/1:x']) queue.add(key);
    await clock.advance(0);
    const first = runs.map(({ key }) => key);

    runs[0]!.done();
    await clock.advance(0);

    expect(first).toEqual(['a/1:x', 'a/4:y']);
    expect(runs.slice(2).map(({ key }) => key)).toEqual(['b/1:x']);
    expect(queue.size).toBe(2);
  });

  it('comes back when only time has to pass, with one timer', async () => {
    const { clock, queue, runs } = paced();
    for (const key of ['a/1:later', 'a/2:later', 'b/1:later']) queue.add(key);
    await clock.advance(0);
    const timers = clock.pendingMs;

    await clock.advance(5000);

    expect(timers).toEqual([5000]);
    expect(runs.map(({ atMs }) => atMs)).toEqual([5000, 5000, 5000]);
  });

  it('leaves no timer behind', async () => {
    const { clock, queue } = paced();
    queue.add('a/1:later');
    await clock.advance(0);

    await queue.drain(1000);

    expect(clock.pendingMs).toEqual([]);
  });
});
