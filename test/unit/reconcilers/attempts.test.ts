import { expect, it } from '@jest/globals';
import { allowedAt, dayMs, minuteMs, type Attempt } from '../../../src/reconcilers/attempts.ts';

const hourMs = 60 * minuteMs;
/** R: refused, S: silence; a minute apart, the last one now. */
function attempts(endings: string, now: number): Attempt[] {
  return Array.from(endings, (letter, index) => ({
    at: now - (endings.length - 1 - index) * minuteMs,
    ending: letter === 'R' ? 'Refused' : 'Unanswered',
  }));
}

it.each<[endings: string, waitMs: number]>([
  ['', 0],
  ['R', minuteMs],
  ['RR', dayMs - minuteMs],
  ['S', 0],
  ['SS', 0],
  ['SSS', hourMs],
  // What is not answered after a refusal may have been counted like one.
  ['RS', dayMs - minuteMs],
  ['RSR', dayMs - minuteMs],
  // What was not answered before it has had its own limit.
  ['SSR', minuteMs],
  ['SR', minuteMs],
  ['SRR', dayMs - minuteMs],
])('after %j a credential waits %d ms', (endings, waitMs) => {
  const now = Date.parse('2026-01-01T00:00:00Z');

  expect(Math.max(0, allowedAt(attempts(endings, now), now) - now)).toBe(waitMs);
});
