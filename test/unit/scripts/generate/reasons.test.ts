import { expect, it } from '@jest/globals';
import { nextOf, transientText } from '../../../../scripts/generate/reason-next.ts';
import { samples } from '../../../../scripts/generate/reason-samples.ts';
import { adviceOf, whatIsSo } from '../../../../scripts/generate/reason-text.ts';
import { reasons, type FailedReason, type InconclusiveReason, type Reason } from '../../../../src/api/reasons.ts';
import { nextTestDelayMs } from '../../../../src/reconcilers/schedule.ts';

const names = Object.keys(reasons) as Reason[];

it.each(names.filter((name) => / \{about\}/.test(reasons[name].message) && reasons[name].lockout === 'none'))(
  'has an example of what %s is about',
  (name) => {
    expect(samples[name]?.about).toBeDefined();
  },
);

it.each<[Reason, string]>([
  ['CredentialsRejected', 'After a second one in a row the same credential is not sent for 24 hours.'],
  ['SecretNotFound', 'No lockout of the account is possible'],
  ['UnexpectedReply', 'twice as long each time, at most 24 hours'],
  ['TimedOut', 'From the third such test in a row, the credential is sent once an hour.'],
  ['ConnectionRefused', 'No lockout of the account is possible'],
  ['Pending', 'check that the operator is running'],
])('says what happens after %s', (name, text) => {
  expect(nextOf(name)).toContain(text);
});

const minutes = 60_000;
const hours = 60 * minutes;

/** The times that the pages name. */
it.each<[FailedReason | InconclusiveReason, number, number]>([
  ['CredentialsRejected', 1, 30 * minutes],
  ['CredentialsRejected', 2, 24 * hours],
  ['SecretNotFound', 2, 30 * minutes],
  ['UnexpectedReply', 1, 30 * minutes],
  ['UnexpectedReply', 2, hours],
  ['UnexpectedReply', 9, 24 * hours],
  ['TimedOut', 3, hours],
  ['ConnectionRefused', 20, 10 * minutes],
])('waits after %s, test %i', (reason, times, expected) => {
  const { outcome } = reasons[reason];
  const verdict = { outcome, reason, credential: 'NotAccepted', checks: [] } as Parameters<
    typeof nextTestDelayMs
  >[0]['verdict'];
  const inconclusive = outcome === 'inconclusive' ? times : 0;
  const counts = { intervalMs: minutes, failures: times, inconclusive, knownGood: false, random: 0.5 };

  expect((nextTestDelayMs({ verdict, ...counts }) ?? 0) / expected).toBeCloseTo(1, 0);
});

it('says what is so and what to do', () => {
  expect(whatIsSo('TimedOut')).toBe('Timed out.');
  expect(whatIsSo('SecretAccessDenied')).toBe(
    'The operator is not allowed to read a Secret or ConfigMap that the Connection names.',
  );
  expect(adviceOf('InvalidConfiguration')).toBe('Correct what the message names.');
  expect(adviceOf('Verified')).toBe('');
  expect([transientText('TimedOut'), transientText('AccountLocked')]).toEqual([
    'Transient: it may pass without any change.',
    'Not transient: it needs a change.',
  ]);
});
