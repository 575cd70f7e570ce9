import type { ConnectionStatus } from '../api/connection.gen.ts';
import { isReason, reasons } from '../api/reasons.ts';

export type TestOutcome = 'Connected' | 'Failed' | 'Inconclusive';

const outcomes = {
  connected: 'Connected',
  failed: 'Failed',
  inconclusive: 'Inconclusive',
  pending: undefined,
} as const;

/** How the last test ended, which its reason tells; undefined where there was none, or its reason is none of this release. */
export function outcomeOf({ lastTest }: ConnectionStatus): TestOutcome | undefined {
  return isReason(lastTest?.reason) ? outcomes[reasons[lastTest.reason].outcome] : undefined;
}

/** The generation that was tested; undefined where none was. */
export function testedGeneration({ lastTest, observedGeneration }: ConnectionStatus): number | undefined {
  return lastTest?.generation ?? (lastTest && observedGeneration);
}

/** What a status says, as one of another generation of the spec. */
export function ofGeneration(status: ConnectionStatus, observedGeneration: number): ConnectionStatus {
  const { generation: _before, ...lastTest } = status.lastTest ?? {};
  const tested = testedGeneration(status);
  const told = tested === undefined || tested === observedGeneration ? lastTest : { ...lastTest, generation: tested };
  return { ...status, observedGeneration, ...(status.lastTest ? { lastTest: told } : {}) };
}
