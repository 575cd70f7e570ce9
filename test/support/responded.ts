import { reasons, type Reason } from '../../src/api/reasons.ts';
import type { Stage } from '../../src/connectors/failure.ts';
import type { Answer } from './fake-platform.ts';
import type { Row } from './http-cases.ts';

/** If a row of the test says one of these, somebody has signed in. */
const afterSignIn: ReadonlySet<Reason> = new Set(['PermissionDenied', 'ScopeMissing', 'IdentityMismatch']);

/**
 * Rows about a credential that is shown as it is, or about the sign-in itself. The platform has responded and has not
 * accepted it, so they fail at Authenticated, even if the reason is usual at another stage.
 */
export function responded(rows: readonly Row[], phase: 'signIn' | 'test' = 'test'): Row[] {
  return rows.map((row) => {
    const { reason, stage } = expectedOf(row);
    const accepted = phase === 'test' && afterSignIn.has(reason);
    const answers = Object.values(row.replies ?? {}).flat();
    if (stage || accepted || answers.length === 0 || answers.some(isOutage)) return row;
    return at('Authenticated', row);
  });
}

/** Rows that change only replies to requests of which the stage of a failure is known, if the reason does not say more. */
export function failingAt(stage: Stage, rows: readonly Row[]): Row[] {
  return rows.map((row) => (row.replies && !afterSignIn.has(expectedOf(row).reason) ? at(stage, row) : row));
}

function at(stage: Stage, row: Row): Row {
  const wanted = expectedOf(row);
  const isUsual = wanted.reason === 'Verified' || (wanted.stage ?? reasons[wanted.reason].stage) === stage;
  return isUsual ? row : { ...row, expect: { ...wanted, stage } };
}

function expectedOf({ expect }: Row) {
  return typeof expect === 'string' ? { reason: expect } : expect;
}

/** What comes from in front of the platform, or from one that is not available now. */
function isOutage(answer: Answer): boolean {
  if (typeof answer === 'string') return true;
  const { status = 200 } = answer;
  return [408, 425, 429].includes(status) || status >= 500;
}
