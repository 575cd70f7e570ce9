import type { ConnectionRequires } from '../api/connection.gen.ts';
import { isFailed, isInconclusive } from '../api/reasons.ts';
import { isFailure, type Finding, type Proof, type Stage } from './failure.ts';
import { isUntold, unmet, withAsked } from './requirements.ts';
import { allPassed, stoppedAt } from './stages.ts';
import type { CredentialFate, Verdict } from './verdict.ts';

/** The verdict on the finding of a driver that is no phases yet. */
export function judge(finding: Finding, requires: ConnectionRequires): Verdict {
  const anonymous = finding.authenticated !== undefined;
  const outcome = isFailure(finding) ? finding : (short(finding, requires) ?? finding);
  if (!isFailure(outcome)) {
    const { account, expiresAt, hostKey, method } = outcome;
    const access = withAsked(outcome.access, requires);
    const checks = allPassed({ anonymous, untold: isUntold(account, access, requires) });
    return { outcome: 'connected', credential: 'Accepted', account, access, expiresAt, hostKey, method, checks };
  }
  const { reason, about, causes, account, access, expiresAt, hostKey, retryAfterMs, method } = outcome;
  const stage = outcome.rung ?? 'Resolved';
  const checks = stoppedAt(stage, reason, anonymous);
  const common = { about, causes, hostKey, method, checks, credential: fateOf(stage, reason, retryAfterMs) };
  return isFailed(reason)
    ? { outcome: 'failed', reason, account, access, expiresAt, ...common }
    : { outcome: 'inconclusive', reason, retryAfterMs, ...common };
}

function short({ account, access, expiresAt, authenticated, hostKey, method }: Proof, requires: ConnectionRequires) {
  const missing = unmet(account, access, requires);
  const rung: Stage = 'Authorized';
  return missing && { ...missing, rung, account, access, expiresAt, authenticated, hostKey, method };
}

function fateOf(stage: Stage, reason: string, retryAfterMs = 0): CredentialFate {
  if (stage === 'Authorized') return 'Accepted';
  if (stage !== 'Authenticated') return 'NotSent';
  const heldBack = reason === 'UnexpectedReply' || (reason !== 'RateLimited' && retryAfterMs >= 30 * 60_000);
  return !isInconclusive(reason as never) || heldBack ? 'NotAccepted' : 'NotSent';
}
