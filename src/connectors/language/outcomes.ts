import { isInconclusive } from '../../api/reasons.ts';
import type { PlatformOutcome } from '../../api/platform.gen.ts';
import { ownValue } from './schema-keys.ts';

/** What a row may say, in the order of the reference. */
export const outcomes = [
  'Passed',
  'InvalidConfiguration',
  'CredentialsRejected',
  'CredentialsExpired',
  'CredentialsRevoked',
  'AccessRefused',
  'AccountLocked',
  'InteractionRequired',
  'TokenNotRefreshable',
  'PermissionDenied',
  'ScopeMissing',
  'TargetNotFound',
  'WrongRegion',
  'IdentityMismatch',
  'RateLimited',
  'ServiceUnavailable',
  'UnexpectedReply',
  'ClockSkew',
  'TimedOut',
] as const satisfies readonly PlatformOutcome[];

/** What other languages call it. */
const otherWords: Readonly<Record<string, PlatformOutcome>> = {
  connected: 'Passed',
  ok: 'Passed',
  success: 'Passed',
  unauthorized: 'CredentialsRejected',
  unauthenticated: 'CredentialsRejected',
  authenticationfailed: 'CredentialsRejected',
  invalidcredentials: 'CredentialsRejected',
  badcredentials: 'CredentialsRejected',
  forbidden: 'AccessRefused',
  accessdenied: 'AccessRefused',
  notfound: 'TargetNotFound',
  toomanyrequests: 'RateLimited',
  throttled: 'RateLimited',
  unavailable: 'ServiceUnavailable',
  timeout: 'TimedOut',
  mfarequired: 'InteractionRequired',
};

/** The outcome that a word of another language is. */
export function otherWord(name: string): PlatformOutcome | undefined {
  return ownValue(otherWords, name.toLowerCase().replaceAll(/[^a-z]/g, ''));
}

/** Whether a test that ends so is repeated soon, and may be told when. */
export function mayWait(outcome: PlatformOutcome): boolean {
  return outcome !== 'Passed' && isInconclusive(outcome);
}
