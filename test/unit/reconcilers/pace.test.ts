import { describe, expect, it } from '@jest/globals';
import { nothing, Pace, type Limit, type Limits } from '../../../src/reconcilers/pace.ts';
import { queueByHand } from '../../support/fake-work.ts';

const host = (name: string, more: Partial<Limit> = {}): Limit => ({ key: `host ${name}`, concurrency: 2, ...more });

const limits = (...wide: Limit[]): Limits => ({ wide, narrow: [] });

/** A queue that a pace slows down, whose work tells what it takes up when it starts. */
function setUp(limitsOf: (key: string) => Limits, concurrency = 100) {
  const queued = queueByHand({
    concurrency,
    pacing: {
      groupsOf: (key) => pace.groupsOf(key),
      waitMs: (group, tenant) => pace.waitMs(group, tenant),
      started: (key, groups, tenant) => pace.started(key, groups, tenant),
      ended: (key) => pace.ended(key),
    },
    work: (key, signal) => {
      const isNow = pace.planned(key, limitsOf(key));
      if (!isNow) queued.queue.add(key);
      if (!isNow) return Promise.resolve();
      return new Promise((done, fail) => queued.runs.push({ key, atMs: queued.clock.now(), signal, done, fail }));
    },
  });
  const pace: Pace = new Pace({ clock: queued.clock, onRoom: () => queued.queue.look() });
  const started = () => queued.runs.map(({ key }) => key);
  return { ...queued, pace, started };
}

describe('Pace: tests at the same time', () => {
  it('lets as many start as a host takes, and the next one when one has ended', async () => {
    const { clock, queue, runs, started } = setUp(() => limits(host('h')));
    for (const key of ['a/1', 'a/2', 'a/3', 'a/4']) queue.add(key);
    await clock.advance(0);
    const before = started();

    runs[0]!.done();
    await clock.advance(0);

    expect(before).toEqual(['a/1', 'a/2']);
    expect(started()).toEqual(['a/1', 'a/2', 'a/3']);
  });

  it('lets the next one start when a test has ended whose turn goes on, and gives its room back once', async () => {
    const { clock, queue, pace, runs, started } = setUp(() => limits(host('h')));
    for (const key of ['a/1', 'a/2', 'a/3', 'a/4']) queue.add(key);
    await clock.advance(0);

    pace.ended('a/1');
    await clock.advance(0);
    const meanwhile = started();
    runs[0]!.done();
    await clock.advance(0);

    expect(meanwhile).toEqual(['a/1', 'a/2', 'a/3']);
    expect(started()).toEqual(['a/1', 'a/2', 'a/3']);
  });

  it('takes no slot from other hosts', async () => {
    const { clock, queue, started } = setUp((key) => limits(host(key.endsWith('slow') ? 'slow' : key)), 4);
    for (let n = 0; n < 500; n++) queue.add(`a/${n}slow`);
    await clock.advance(0);

    for (const key of ['a/1', 'a/2']) queue.add(key);
    await clock.advance(0);

    expect(started()).toEqual(['a/0slow', 'a/1slow', 'a/1', 'a/2']);
  });

  it('counts a test at each of its limits', async () => {
    const account = { key: 'account', concurrency: 1 };
    const { clock, queue, runs, started } = setUp((key) => ({ wide: [host(key.slice(2))], narrow: [account] }));
    for (const key of ['a/x', 'a/y']) queue.add(key);
    await clock.advance(0);
    const before = started();

    runs[0]!.done();
    await clock.advance(0);

    expect([before, started()]).toEqual([['a/x'], ['a/x', 'a/y']]);
  });

  it('keeps a part of a host for namespaces that have no test at it', async () => {
    const { clock, queue, started } = setUp(() => limits(host('h', { concurrency: 32 })));
    for (let n = 0; n < 5000; n++) queue.add(`hostile/${n}`);
    await clock.advance(60_000);
    const alone = started().length;

    queue.add('victim/c');
    await clock.advance(0);

    expect(alone).toBe(22);
    expect(started().at(-1)).toBe('victim/c');
  });

  it('lets namespaces take turns at a host', async () => {
    const { clock, queue, runs, started } = setUp(() => limits(host('h', { concurrency: 1 })));
    for (const key of ['a/1', 'a/2', 'a/3', 'b/1', 'c/1']) queue.add(key);
    for (let n = 0; n < 5; n++) {
      await clock.advance(0);
      runs[n]!.done();
    }

    expect(started()).toEqual(['a/1', 'b/1', 'c/1', 'a/2', 'a/3']);
  });
});

describe('Pace: tests per second', () => {
  it('starts as many in a second, and no more later for having waited', async () => {
    const { clock, queue, runs } = setUp(() => limits(host('h', { concurrency: 100, perSecond: 2 })));
    await clock.advance(60_000);
    for (let n = 0; n < 6; n++) queue.add(`a/${n}`);

    await clock.advance(10_000);

    expect(runs.map(({ atMs }) => atMs - 60_000)).toEqual([0, 0, 500, 1000, 1500, 2000]);
  });

  it('is for one host alone', async () => {
    const { clock, queue, runs } = setUp((key) => limits(host(key.slice(2), { perSecond: 1 })));
    for (const key of ['a/x', 'b/x', 'a/y']) queue.add(key);

    await clock.advance(10_000);

    expect(runs.map(({ key, atMs }) => [key, atMs])).toEqual([
      ['a/x', 0],
      ['a/y', 0],
      ['b/x', 1000],
    ]);
  });
});

describe('Pace: what is known of a key', () => {
  const one = (name: string) => limits(host(name, { concurrency: 1 }));
  const waitMs = (pace: Pace, key: string) => pace.waitMs(pace.groupsOf(key)[0]!, 'b');

  it('follows it to another host', () => {
    const pace = new Pace({ clock: { now: () => 0 } });
    pace.started('a/1', nothing, 'a');
    pace.planned('a/1', one('old'));
    pace.ended('a/1');
    pace.started('a/1', pace.groupsOf('a/1'), 'a');

    const isNow = pace.planned('a/1', one('new'));

    pace.started('b/1', nothing, 'b');
    expect(isNow).toBe(true);
    expect(pace.planned('b/1', one('new'))).toBe(false);
    expect(pace.planned('b/1', one('old'))).toBe(true);
  });

  it('is what is likely, until it is planned', () => {
    const likely = (key: string) => one(key === 'a/1' ? 'x' : 'y');
    const pace = new Pace({ clock: { now: () => 0 }, likely });
    for (const key of ['a/1', 'a/2', 'a/3']) pace.groupsOf(key);

    pace.started('a/2', pace.groupsOf('a/2'), 'a');
    const before = ['a/1', 'a/3'].map((key) => waitMs(pace, key));
    const isNow = pace.planned('a/2', one('x'));

    expect(before).toEqual([0, Infinity]);
    expect(isNow).toBe(true);
    expect(['a/1', 'a/3'].map((key) => waitMs(pace, key))).toEqual([Infinity, 0]);
  });

  it('is dropped with it, and what it holds when it ends', () => {
    const pace = new Pace({ clock: { now: () => 0 } });
    pace.started('a/1', nothing, 'a');
    pace.planned('a/1', one('h'));
    pace.planned('b/1', one('h'));

    pace.forget('a/1');
    const during = waitMs(pace, 'b/1');
    pace.ended('a/1');

    expect(pace.groupsOf('a/1')).toEqual(nothing);
    expect([during, waitMs(pace, 'b/1')]).toEqual([Infinity, 0]);
  });
});
