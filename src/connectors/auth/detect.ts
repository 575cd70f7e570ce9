import { isOutage } from '../engine/defaults.ts';
import type { Session } from '../engine/session.ts';
import { takeStep } from '../engine/step.ts';
import { failure, type Failure } from '../failure.ts';

/**
 * Asks, without the credential, which of the platform's methods signs in, and goes on as if that one had been named.
 * If the method needs no such question, nothing is asked.
 */
export async function detectMethod(session: Session): Promise<Session | Failure> {
  const { detect } = session.plan.method;
  if (!detect) return session;
  let host = '';
  for (const step of detect) {
    const taken = await takeStep(step, session, { phase: 'detect' });
    if ('failure' in taken) {
      if (taken.byRow || !taken.heard || isOutage(taken.heard.response)) return taken.failure;
      host = taken.heard.host;
      continue;
    }
    host = taken.heard?.host ?? host;
    if (taken.use !== undefined) return withMethod(taken.use, session);
  }
  const about = `${host} offers none of the ways to sign in that can be detected: name one in spec.method`;
  return failure('InvalidConfiguration', { about });
}

function withMethod(name: string, session: Session): Session {
  const method = session.plan.platform.spec.methods.find((one) => one.name === name);
  if (!method) throw new Error(`there is no method ${name}`);
  return session.withMethod(method);
}
