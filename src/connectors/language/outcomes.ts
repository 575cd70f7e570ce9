import { isInconclusive } from '../../api/reasons.ts';
import type { PlatformOutcome } from '../../api/platform.gen.ts';

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

/** Whether a test that ends so is repeated soon, and may be told when. */
export function mayWait(outcome: PlatformOutcome): boolean {
  return outcome !== 'Passed' && isInconclusive(outcome);
}
