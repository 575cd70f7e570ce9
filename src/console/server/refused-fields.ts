import type { Problem } from '../../api/problems.ts';
import { inFull, type Platform, type Verdict } from '../../connectors/index.ts';
import type { Draft } from '../contract.ts';

/** The fields that hold a credential which the platform has refused, where the verdict names none itself. */
export function refusedFields(verdict: Verdict, draft: Draft, { spec }: Platform): Problem[] {
  if (verdict.outcome !== 'failed' || verdict.reason !== 'CredentialsRejected') return [];
  if ((verdict.problems ?? []).length > 0) return [];
  const { secret } = inFull(spec).methods.find(({ name }) => name === draft.method) ?? {};
  const required = (secret?.['required'] ?? []) as string[];
  const sent = required.filter((key) => draft.secret[key]);
  const what = sent.length > 1 ? 'was refused, alone or with the others' : 'was refused';
  return sent.map((key) => ({ at: `secret.${key}`, kind: 'invalid', what }));
}
