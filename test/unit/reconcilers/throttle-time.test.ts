import { expect, it } from '@jest/globals';
import { Pace } from '../../../src/reconcilers/pace.ts';
import { ThrottleTime } from '../../../src/reconcilers/throttle-time.ts';

it('adds up the time in which somebody waits, and none in which nobody looks', () => {
  let ms = 0;
  const time = new ThrottleTime((more) => (ms += more));
  time.looked('a', false, 0);
  time.looked('a', true, 1000);
  time.looked('b', true, 1500);
  time.looked('a', true, 2000);
  time.looked('a', false, 2500);
  time.looked('a', false, 9000);
  expect(ms).toBe(1500);

  time.looked('b', false, 3_600_000);
  expect(ms).toBe(1500);
});

it('hears from the pace of a host that has no room', () => {
  let [now, throttledMs] = [0, 0];
  const pace = new Pace({ clock: { now: () => now }, onThrottled: (ms) => (throttledMs += ms) });
  const limits = { wide: [{ key: 'host h', concurrency: 1 }], narrow: [] };
  pace.planned('a/1', limits);
  const [host = ''] = pace.groupsOf('a/1');
  pace.started('a/1', [host], 'a');
  pace.waitMs(host, 'a');
  now = 700;
  pace.ended('a/1');
  pace.waitMs(host, 'a');

  expect(throttledMs).toBe(700);
});
