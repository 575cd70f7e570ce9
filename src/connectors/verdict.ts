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

/**
 * What became of the credential on the wire. NotAccepted is what a lockout may count: it was sent, and nothing showed that
 * it was accepted, whatever the reason of the verdict.
 */
export type CredentialFate = 'NotSent' | 'NotAccepted' | 'Accepted';

export interface Connected {
  outcome: 'connected';
  credential: CredentialFate;
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
  credential: CredentialFate;
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
  credential: CredentialFate;
  reason: InconclusiveReason;
  retryAfterMs?: number | undefined;
  hostKey?: LearnedHostKey | undefined;
  /** The method that a detection chose. */
  method?: string | undefined;
  checks: Check[];
}

/** What a test found out about a credential. Errors are thrown for defects only. */
export type Verdict = Connected | Failed | Inconclusive;
