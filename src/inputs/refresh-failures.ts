import { isRefusal } from '../api/reasons.ts';
import { failure, type Failure, type Verdict } from '../connectors/index.ts';
import { ApiError } from '../runtime/index.ts';

/** Another operator holds the mark: nothing was sent, and it is over in a moment. */
export function busy(): Failure {
  return failure('ServiceUnavailable', { causes: ['another operator is renewing the token at this moment'] });
}

/** A token that works once is not used where the next one could not be kept. */
export function notStorable(cause: string): Failure {
  return failure('TokenNotRefreshable', { causes: [`${cause}; nothing was sent, the token is as it was`] });
}

/** Why the mark could not be written; undefined where that is none of the Secret's doing. */
export function unmarked(error: unknown, secret: string): Failure | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.code === 409) return busy();
  if (error.code === 403)
    return notStorable(`the operator may not write the Secret ${secret} (chart value refreshTokens.store)`);
  if (error.code === 422) return notStorable(`the Secret ${secret} cannot be changed, it is immutable`);
  return undefined;
}

/** The platform has issued the next token, and it is in this process alone. */
export function notStoredYet(): Failure {
  return failure('InternalError', {
    causes: ['the renewed token cannot be stored yet; it is kept and not used before'],
  });
}

/** A refusal, where the mark of a refresh that was cut off was found, means something else than a wrong token. */
export function explained(verdict: Verdict, tookOver: boolean): Verdict {
  if (!tookOver || verdict.outcome !== 'failed' || !isRefusal(verdict.reason)) return verdict;
  const causes = [
    'an earlier renewal was cut off between the answer of the platform and storing it, and the old token is dead with it',
  ];
  const checks = verdict.checks.map((check) =>
    check.reason === undefined ? check : { ...check, reason: 'TokenNotRefreshable' },
  );
  return { ...verdict, reason: 'TokenNotRefreshable', causes, checks };
}
