import type { WantedCondition } from '../api/conditions.ts';
import { sentencesOf } from '../api/problems.ts';
import { messageOf, verifiedMessage, type Reason, type ReasonDetail } from '../api/reasons.ts';
import type { Verdict } from '../connectors/index.ts';
import type { TestResult } from './result.ts';

const expiryNoticeMs = 14 * 86_400_000;
/** A condition that is as it should be repeats nothing: Connected has the text, and each byte is written with every status. */
const unsaid = '';

/** What a verdict says. */
export function decided({ verdict: found }: TestResult, secretName?: string): WantedCondition[] {
  const verdict = worded(found, secretName);
  if (verdict.outcome === 'connected') return settled('True', 'Verified', verifiedMessage(proves(verdict)));
  if (verdict.outcome === 'failed') return settled('False', verdict.reason, messageOf(verdict.reason, verdict));
  return undecided(verdict.reason, verdict);
}

/** Problems name the Secret that they are of. */
function worded(verdict: Verdict, secretName: string | undefined): Verdict {
  if (verdict.outcome !== 'failed' || !verdict.problems?.length || secretName === undefined) return verdict;
  return { ...verdict, about: sentencesOf(verdict.problems, secretName) };
}

function proves({ checks }: Verdict): boolean {
  return !checks.some(({ name, result }) => name === 'Authenticated' && result === 'NotTestable');
}

function settled(connected: 'True' | 'False', reason: Reason, message: string): WantedCondition[] {
  if (connected === 'True')
    return [
      { type: 'Connected', status: 'True', reason, message },
      { type: 'Failed', status: 'False', reason, message: unsaid },
      { type: 'Ready', status: 'True', reason, message: unsaid },
    ];
  return [
    { type: 'Connected', status: 'False', reason, message },
    { type: 'Failed', status: 'True', reason, message },
    { type: 'Ready', status: 'False', reason, message },
    { type: 'Stalled', status: 'True', reason, message },
  ];
}

/** That there is no verdict, and why. */
export function undecided(reason: Reason, detail?: ReasonDetail): WantedCondition[] {
  const message = messageOf(reason, detail);
  return [
    { type: 'Connected', status: 'Unknown', reason, message },
    { type: 'Failed', status: 'False', reason, message: unsaid },
    { type: 'Ready', status: 'Unknown', reason, message },
    { type: 'Reconciling', status: 'True', reason, message },
  ];
}

/** That the credential ends soon, from a fortnight before. */
export function expiring(result: TestResult, now: number): WantedCondition[] {
  const from = expiryNoticeAt(result);
  if (from === undefined || now < from) return [];
  const message =
    'The credential ends soon (status.credentialExpiryTime). Put a new one into the Secret before it does.';
  return [{ type: 'CredentialExpiring', status: 'True', reason: 'ExpiresSoon', message }];
}

/** When CredentialExpiring has to be looked at again; undefined where it has not. */
export function expiryNoticeAt({ verdict }: TestResult): number | undefined {
  const end = verdict.outcome === 'inconclusive' ? undefined : verdict.expiresAt?.getTime();
  return end === undefined ? undefined : end - expiryNoticeMs;
}
