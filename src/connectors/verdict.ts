import type { AccessAnswer, ConnectionAccess, ConnectionAccount, ConnectionCheck } from '../api/connection.gen.ts';
import type { FailedReason, InconclusiveReason, ReasonDetail } from '../api/reasons.ts';

export type Account = ConnectionAccount;
export type Access = ConnectionAccess;
export type Check = ConnectionCheck;
export type { AccessAnswer };

/** SSH host key that a test with hostKeyPolicy TrustOnFirstUse saw for the first time. */
export interface LearnedHostKey {
  /** `host:port` */
  host: string;
  /** `sha256:…` */
  fingerprint: string;
}

export interface Connected {
  outcome: 'connected';
  account: Account;
  access: Access;
  expiresAt?: Date | undefined;
  hostKey?: LearnedHostKey | undefined;
  /** The method that a detection chose. */
  method?: string | undefined;
  checks: Check[];
}

export interface Failed extends ReasonDetail {
  outcome: 'failed';
  reason: FailedReason;
  /** What is known of the account although it is not good enough, for example of one that lacks a right. */
  account?: Account | undefined;
  access?: Access | undefined;
  expiresAt?: Date | undefined;
  hostKey?: LearnedHostKey | undefined;
  /** The method that a detection chose. */
  method?: string | undefined;
  checks: Check[];
}

export interface Inconclusive extends ReasonDetail {
  outcome: 'inconclusive';
  reason: InconclusiveReason;
  retryAfterMs?: number | undefined;
  hostKey?: LearnedHostKey | undefined;
  /** The method that a detection chose. */
  method?: string | undefined;
  checks: Check[];
}

/** What a test found out about a credential. Errors are thrown for defects only. */
export type Verdict = Connected | Failed | Inconclusive;
