import { expect, it } from '@jest/globals';
import type { Check, Verdict } from '../../../src/connectors/index.ts';
import { nextTestDelayMs, resumeAt } from '../../../src/reconcilers/schedule.ts';

const minute = 60_000;
const hour = 60 * minute;
const connected: Verdict = { outcome: 'connected', credential: 'Accepted', account: {}, access: {}, checks: [] };
const refusedAt = (reason: 'CredentialsRejected' | 'PermissionDenied', name: Check['name']): Verdict => ({
  outcome: 'failed',
  credential: name === 'Authenticated' ? 'NotAccepted' : 'Accepted',
  reason,
  checks: [{ name, result: 'Failed', reason }],
});
const failed = refusedAt('CredentialsRejected', 'Authenticated');
const forbidden = refusedAt('PermissionDenied', 'Authorized');
const away: Verdict = { outcome: 'inconclusive', credential: 'NotSent', reason: 'ServiceUnavailable', checks: [] };
const authenticated: Check[] = [{ name: 'Authenticated', result: 'Failed', reason: 'UnexpectedReply' }];
const doubtful: Verdict = {
  outcome: 'inconclusive',
  credential: 'NotAccepted',
  reason: 'UnexpectedReply',
  checks: authenticated,
};
const unanswered: Verdict = {
  outcome: 'inconclusive',
  credential: 'NotAccepted',
  reason: 'TimedOut',
  checks: authenticated,
};
const limited: Verdict = {
  outcome: 'inconclusive',
  credential: 'NotSent',
  reason: 'RateLimited',
  retryAfterMs: 2 * hour,
  checks: [],
};

it.each<
  [
    string,
    Verdict,
    {
      intervalMs?: number;
      failures?: number;
      inconclusive?: number;
      knownGood?: boolean;
      budget?: { callsPerDay?: number; tokensPerHour?: number };
      random: number;
    },
    number | undefined,
  ]
>([
  ['connected, earliest', connected, { random: 0 }, 0.9 * hour],
  ['connected, latest', connected, { random: 1 }, 1.1 * hour],
  ['connected, only on change', connected, { intervalMs: 0, random: 0 }, undefined],
  [
    'connected, within the budget of the vendor',
    connected,
    { intervalMs: minute, budget: { callsPerDay: 24 }, random: 0.5 },
    hour,
  ],
  [
    'connected, within the tokens an hour of the vendor',
    connected,
    { intervalMs: minute, budget: { tokensPerHour: 10 }, random: 0.5 },
    6 * minute,
  ],
  ['failed, never before the interval', failed, { intervalMs: 2 * hour, random: 0 }, 2 * hour],
  ['failed, never before the hold', failed, { intervalMs: minute, random: 0 }, 30 * minute],
  ['failed, only on change', failed, { intervalMs: 0, random: 0 }, undefined],
  ['refused for the second time: once a day', failed, { failures: 2, random: 0 }, 24 * hour],
  [
    'refused for the second time, with an interval that is longer',
    failed,
    { intervalMs: 48 * hour, failures: 2, random: 0 },
    48 * hour,
  ],
  ['a missing right locks nobody', forbidden, { failures: 5, random: 0 }, hour],
  ['no answer to a credential', unanswered, { inconclusive: 1, intervalMs: minute, random: 0.5 }, 10_000],
  ['no answer to a credential, again', unanswered, { inconclusive: 2, intervalMs: minute, random: 0.5 }, 20_000],
  ['no answer to a credential, for the third time', unanswered, { inconclusive: 3, random: 0 }, hour],
  ['no answer to a credential, for ever', unanswered, { inconclusive: 30, intervalMs: 0, random: 0 }, hour],
  [
    'no answer to a credential that is known to be good',
    unanswered,
    { inconclusive: 3, knownGood: true, random: 0.5 },
    40_000,
  ],
  [
    'no answer, and a wish that is longer',
    { ...unanswered, retryAfterMs: 3 * hour },
    { inconclusive: 3, random: 0 },
    3 * hour,
  ],
  // Retry-After never means more than time: a long one is no sign of a refusal.
  ['an outage with a long wish', { ...unanswered, retryAfterMs: hour }, { inconclusive: 1, random: 0 }, hour],
  [
    'an outage with a long wish, with interval 0',
    { ...unanswered, retryAfterMs: hour },
    { intervalMs: 0, inconclusive: 6, random: 0 },
    hour,
  ],
  ['inconclusive, first', away, { inconclusive: 1, random: 0.5 }, 10_000],
  ['inconclusive, earliest', away, { inconclusive: 1, random: 0 }, 8_000],
  ['inconclusive, third', away, { inconclusive: 3, random: 0.5 }, 40_000],
  ['inconclusive, at most', away, { inconclusive: 50, random: 1 }, 10 * minute],
  ['inconclusive, also with interval 0', away, { intervalMs: 0, inconclusive: 1, random: 0.5 }, 10_000],
  ['a wish of the platform', limited, { inconclusive: 1, random: 0 }, 2 * hour],
  [
    'an answer to a credential that nobody understands is held like a refusal',
    doubtful,
    { inconclusive: 1, intervalMs: minute, random: 0 },
    30 * minute,
  ],
  ['and then for a day', doubtful, { inconclusive: 8, intervalMs: minute, random: 0 }, 24 * hour],
])(
  '%s',
  (
    _name,
    verdict,
    { intervalMs = hour, failures = 1, inconclusive = 0, knownGood = false, budget, random },
    wanted,
  ) => {
    const delay = nextTestDelayMs({ verdict, intervalMs, failures, inconclusive, knownGood, budget, random });

    if (wanted === undefined) expect(delay).toBeUndefined();
    else expect(delay).toBeCloseTo(wanted, 0);
  },
);

it('resumes at the dated time, and spreads what is overdue over a minute at most', () => {
  expect(resumeAt(2000, hour, 1000, 0.5)).toBe(2000);
  expect(resumeAt(500, hour, 1000, 0.5)).toBe(1000 + 30_000);
  expect(resumeAt(500, 10_000, 1000, 0.5)).toBe(1000 + 5_000);
});

it('believes no date that is later than any test is put off', () => {
  const year2099 = Date.UTC(2099, 0, 1);

  expect(resumeAt(year2099, hour, 1000, 0.5)).toBeCloseTo(1000 + 26.4 * hour, 0);
  expect(resumeAt(year2099, 0, 1000, 0.5)).toBeCloseTo(1000 + 26.4 * hour, 0);
  expect(resumeAt(year2099, 720 * hour, 1000, 0.5)).toBeCloseTo(1000 + 792 * hour, 0);
});

it.each([-5000, 0, 1, 1000, 9000])(
  'a wish for a wait of %d ms makes nothing faster than the back-off',
  (retryAfterMs) => {
    const counts = { intervalMs: hour, failures: 1, inconclusive: 1, knownGood: true, random: 0.5 };

    expect(nextTestDelayMs({ verdict: { ...unanswered, retryAfterMs }, ...counts })).toBeGreaterThanOrEqual(8000);
  },
);
