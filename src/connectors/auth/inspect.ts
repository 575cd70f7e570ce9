import { assertionExpiry, assertionOf, assertionProblem } from './assertion.ts';
import { scopeOf } from '../engine/conversation.ts';
import { failure, type Failure } from '../failure.ts';
import type { Plan } from '../platform.ts';

/** A private key that cannot be read or is not the certificate's, and a certificate that is over, before anything is sent. */
export function inspectAuth(plan: Plan, now: number): Failure | undefined {
  const { auth } = plan.method;
  const scope = scopeOf(plan);
  const assertion = assertionOf(auth);
  const about = assertion && assertionProblem(assertion, scope);
  if (about !== undefined) return failure('Resolved', 'SecretInvalid', { about });
  const end = assertionExpiry(auth, scope);
  return end && end.getTime() <= now
    ? failure('Resolved', 'CredentialsExpired', { about: 'the certificate' })
    : undefined;
}
