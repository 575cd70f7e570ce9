import { assertionProblem } from '../../auth/assertion.ts';
import { scopeOf } from '../../engine/conversation.ts';
import { setback, type Setback } from '../../finding.ts';
import type { Plan } from '../../platform.ts';

/** A private key that cannot be read, or that is not the certificate's, is named before anything is sent. */
export function inspectAuth(plan: Plan): Setback | undefined {
  const { jwtBearer, oauth2, session } = plan.method.auth;
  const assertion = jwtBearer?.assertion ?? oauth2?.assertion ?? session?.assertion;
  const about = assertion && assertionProblem(assertion, scopeOf(plan));
  return about === undefined ? undefined : setback('Resolved', 'SecretInvalid', { about });
}
