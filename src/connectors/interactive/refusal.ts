import type { Problem } from '../../api/problems.ts';

/** Why a sign-in did not come to its end. */
export type RefusalCode =
  | 'InputMissing'
  | 'NotOffered'
  | 'PortsInUse'
  | 'TokenEndpointUnreachable'
  | 'StateMismatch'
  | 'IssuerMismatch'
  | 'NonceMismatch'
  | 'RedirectMismatch'
  | 'CodeMissing'
  | 'CodeReplayed'
  | 'Declined'
  | 'Expired'
  | 'Refused'
  | 'UnexpectedReply'
  | 'TimedOut'
  | 'Cancelled';

/** A sign-in that ended without a credential, in words for a person. Nothing in it is a secret, or text of the platform. */
export interface SignInRefusal {
  readonly kind: 'refusal';
  code: RefusalCode;
  /** What is so, as a sentence. */
  what: string;
  /** What to do, as a sentence. */
  fix?: string | undefined;
  /** What was entered and is refused, by its place; `client.id` and `client.secret` where the method keeps its client nowhere. */
  problems?: readonly Problem[] | undefined;
}

export function refuse(code: RefusalCode, what: string, fix?: string): SignInRefusal {
  return { kind: 'refusal', code, what, fix };
}

export function isRefusal(value: object): value is SignInRefusal {
  return 'kind' in value && value.kind === 'refusal';
}

/** An error code of RFC 6749 or a vendor, if it is one: text of a stranger is not repeated. */
export function errorCode(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;
}
