import { describe, expect, it } from '@jest/globals';
import type { ConnectionStatus } from '../../../src/api/connection.gen.ts';
import type { Connection } from '../../../src/api/resources.ts';
import type { Verdict } from '../../../src/connectors/index.ts';
import { nextStatus, type StatusUpdate } from '../../../src/reconcilers/status.ts';
import type { TestResult } from '../../../src/reconcilers/result.ts';
import { expectKstatusRules } from '../../support/cluster/kstatus.ts';

const now = Date.UTC(2030, 0, 1, 12);
const day = 86_400_000;
const secret = { uid: 'secret-uid', resourceVersion: '7' };
const connected: Verdict = {
  outcome: 'connected',
  credential: 'Accepted',
  account: { id: '1', email: 'a@b.c' },
  access: { read: 'Granted' },
  checks: [],
};
const rejected: Verdict = { outcome: 'failed', credential: 'NotAccepted', reason: 'CredentialsRejected', checks: [] };
const unavailable: Verdict = {
  outcome: 'inconclusive',
  credential: 'NotSent',
  reason: 'ServiceUnavailable',
  checks: [],
};

function connection(status?: ConnectionStatus, generation = 2): Connection {
  const metadata = { name: 'c', namespace: 'ns', uid: 'uid', resourceVersion: '1', generation };
  return { metadata, spec: { platform: 'box', secretRef: { name: 's' } }, ...(status ? { status } : {}) };
}

function update(verdict: Verdict, more: Partial<TestResult> = {}): StatusUpdate {
  const inputs = { uid: 'uid', generation: 2, secret, dependencies: 'built-in' };
  const counts =
    verdict.outcome === 'inconclusive'
      ? { inconclusive: 1, failures: 1 }
      : { inconclusive: 0, failures: verdict.outcome === 'connected' ? 0 : 1 };
  const result: TestResult = {
    inputs,
    verdict,
    method: 'jwt',
    endedAt: now,
    durationMs: 12.4,
    fresh: false,
    knownGood: false,
    nextAt: now + 3_600_000,
    request: undefined,
    ...counts,
    ...more,
  };
  return { kind: 'result', result, displayName: 'Box' };
}

/** `Connected=True/Verified Failed=False …` */
function rows({ conditions = [] }: ConnectionStatus): string {
  return conditions.map(({ type, status, reason }) => `${type}=${status}/${reason}`).join(' ');
}

const after = (verdict: Verdict, more?: Partial<TestResult>) =>
  nextStatus(connection(), update(verdict, { fresh: true, ...more }), now);

describe('what a verdict failed at, and what a test that cannot tell has passed since', () => {
  const rungs = ['Resolved', 'Reached', 'Authenticated', 'Authorized'] as const;
  const failedAt = (rung: (typeof rungs)[number]): Verdict => {
    const reason = 'SecretAccessDenied';
    return { outcome: 'failed', credential: 'NotSent', reason, checks: [{ name: rung, result: 'Failed', reason }] };
  };
  const passed = (count: number): Verdict => ({
    ...unavailable,
    checks: rungs.slice(0, count).map((name) => ({ name, result: 'Passed' })),
  });

  it.each([0, 1, 2, 3])('%d rungs passed: a verdict of one of them stands no more', (count) => {
    for (const [index, rung] of rungs.entries()) {
      const { conditions = [] } = nextStatus(connection(after(failedAt(rung))), update(passed(count)), now);
      const reason = index < count ? 'ServiceUnavailable' : 'SecretAccessDenied';
      expect(conditions.find(({ type }) => type === 'Connected')).toMatchObject({ reason });
    }
  });
});

describe('conditions (the table of the design)', () => {
  it.each<[string, Connection, StatusUpdate, string, string]>([
    [
      'not yet tested',
      connection(),
      { kind: 'changed' },
      'Pending',
      'Connected=Unknown/Pending Failed=False/Pending Ready=Unknown/Pending Reconciling=True/Pending',
    ],
    [
      'changed since',
      connection(after(connected)),
      { kind: 'changed' },
      'Pending',
      'Connected=Unknown/CredentialChanged Failed=False/CredentialChanged Ready=Unknown/CredentialChanged Reconciling=True/CredentialChanged',
    ],
    [
      'connected',
      connection(),
      update(connected),
      'Connected',
      'Connected=True/Verified Failed=False/Verified Ready=True/Verified',
    ],
    [
      'failed',
      connection(),
      update(rejected),
      'Failed',
      'Connected=False/CredentialsRejected Failed=True/CredentialsRejected Ready=False/CredentialsRejected Stalled=True/CredentialsRejected',
    ],
    [
      'under the threshold, good before',
      connection(after(connected)),
      update(unavailable, { inconclusive: 2 }),
      'Connected',
      'Connected=True/Verified Failed=False/Verified Ready=True/Verified',
    ],
    [
      'under the threshold, bad before',
      connection(after(rejected)),
      update(unavailable),
      'Failed',
      'Connected=False/CredentialsRejected Failed=True/CredentialsRejected Ready=False/CredentialsRejected Stalled=True/CredentialsRejected',
    ],
    [
      'at the threshold',
      connection(after(connected)),
      update(unavailable, { inconclusive: 3 }),
      'Retrying',
      'Connected=Unknown/ServiceUnavailable Failed=False/ServiceUnavailable Ready=Unknown/ServiceUnavailable Reconciling=True/ServiceUnavailable',
    ],
    [
      'no verdict to protect',
      connection(),
      update(unavailable),
      'Retrying',
      'Connected=Unknown/ServiceUnavailable Failed=False/ServiceUnavailable Ready=Unknown/ServiceUnavailable Reconciling=True/ServiceUnavailable',
    ],
    [
      'a good verdict on another credential',
      connection(after(connected)),
      update(unavailable, { fresh: true }),
      'Retrying',
      'Connected=Unknown/ServiceUnavailable Failed=False/ServiceUnavailable Ready=Unknown/ServiceUnavailable Reconciling=True/ServiceUnavailable',
    ],
    [
      'suspended',
      connection(after(connected)),
      { kind: 'suspended', isChanged: false },
      'Suspended',
      'Connected=True/Verified Failed=False/Verified Ready=True/Verified',
    ],
    [
      'suspended, then pointed elsewhere',
      connection(after(connected)),
      { kind: 'suspended', isChanged: true },
      'Suspended',
      'Connected=Unknown/Suspended Failed=False/Suspended',
    ],
    [
      'suspended while its credential was tested',
      connection(nextStatus(connection(after(connected)), { kind: 'changed' }, now)),
      { kind: 'suspended', isChanged: false },
      'Suspended',
      'Connected=Unknown/Suspended Failed=False/Suspended',
    ],
    [
      'withdrawn, and proves true',
      connection(nextStatus(connection(after(connected)), { kind: 'changed' }, now)),
      { kind: 'given back', verdict: after(connected) },
      'Connected',
      'Connected=True/Verified Failed=False/Verified Ready=True/Verified',
    ],
    [
      'suspended before the first test',
      connection(),
      { kind: 'suspended', isChanged: false },
      'Suspended',
      'Connected=Unknown/Suspended Failed=False/Suspended',
    ],
  ])('%s', (_name, before, what, state, wanted) => {
    const status = nextStatus(before, what, now);

    expect(rows(status)).toBe(wanted);
    expect(status.state).toBe(state);
    expect(status.observedGeneration).toBe(2);
    expectKstatusRules({ ...before, status });
  });
});

it('moves lastTransitionTime only where the status moves', () => {
  const first = after(connected);

  const later = nextStatus(connection(first), update(rejected), now + day);
  const latest = nextStatus(connection(later), update({ ...rejected, reason: 'CredentialsRevoked' }), now + 2 * day);

  expect(later.conditions?.[0]?.lastTransitionTime).toBe('2030-01-02T12:00:00Z');
  expect(latest.conditions?.[0]).toMatchObject({
    lastTransitionTime: '2030-01-02T12:00:00Z',
    reason: 'CredentialsRevoked',
  });
});

it.each([
  [15 * day, false],
  [14 * day, true],
  [-day, true],
])('says CredentialExpiring %d ms before the end: %s', (left, wanted) => {
  const status = nextStatus(connection(), update({ ...connected, expiresAt: new Date(now + left) }), now);

  expect(status.conditions?.some(({ type }) => type === 'CredentialExpiring')).toBe(wanted);
  expect(status.credentialExpiryTime).toBe(new Date(now + left).toISOString().replace('.000', ''));
});

it('fills the account name from e-mail or id where the platform gives none', () => {
  expect(after(connected).account).toEqual({ id: '1', email: 'a@b.c', name: 'a@b.c' });
  expect(after({ ...connected, account: { id: '1' } }).account).toEqual({ id: '1', name: '1' });
});

it('forgets account and binding of a credential that is refused, and keeps them through an outage', () => {
  const good = after(connected);

  const bad = nextStatus(connection(good), update(rejected), now);
  const away = nextStatus(connection(good), update(unavailable, { inconclusive: 3 }), now);

  expect(bad).not.toHaveProperty('account');
  expect(bad).not.toHaveProperty('binding');
  expect(away).toMatchObject({ account: { id: '1' }, binding: { name: 's' } });
});

it.each([
  ['without a verdict yet', undefined],
  ['at the threshold', after(connected)],
  ['under the threshold', after(rejected)],
])('keeps the host key of a server that could not tell, %s', (_name, before) => {
  const hostKey = { host: 'sftp.example.com:22', fingerprint: 'sha256:abc' };
  const inconclusive = before?.state === 'Connected' ? 3 : 1;

  const status = nextStatus(connection(before), update({ ...unavailable, hostKey }, { inconclusive }), now);

  expect(status).toMatchObject({ hostKey });
});

it('echoes a test request also where nothing else changes', () => {
  const status = nextStatus(connection(after(connected)), update(unavailable, { request: 'now' }), now);

  expect(status).toMatchObject({ lastHandledTestRequest: 'now', state: 'Connected' });
});
