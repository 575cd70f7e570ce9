import { failure, type Failure } from '../../failure.ts';
import { unixMs, type ServerChallenge } from './messages.ts';

/** Kerberos has the same; NTLM is not as strict, and servers differ. */
const clockToleranceMs = 5 * 60_000;

/** What the refusal of the last message may mean. */
export const refusalCauses = [
  'the user name, the domain or the password is wrong',
  'the account has no access here at all',
  'the server wants extended protection (channel binding): the address must begin with https, and nothing between may end its TLS connections',
] as const;

/** A refusal of the last message says nothing of its cause. */
export function refusal({ timestamp }: ServerChallenge, now: number): Failure {
  if (timestamp !== undefined && Math.abs(unixMs(timestamp) - now) > clockToleranceMs) {
    return failure('ClockSkew');
  }
  return failure('AccessRefused', { causes: refusalCauses });
}
