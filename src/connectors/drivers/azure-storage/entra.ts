import { assertionExpiry } from '../../auth/assertion.ts';
import { signIn } from '../../auth/index.ts';
import { inspectAuth } from '../../auth/inspect.ts';
import type { DriverContext } from '../../context.ts';
import { beginConversation, scopeOf } from '../../engine/conversation.ts';
import { isFailure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { Token } from './credential.ts';

/** Whether the method signs in as an application of Entra, as the platform's data describes it. */
export function isApplication({ method }: Plan): boolean {
  return method.auth.oauth2 !== undefined;
}

/** What is wrong with the key or the certificate of the application, found out without the network. */
export function inspectApplication(plan: Plan, now: number): Failure | undefined {
  return inspectAuth(plan, now);
}

/** Asks Entra for a token; one that it gives shows that it accepted the credential. */
export async function requestToken(plan: Plan, context: DriverContext): Promise<Token | Failure> {
  const signedIn = await signIn(beginConversation(plan, { context, hosts: plan.hosts }));
  if (isFailure(signedIn)) return signedIn;
  context.progress.accepted();
  return { kind: 'token', token: signedIn.credential.token ?? '', claims: signedIn.talk.claims };
}

/** The end of the certificate, if that signs in. */
export function certificateEnd(plan: Plan): Date | undefined {
  return assertionExpiry(plan.method.auth, scopeOf(plan));
}
