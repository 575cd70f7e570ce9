import { describe, expect, it } from '@jest/globals';
import type { ConnectionStatus } from '../../../src/api/connection.gen.ts';
import type { Connection } from '../../../src/api/resources.ts';
import type { Verdict } from '../../../src/connectors/index.ts';
import { causeOf, remember } from '../../../src/reconcilers/connection-state.ts';
import { ofGeneration, outcomeOf, testedGeneration } from '../../../src/reconcilers/last-test.ts';
import { nextStatus } from '../../../src/reconcilers/status.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const now = Date.UTC(2030, 0, 1);
const secret = { uid: 's', resourceVersion: '7' };
const accepted: Verdict = {
  outcome: 'connected',
  credential: 'Accepted',
  account: { id: '1' },
  access: {},
  checks: [],
};
const times = { endedAt: now, durationMs: 5, nextAt: now + 3_600_000 };

function connectionOf(status: ConnectionStatus, generation = 1): Connection {
  const metadata = { name: 'c', namespace: 'ns', uid: 'u', resourceVersion: '10', generation };
  return { metadata, spec: { platform: 'box', secretRef: { name: 's' } }, status };
}

const inputsOf = (generation: number) => ({ uid: 'u', generation, secret, dependencies: 'built-in' });

const connected = () => concluded(accepted);

function concluded(verdict: Verdict): ConnectionStatus {
  const counts = { failures: 0, inconclusive: 0, knownGood: true, fresh: true };
  const inputs = inputsOf(1);
  const result = { inputs, verdict, method: 'jwt', request: undefined, ...times, ...counts };
  return nextStatus(connectionOf({}), { kind: 'result', result, displayName: 'Box' }, now);
}

/** Why a process that has just started would test. */
function causeAfterRestart(status: ConnectionStatus, generation = 1) {
  const connection = connectionOf(status, generation);
  return causeOf(remember(connection, { clock: new FakeClock(now) }), connection, inputsOf(generation), now);
}

describe('how the last test ended', () => {
  it.each([
    ['Verified', 'Connected'],
    ['CredentialsRejected', 'Failed'],
    ['TimedOut', 'Inconclusive'],
    ['TestDelayed', 'Inconclusive'],
    ['OfALaterRelease', undefined],
    [undefined, undefined],
  ])('is told by its reason: %s', (reason, wanted) => {
    expect(outcomeOf({ lastTest: reason === undefined ? {} : { reason } })).toBe(wanted);
  });
});

it('is said by a word where it did not end well', () => {
  const { lastTest } = concluded({
    outcome: 'failed',
    credential: 'NotAccepted',
    reason: 'CredentialsRejected',
    checks: [],
  });

  expect(lastTest).toMatchObject({ outcome: 'Failed', reason: 'CredentialsRejected' });
});

describe('a status leaves out', () => {
  it('what is so for nearly all, or stands in it already', () => {
    const status = connected();

    expect(Object.keys(status)).not.toContain('consecutiveFailures');
    expect(Object.keys(status.lastTest!)).toEqual(['time', 'reason', 'durationMs', 'method', 'secret']);
  });

  it('no generation that is another one than it speaks of', () => {
    const changed = ofGeneration(connected(), 2);

    expect(changed).toMatchObject({ observedGeneration: 2, lastTest: { generation: 1 } });
    expect(testedGeneration(ofGeneration(changed, 3))).toBe(1);
    expect(ofGeneration(changed, 1)).toEqual(connected());
  });

  it('no test at all', () => {
    expect(ofGeneration({}, 1)).toEqual({ observedGeneration: 1 });
    expect(testedGeneration({ observedGeneration: 1 })).toBeUndefined();
  });
});

describe('after a restart', () => {
  it('what was tested is not tested again', () => {
    expect(causeAfterRestart(connected())).toBeUndefined();
  });

  it.each([{ kind: 'suspended', isChanged: false } as const, { kind: 'changed' } as const])(
    'a spec is tested that was edited and only looked at: $kind',
    (update) => {
      const looked = nextStatus(connectionOf(connected(), 2), update, now);

      expect(looked.lastTest?.generation).toBe(1);
      expect(causeAfterRestart(looked, 2)).toBeDefined();
    },
  );

  it('a status of an earlier release, which has it all, is believed', () => {
    const status = connected();
    const earlier = { ...status, consecutiveFailures: 0, lastTest: { ...status.lastTest, generation: 1 } };

    expect(causeAfterRestart({ ...earlier, lastTest: { ...earlier.lastTest, outcome: 'Connected' } })).toBeUndefined();
    expect(causeAfterRestart({ ...earlier, lastTest: { ...earlier.lastTest, generation: 0 } })).toBe('spec');
  });
});
