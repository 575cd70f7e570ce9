import type { PlatformRow, PlatformStep } from '../../../src/api/platform.gen.ts';
import type { Reason } from '../../../src/api/reasons.ts';
import { refusalCauses } from '../../../src/connectors/auth/ntlm/refusal.ts';
import { rowsIn, stepsOf } from '../../../src/connectors/language/steps.ts';
import type { PlatformSpec } from '../../../src/connectors/platform.ts';

/** A reason that the rows of a platform end a test with, and what is known of its cause. */
export interface Meaning {
  reason: Reason;
  causes: readonly string[];
  /** What to do, in place of the general advice. */
  fix?: string | undefined;
}

/** Every reason that a platform's own rows name, a row of a table once, in the order of a test. */
export function meaningsOf(spec: PlatformSpec): Meaning[] {
  const steps = stepsOf(spec).map(({ step }) => step);
  const rows = new Set(steps.flatMap(({ replies }) => rowsIn(spec, replies, '').map(({ row }) => row)));
  const refused = spec.methods.some(({ credential }) => credential?.ntlm);
  return [
    ...[...rows].flatMap((row) => ofRow(spec, row)),
    ...steps.flatMap(ofExpectations),
    ...(refused ? [{ reason: 'AccessRefused' as const, causes: refusalCauses }] : []),
  ];
}

function ofRow(spec: PlatformSpec, { outcome, causes = [], fix, compareClocks, then }: PlatformRow): Meaning[] {
  const asked = rowsIn(spec, then?.replies, '').flatMap(({ row }) => ofRow(spec, row));
  const clocks: Meaning[] = compareClocks ? [{ reason: 'ClockSkew', causes: [] }] : [];
  if (outcome === undefined || outcome === 'Passed') return asked;
  return [...clocks, ...asked, { reason: outcome, causes, fix }];
}

function ofExpectations({ expect = [] }: PlatformStep): Meaning[] {
  return expect.map(({ causes = [] }) => ({ reason: 'IdentityMismatch', causes }));
}

/** Possible causes without repetition, in the order of their first mention. */
export function causesOf(meanings: readonly Meaning[]): string[] {
  return [...new Set(meanings.flatMap(({ causes }) => causes))];
}
