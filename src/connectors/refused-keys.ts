import { sentencesOf } from '../api/problems.ts';
import { isRefusal, reasons } from '../api/reasons.ts';
import type { Plan } from './platform.ts';
import { misspeltKeys } from './planning/check.ts';
import type { Failed, Verdict } from './verdict.ts';

/** A refusal names the keys that it is about, and one that was not sent because it has another name. */
export function namingKeys(verdict: Verdict, { platform, method, config, secret }: Plan): Verdict {
  if (verdict.outcome !== 'failed' || !isRefusal(verdict.reason)) return verdict;
  const misspelt = misspeltKeys({ platform, method, config, given: Object.keys(secret) });
  const causes = [...(verdict.causes ?? []), ...misspelt.map((problem) => sentencesOf([problem]))];
  if (verdict.reason === 'CredentialsExpired') return { ...verdict, ...renewing(verdict, method), causes };
  const keys = ((method.secret?.['required'] ?? []) as string[]).map((key) => `\`${key}\``);
  const isOpen = verdict.reason === 'CredentialsRejected' && causes.length === 0 && verdict.fix === undefined;
  if (misspelt.length > 0) return { ...verdict, causes };
  if (!isOpen || keys.length === 0) return verdict;
  const { action } = reasons.CredentialsRejected;
  return { ...verdict, fix: action.replace('Correct it', `Correct ${keys.join(' or ')}`) };
}

/** The key of what has expired, if the method has one secret alone. */
function renewing({ about, fix }: Pick<Failed, 'about' | 'fix'>, { secret }: Plan['method']): { fix?: string } {
  const properties = (secret?.['properties'] ?? {}) as Record<string, { writeOnly?: boolean }>;
  const hidden = Object.keys(properties).filter((key) => properties[key]?.writeOnly);
  if (about !== undefined || fix !== undefined || hidden.length !== 1) return {};
  return { fix: `Put a new \`${hidden[0]}\` into the Secret.` };
}
