import { reasons, type Reason } from '../../src/api/reasons.ts';
import type { Row } from './http-cases.ts';

/** These say that somebody has signed in, if the platform's own words say so. */
const afterSignIn: ReadonlySet<Reason> = new Set(['PermissionDenied', 'ScopeMissing', 'IdentityMismatch']);

/**
 * Rows of a method that has had a response before its credential is shown: the challenge of NTLM, or what was asked without
 * the credential. Then even an outage at one of these routes comes after Reached.
 */
export function challenged(rows: readonly Row[], ...routes: string[]): Row[] {
  return rows.map((row) => {
    const wanted = typeof row.expect === 'string' ? { reason: row.expect } : row.expect;
    const { reason, stage } = wanted;
    const usual = reason === 'Verified' || afterSignIn.has(reason) || reasons[reason].stage === 'Authenticated';
    const asked = Object.keys(row.replies ?? {}).some((route) => routes.includes(route));
    return (stage && stage !== 'Reached') || (usual && !stage) || !asked
      ? row
      : { ...row, expect: { ...wanted, stage: 'Authenticated' } };
  });
}
