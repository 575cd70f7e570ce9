import type { ConnectionRequires, Right } from '../api/connection.gen.ts';
import { isFailed } from '../api/reasons.ts';
import { isSetback, setback, type Finding, type Proof, type Rung, type Setback } from './finding.ts';
import type { AccessAnswer, Check, Verdict } from './verdict.ts';

const ladder: readonly Rung[] = ['Resolved', 'Reached', 'Authenticated', 'Authorized'];

/** The verdict on a finding: is the account that was proved good enough for what the connection requires? */
export function judge(finding: Finding, requires: ConnectionRequires): Verdict {
  const outcome = isSetback(finding) ? finding : (unmet(finding, requires) ?? finding);
  if (!isSetback(outcome)) {
    const { account, expiresAt, hostKey, method } = outcome;
    const proof = { ...outcome, access: completed(outcome.access, requires) };
    const { access } = proof;
    return { outcome: 'connected', account, access, expiresAt, hostKey, method, checks: passed(proof, requires) };
  }
  const { reason, about, causes, account, access, expiresAt, hostKey, retryAfterMs, method } = outcome;
  const checks = stoppedAt(outcome);
  return isFailed(reason)
    ? { outcome: 'failed', reason, about, causes, account, access, expiresAt, hostKey, method, checks }
    : { outcome: 'inconclusive', reason, about, causes, retryAfterMs, hostKey, method, checks };
}

function unmet(
  { account, access, expiresAt, authenticated, hostKey, method }: Proof,
  requires: ConnectionRequires,
): Setback | undefined {
  const missing: string[] = (requires.access ?? [])
    .filter((right) => access[key(right)] === 'Denied')
    .map((right) => right.toLowerCase());
  if (requires.role === 'Administrator' && account.administrator === false) missing.unshift('act as administrator');
  if (missing.length === 0) return undefined;
  const denied = setback('Authorized', 'PermissionDenied', { about: missing.join(', ') });
  return { ...denied, account, access, expiresAt, authenticated, hostKey, method };
}

/** A right that was asked for and that the platform does not tell is said to be so. */
function completed(access: Proof['access'], requires: ConnectionRequires): Proof['access'] {
  const asked = (requires.access ?? []).map((right): [string, AccessAnswer] => [key(right), 'NotTestable']);
  return { ...Object.fromEntries(asked), ...access };
}

function passed({ account, access, authenticated }: Proof, requires: ConnectionRequires): Check[] {
  const untold =
    (requires.access ?? []).some((right) => access[key(right)] === 'NotTestable') ||
    (requires.role === 'Administrator' && account.administrator === undefined);
  const results = climbed(ladder, authenticated);
  return results.map((check) => (check.name === 'Authorized' && untold ? { ...check, result: 'NotTestable' } : check));
}

function stoppedAt({ rung, reason, authenticated }: Setback): Check[] {
  const below = ladder.slice(0, ladder.indexOf(rung));
  return [...climbed(below, authenticated), { name: rung, result: 'Failed', reason }];
}

function climbed(rungs: readonly Rung[], authenticated: Proof['authenticated']): Check[] {
  return rungs.map((name) => ({ name, result: (name === 'Authenticated' && authenticated) || 'Passed' }));
}

function key(right: Right): keyof Proof['access'] {
  return right.toLowerCase() as keyof Proof['access'];
}
