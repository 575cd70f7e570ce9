import { setbackOf, type Verdict } from '../connectors/index.ts';
import { ApiError } from '../runtime/index.ts';

export type Setback = ReturnType<typeof setbackOf>;

export function busy(): Setback {
  return setbackOf('ServiceUnavailable', 'Resolved', ['another operator is renewing the token at this moment']);
}

export function notStorable(cause: string): Setback {
  return setbackOf('TokenNotRefreshable', 'Resolved', [`${cause}; nothing was sent, the token is as it was`]);
}

/** Why the mark could not be written; undefined where that is none of the Secret's doing. */
export function unmarked(error: unknown, secret: string): Setback | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.code === 409) return busy();
  if (error.code === 403)
    return notStorable(`the operator may not write the Secret ${secret} (chart value refreshTokens.store)`);
  if (error.code === 422) return notStorable(`the Secret ${secret} cannot be changed, it is immutable`);
  return undefined;
}

export function notStoredYet(): Setback {
  return setbackOf('InternalError', 'Authenticated', [
    'the renewed token cannot be stored yet; it is kept and not used before',
  ]);
}

const refusals = new Set(['CredentialsRejected', 'CredentialsRevoked', 'CredentialsExpired', 'AccessRefused']);

/** A refusal, where the mark of a refresh that was cut off was found, means something else than a wrong token. */
export function explained(verdict: Verdict, tookOver: boolean): Verdict {
  if (!tookOver || verdict.outcome !== 'failed' || !refusals.has(verdict.reason)) return verdict;
  const causes = [
    'an earlier renewal was cut off between the answer of the platform and storing it, and the old token is dead with it',
  ];
  const checks = verdict.checks.map((check) =>
    check.reason === undefined ? check : { ...check, reason: 'TokenNotRefreshable' },
  );
  return { ...verdict, reason: 'TokenNotRefreshable', causes, checks };
}
