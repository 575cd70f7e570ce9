import { describe, expect, it } from '@jest/globals';

import { eventLoopHeartbeat, healthRoute, watchHeartbeat, type HealthCheck } from '../../../src/runtime/health.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const up = (): boolean => true;
const down = (): boolean => false;
const broken = (): never => {
  throw new Error('broken');
};

describe('healthRoute', () => {
  it.each<{ name: string; checks: Record<string, HealthCheck>; query: string; answer: object }>([
    { name: 'no checks', checks: {}, query: '', answer: { status: 200, body: 'ok\n' } },
    { name: 'all up', checks: { a: up, b: up }, query: '', answer: { status: 200, body: 'ok\n' } },
    {
      name: 'all up, verbose',
      checks: { a: up, b: up },
      query: 'verbose',
      answer: { status: 200, body: '[+] a\n[+] b\nok\n' },
    },
    { name: 'one down', checks: { a: up, b: down }, query: '', answer: { status: 503, body: '[-] b\nfailing\n' } },
    {
      name: 'one down, verbose',
      checks: { a: up, b: down },
      query: 'verbose',
      answer: { status: 503, body: '[+] a\n[-] b\nfailing\n' },
    },
    {
      name: 'one that throws',
      checks: { a: broken, b: up },
      query: '',
      answer: { status: 503, body: '[-] a\nfailing\n' },
    },
  ])('with $name', async ({ checks, query, answer }) => {
    expect(await healthRoute(checks)(new URLSearchParams(query))).toEqual(answer);
  });
});

describe('eventLoopHeartbeat', () => {
  it('holds while timers run, and leaves none after the signal', async () => {
    const clock = new FakeClock();
    const stop = new AbortController();
    const check = eventLoopHeartbeat(10_000, clock, stop.signal);

    await clock.advance(60_000);
    const beating = check();
    stop.abort();
    await clock.advance(9_999);
    const lately = check();
    await clock.advance(1);

    expect([beating, lately, check()]).toEqual([true, true, false]);
    expect(clock.pendingMs).toEqual([]);
  });
});

describe('watchHeartbeat', () => {
  it.each([
    ['in sync and active', true, 1_000, true],
    ['in sync and stuck', true, 600_000, false],
    ['not yet in sync', false, 600_000, true],
  ])('of a reflector that is %s', (_case, isSynced, idleMs, expected) => {
    const clock = new FakeClock();
    const fine = { isSynced: true, lastActivityMs: clock.now() };
    const check = watchHeartbeat([fine, { isSynced, lastActivityMs: clock.now() - idleMs }], 600_000, clock);

    expect(check()).toBe(expected);
  });
});
