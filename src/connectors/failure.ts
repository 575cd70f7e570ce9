import type { FailedReason, InconclusiveReason, ReasonDetail } from '../api/reasons.ts';
import type { Access, Account, Check, LearnedHostKey } from './verdict.ts';

/** A stage of the ladder in `status.checks`. */
export type Stage = Check['name'];

/** Why a test stopped. At which stage it stopped is no part of it: the ladder computes that from what had happened by then. */
export interface Failure extends ReasonDetail {
  readonly kind: 'failure';
  reason: FailedReason | InconclusiveReason;
  /** How long the server asks to wait. It never means more than time. */
  retryAfterMs?: number | undefined;
  /** What was learned on the way, for example of an account that lacks a permission. */
  account?: Account | undefined;
  access?: Access | undefined;
  expiresAt?: Date | undefined;
  /** The method that a detection chose. */
  method?: string | undefined;
  /** An SSH host key that was trusted because it was the first that this server showed. */
  hostKey?: LearnedHostKey | undefined;
}

/**
 * @example failure('TimedOut', { about: 'files.example.com:22' })
 */
export function failure(
  reason: FailedReason | InconclusiveReason,
  detail: Omit<Failure, 'kind' | 'reason'> = {},
): Failure {
  return { kind: 'failure', reason, ...detail };
}

export function isFailure(value: object): value is Failure {
  return 'kind' in value && value.kind === 'failure';
}
