import { reasons, type Outcome, type Reason } from '../../src/api/reasons.ts';

/** When the next test is due after each outcome. Times are those of src/reconcilers/schedule.ts. */
const next: Readonly<Record<Outcome, string>> = {
  connected:
    'The next test is due after `spec.test.interval`, up to 10 % sooner or later. With `interval: 0s` there is none.',
  failed:
    'The next test is due after 30 minutes, or after `spec.test.interval` if that is longer, up to 10 % later. With `interval: 0s` there is none. A change of the Connection, its Secret, its certificates, its proxy or its Platform starts a test at once. The operator cannot see a change on the side of the platform, so request a test after it.',
  inconclusive:
    'The test is repeated after 10 s, 20 s, 40 s and so on, at most every 10 minutes. If the platform says how long to wait, that counts. The last verdict remains until `spec.test.failureThreshold` tests in a row (3 by default) are inconclusive. Then `Connected` is `Unknown` and the state is `Retrying`. Without an earlier verdict, the state is `Retrying` at once.',
  pending:
    'If the Connection stays like this for longer than `spec.test.timeout`, check that the operator is running and is allowed to read what it needs: see [operations](../operations.md).',
};

const delayed =
  'The credential was sent before and not accepted, or five other values for the account were refused within an hour. The test is made when it may be sent again: see [lockout](../concepts.md#lockout). Another value in the Secret is tested at once, unless it is the account that waits. A request by annotation sends the same value once more, at most every ten minutes.';

const refusedAfter: Partial<Record<Outcome, string>> = {
  failed:
    'If the credential was sent and not accepted, this counts as a refusal, which may count against a lockout of the account. After a second one in a row the same credential is not sent for 24 hours.',
  inconclusive:
    'If the credential was sent and not accepted, the response may have been a refusal, which may count against a lockout of the account. The next test is then due after 30 minutes, or after `spec.test.interval` if that is longer, and twice as long each time, at most 24 hours. With `interval: 0s` there is none.',
};

const silent =
  'If the credential was sent and never accepted, the missing response may hide a refusal, which may count against a lockout of the account. From the third such test in a row, the credential is sent once an hour.';
const harmless = 'No lockout of the account is possible, because the credential was not sent.';

/** What happens after a test that ends with a reason: the next test, and what a lockout policy of the platform may count. */
export function nextOf(name: Reason): string {
  const due = name === 'TestDelayed' ? delayed : next[reasons[name].outcome];
  return [due, lockoutText(name)].filter(Boolean).join('\n\n');
}

function lockoutText(name: Reason): string | undefined {
  const { outcome, lockout } = reasons[name];
  if (outcome !== 'failed' && outcome !== 'inconclusive') return undefined;
  if (lockout === 'refusal') return refusedAfter[outcome];
  return lockout === 'silence' ? silent : harmless;
}

/** Whether a reason may pass by itself. */
export function transientText(name: Reason): string {
  return reasons[name].transient ? 'Transient: it may pass without any change.' : 'Not transient: it needs a change.';
}
