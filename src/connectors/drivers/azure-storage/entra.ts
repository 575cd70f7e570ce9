import { inspectAuth } from '../../auth/inspect.ts';
import { signIn } from '../../auth/sign-in.ts';
import type { DriverContext } from '../../context.ts';
import { Session } from '../../engine/session.ts';
import type { Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { Token } from './credential.ts';

/** Whether the method signs in as an application of Entra, as the platform's data describes it. */
export function isApplication({ method }: Plan): boolean {
  return method.signIn !== undefined;
}

/** What is wrong with the key or the certificate of the application, found out without the network. */
export function inspectApplication(plan: Plan, now: number): Failure | undefined {
  return inspectAuth(plan, now);
}

/** Asks Entra for a token; one that it gives shows that it accepted the credential. */
export async function requestToken(plan: Plan, context: DriverContext): Promise<Token | Failure> {
  const session = new Session(plan, context);
  const refused = await signIn(session);
  if (refused) return refused;
  const { access, claims } = session.results['token'] ?? {};
  return { kind: 'token', token: String(access), claims, expiresAt: session.facts.expiresAt };
}
