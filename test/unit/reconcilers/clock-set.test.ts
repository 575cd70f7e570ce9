import { expect, it } from '@jest/globals';
import type { ConnectionStatus } from '../../../src/api/connection.gen.ts';
import type { Connection } from '../../../src/api/resources.ts';
import { causeOf, remember } from '../../../src/reconcilers/connection-state.ts';
import { nextStatus } from '../../../src/reconcilers/status.ts';
import type { TestResult } from '../../../src/reconcilers/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const minute = 60_000;
const hour = 60 * minute;
const year = 365 * 24 * hour;
const inputs = { uid: 'u', generation: 1, secret: undefined, dependencies: 'built-in' };

const counts = {
  method: 'jwt',
  request: undefined,
  failures: 0,
  inconclusive: 0,
  knownGood: true,
  fresh: true,
  durationMs: 5,
};

function connectionOf(status: ConnectionStatus, interval = '1h'): Connection {
  const metadata = { name: 'c', namespace: 'ns', uid: 'u', resourceVersion: '1', generation: 1 };
  return { metadata, spec: { platform: 'box', test: { interval } }, status };
}

/** The status that a test writes whose clock is ahead by so much. */
function statusOf(aheadMs: number, clock: FakeClock): ConnectionStatus {
  const result = {
    inputs,
    verdict: { outcome: 'connected', credential: 'Accepted', account: { id: '1' }, access: {}, checks: [] },
    ...counts,
    endedAt: clock.now() + aheadMs,
    aheadMs,
    nextAt: clock.now() + hour,
  } as TestResult;
  return nextStatus(connectionOf({}), { kind: 'result', result, displayName: 'Box' }, clock.now() + aheadMs);
}

it.each([-hour, hour, 10 * year])(
  'dates are those that people read, with a clock that is ahead by %d ms',
  (aheadMs) => {
    const clock = new FakeClock();

    const { lastTest, nextTestTime } = statusOf(aheadMs, clock);

    expect(Date.parse(lastTest?.time ?? '') - clock.now()).toBe(aheadMs);
    expect(Date.parse(nextTestTime ?? '') - clock.now()).toBe(aheadMs + hour);
  },
);

it.each([
  ['right', 0, hour],
  ['ten years ahead when it was tested, and right now', 10 * year, 1.1 * hour],
  ['an hour ahead when it was tested', hour, 1.1 * hour],
])('after a restart the next test is within an interval where the clock was %s', (_name, aheadMs, atMost) => {
  const clock = new FakeClock();
  const connection = connectionOf(statusOf(aheadMs, clock));
  const state = remember(connection, { clock });

  expect((state.tested?.nextAt ?? Infinity) - clock.now()).toBeLessThanOrEqual(atMost);
});

it.each([-hour, hour, 10 * year])(
  'a test is due when it was, however the clock is set meanwhile: by %d ms',
  async (byMs) => {
    const clock = new FakeClock();
    const connection = connectionOf(statusOf(0, clock));
    const state = remember(connection, { clock });

    clock.set(byMs);
    await clock.advance(hour - 1);
    expect(causeOf(state, connection, inputs, clock.now())).toBeUndefined();
    await clock.advance(minute);

    expect(causeOf(state, connection, inputs, clock.now())).toBe('periodic');
  },
);

it('a date of before is taken by the time that people read', () => {
  const clock = new FakeClock();
  clock.set(3 * hour);

  const state = remember(connectionOf(statusOf(3 * hour, clock)), { clock });

  expect((state.tested?.nextAt ?? Infinity) - clock.now()).toBe(hour);
});
