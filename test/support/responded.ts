import { reasons, type Reason } from '../../src/api/reasons.ts';
import type { Answer } from './fake-platform.ts';
import type { Row } from './http-cases.ts';

/** These say that somebody has signed in, if the platform's own words say so. */
const afterSignIn: ReadonlySet<Reason> = new Set(['PermissionDenied', 'ScopeMissing', 'IdentityMismatch']);

/**
 * Rows of a table about a credential that is shown as it is, or about the sign-in itself. The platform has responded and has
 * not accepted it, so they fail at Authenticated, even if the reason is usual at another stage.
 */
export function responded(rows: readonly Row[]): Row[] {
  return rows.map((row) => {
    const wanted = typeof row.expect === 'string' ? { reason: row.expect } : row.expect;
    const { reason, stage } = wanted;
    const usual = reason === 'Verified' || afterSignIn.has(reason) || reasons[reason].stage === 'Authenticated';
    const answers = Object.values(row.replies ?? {}).flat();
    if (stage || usual || answers.length === 0 || answers.some(isOutage)) return row;
    return { ...row, expect: { ...wanted, stage: 'Authenticated' } };
  });
}

/** What comes from in front of the platform, or from one that is not available now. */
function isOutage(answer: Answer): boolean {
  if (typeof answer === 'string') return true;
  const { status = 200 } = answer;
  return [408, 425, 429].includes(status) || status >= 500;
}
