import { failure, type Failure } from '../failure.ts';
import type { ReadResponse } from './response.ts';
import type { Session } from './session.ts';

/** Clocks of others may be a little behind. */
const toleranceSeconds = 60;

const undated: ReadonlySet<string> = new Set(['CredentialsRejected', 'CredentialsRevoked', 'AccessRefused']);

/**
 * What a 401 to a JWT of the Secret means by the dates in it (RFC 7519, 4.1): one that has ended has expired, and one that
 * begins in the future is a matter of clocks. The token is no proof of anything, but it is what was shown.
 */
export function byOwnDates(meant: Failure, { status }: Pick<ReadResponse, 'status'>, session: Session): Failure {
  const { shown, context } = session;
  const claims = shown?.known.fresh ? undefined : (shown?.known.claims as { exp?: unknown; nbf?: unknown } | null);
  if (!claims || status !== 401 || !undated.has(meant.reason)) return meant;
  const now = context.now() / 1000;
  if (typeof claims.exp === 'number' && claims.exp <= now) return failure('CredentialsExpired');
  return typeof claims.nbf === 'number' && claims.nbf > now + toleranceSeconds ? failure('ClockSkew') : meant;
}
