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
  /** Named by drivers that are no phases yet. */
  rung?: Stage | undefined;
  sent?: true | undefined;
  authenticated?: 'NotTestable' | undefined;
}

type Detail = Omit<Failure, 'kind' | 'reason' | 'rung'>;

/**
 * @example failure('TimedOut', { about: 'files.example.com:22' })
 */
export function failure(reason: FailedReason | InconclusiveReason, detail?: Detail): Failure;
export function failure(stage: Stage, reason: FailedReason | InconclusiveReason, detail?: Detail): Failure;
export function failure(...args: unknown[]): Failure {
  const staged = stages.has(args[0] as string);
  const [reason, detail = {}] = (staged ? args.slice(1) : args) as [FailedReason, Detail?];
  return { kind: 'failure', ...(staged ? { rung: args[0] as Stage } : {}), reason, ...detail };
}

const stages = new Set<string>(['Resolved', 'Reached', 'Authenticated', 'Authorized']);

export function isFailure(value: object): value is Failure {
  return 'kind' in value && value.kind === 'failure';
}

/** What drivers that are no phases yet give. */
export interface Proof {
  readonly kind: 'proof';
  account: Account;
  access: Access;
  method?: string | undefined;
  expiresAt?: Date | undefined;
  hostKey?: LearnedHostKey | undefined;
  authenticated?: 'NotTestable' | undefined;
}

export type Finding = Proof | Failure;
