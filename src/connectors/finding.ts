import type { FailedReason, InconclusiveReason, ReasonDetail } from '../api/reasons.ts';
import type { Access, Account, Check, LearnedHostKey } from './verdict.ts';

/** A rung of the ladder in `status.checks`. */
export type Rung = Check['name'];

/** What every finding says of the protocol it was made with. */
interface Found {
  /** An SSH host key that was trusted because it was the first that this server showed. */
  hostKey?: LearnedHostKey | undefined;
  /** NotTestable where the protocol asks for no credential, so that none was proved however far the test came. */
  authenticated?: 'NotTestable' | undefined;
}

/** Why a test stopped, and at which rung. */
export interface Setback extends ReasonDetail, Found {
  readonly kind: 'setback';
  reason: FailedReason | InconclusiveReason;
  rung: Rung;
  retryAfterMs?: number | undefined;
  /** The connection was there already, so that the request may have been heard. */
  sent?: true | undefined;
  /** What was learned on the way, for example of an account that lacks a right. */
  account?: Account | undefined;
  access?: Access | undefined;
  /** The method that a detection chose. */
  method?: string | undefined;
  expiresAt?: Date | undefined;
}

/** The platform took the credential for a real account. Whether that account is good enough is judged by `judge`. */
export interface Proof extends Found {
  readonly kind: 'proof';
  account: Account;
  access: Access;
  /** The method that a detection chose. */
  method?: string | undefined;
  expiresAt?: Date | undefined;
}

export type Finding = Proof | Setback;

export function setback(
  rung: Rung,
  reason: FailedReason | InconclusiveReason,
  detail: ReasonDetail & { retryAfterMs?: number | undefined } = {},
): Setback {
  return { kind: 'setback', rung, reason, ...detail };
}

export function isSetback(value: object): value is Setback {
  return 'kind' in value && value.kind === 'setback';
}

/** A setback whose possible causes are named, for those who stand outside this room. */
export function setbackWith(reason: FailedReason | InconclusiveReason, rung: Rung, causes: readonly string[]): Setback {
  return setback(rung, reason, { causes });
}
