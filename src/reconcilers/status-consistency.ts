import { conditionOf, type ConditionType } from '../api/conditions.ts';
import type { ConnectionStatus } from '../api/connection.gen.ts';
import { outcomeOf, type TestOutcome } from './last-test.ts';
import { stateOf } from './status.ts';

/** What each condition says after a test; one that is not named is absent. */
const after: Readonly<Record<TestOutcome, Partial<Record<ConditionType, string>>>> = {
  Connected: { Connected: 'True', Failed: 'False', Ready: 'True' },
  Failed: { Connected: 'False', Failed: 'True', Ready: 'False', Stalled: 'True' },
  Inconclusive: { Connected: 'Unknown', Failed: 'False', Ready: 'Unknown', Reconciling: 'True' },
};

/**
 * Whether a status says something else than the last test that it tells of: somebody else wrote it, or its verdict was
 * withdrawn for a test that never ended.
 */
export function contradictsItself(status: ConnectionStatus): boolean {
  const { conditions = [], lastTest, state } = status;
  const outcome = outcomeOf(status) ?? 'Inconclusive';
  if ((lastTest?.outcome ?? outcome) !== outcome) return true;
  const wanted = after[outcome];
  const reason = lastTest?.reason;
  const connected = conditionOf(conditions, 'Connected');
  if (!connected || (reason !== undefined && connected.reason !== reason)) return true;
  if (conditions.some((one) => one.type !== 'CredentialExpiring' && wanted[one.type as ConditionType] !== one.status))
    return true;
  return state !== undefined && state !== 'Suspended' && state !== stateOf(status);
}
