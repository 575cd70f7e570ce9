import { describe, expect, it } from '@jest/globals';

import { eventLoopHeartbeat, healthRoute, watchHeartbeat } from '../../../src/runtime/health.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const up = (): boolean => true;
const down = (): boolean => false;
const broken = (): never => {
  throw new Error('broken');
};

describe('healthRoute', () => {
  it.each([
    ['no checks', {}, '', 200, 'ok\n'],
    ['all up', { a: up, b: up }, '', 200, 'ok\n'],
    ['all up, verbose', { a: up, b: up }, 'verbose', 200, '[+] a\n[+] b\nok\n'],
    ['one down', { a: up, b: down }, '', 503, '[-] b\nfailing\n'],
    ['one down, verbose', { a: up, b: down }, 'verbose', 503, '[+] a\n[-] b\nfailing\n'],
    ['one that throws', { a: broken, b: up }, '', 503, '[-] a\nfailing\n'],
  ])('with %s', async (_case, checks, query, status, body) => {
    expect(await healthRoute(checks)(new URLSearchParams(query))).toEqual({ status, body });
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
