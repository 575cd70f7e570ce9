import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import type { Connection } from '../../src/api/resources.ts';
import { Notices } from '../../src/notices.ts';
import { queueByHand } from '../support/fake-work.ts';

const key = 'ns/c';

function setUp() {
  const tests = queueByHand();
  const { clock, queue } = tests;
  const withdrawals = queueByHand({ clock });
  const metadata = { name: 'c', namespace: 'ns', uid: 'u', generation: 1, resourceVersion: '1', annotations: {} };
  const spec = { platform: 'box', secretRef: { name: 's' } };
  const now = {
    connection: { metadata, spec } as unknown as Connection | undefined,
    secret: 1,
    restoreMs: undefined as number | undefined,
    voidBy: undefined as 'secret' | undefined,
  };
  const notices = new Notices({
    clock,
    cache: {
      connection: () => now.connection,
      metadata: () => ({ name: 's', uid: 's', resourceVersion: String(now.secret) }),
      platform: () => undefined,
    },
    connections: {
      noticed: () => {},
      dueBy: () => now.voidBy,
      voidBy: () => now.voidBy,
      restoreMs: () => now.restoreMs,
    },
    pace: { forget: () => {} },
    queue,
    withdrawals: withdrawals.queue,
    registry: new Registry(),
  });
  const edit = (changed: object) => {
    now.connection = { ...now.connection!, metadata: { ...now.connection!.metadata, ...changed } };
    notices.noticed(key);
  };
  return { ...tests, now, notices, edit, withdrawals };
}

describe('an event', () => {
  it('that brings nothing new adds nothing to the queue: a status, a label, a write of our own', async () => {
    const { clock, runs, notices, edit } = setUp();
    notices.noticed(key);
    await clock.advance(0);
    runs[0]!.done();
    await clock.advance(0);

    for (let n = 2; n < 50; n += 1) edit({ resourceVersion: String(n), labels: { n: String(n) } });
    await clock.advance(60_000);

    expect(runs).toHaveLength(1);
  });

  it('of a status that somebody else has changed has it looked at', async () => {
    const { clock, runs, now, notices } = setUp();
    notices.noticed(key);
    await clock.advance(0);
    runs[0]!.done();
    now.restoreMs = 5000;

    notices.noticed(key);
    await clock.advance(6000);

    expect(runs.map(({ atMs }) => atMs)).toEqual([0, 5000]);
  });
});

describe('the back-off of a key that fails', () => {
  /** Fails for so long while something happens every 100 ms. @returns when it was tried */
  async function triedWhile(happens: (set: ReturnType<typeof setUp>, n: number) => void): Promise<number[]> {
    const set = setUp();
    set.notices.noticed(key);
    for (let n = 1; n < 200; n += 1) {
      await set.clock.advance(100);
      set.runs.at(-1)?.fail(new Error('500'));
      happens(set, n);
    }
    return set.runs.map(({ atMs }) => atMs);
  }

  it('is not passed by for statuses and labels', async () => {
    expect((await triedWhile(({ edit }, n) => edit({ labels: { n: String(n) } }))).length).toBeLessThanOrEqual(2);
  });

  it.each([0, 50])(
    'is not passed by for a status that differs, which may be ours: to be looked at in %d ms',
    async (ms) => {
      const tried = await triedWhile(({ now, edit }, n) => {
        now.restoreMs = ms;
        edit({ labels: { n: String(n) } });
      });

      expect(tried.length).toBeLessThanOrEqual(3);
    },
  );

  it('is not passed by for a verdict that cannot be withdrawn', async () => {
    const withdrawn = new Set<number>();
    await triedWhile(({ now, edit, withdrawals }, n) => {
      now.voidBy = 'secret';
      edit({ labels: { n: String(n) } });
      withdrawals.runs.at(-1)?.fail(new Error('500'));
      for (const { atMs } of withdrawals.runs) withdrawn.add(atMs);
    });

    expect(withdrawn.size).toBeGreaterThan(0);
    expect(withdrawn.size).toBeLessThanOrEqual(3);
  });

  it('is passed by once in ten seconds for versions, which may be labels of the Secret', async () => {
    const tried = await triedWhile(({ now, notices }, n) => {
      now.secret = n + 1;
      notices.noticed(key);
    });

    expect(tried.length).toBeGreaterThanOrEqual(3);
    expect(tried.length).toBeLessThanOrEqual(5);
  });

  it('is passed by at once for an edit', async () => {
    const tried = await triedWhile(({ edit }, n) => {
      if (n === 20) edit({ generation: 2 });
    });

    expect(tried.slice(0, 2)).toEqual([0, 2000]);
  });
});
