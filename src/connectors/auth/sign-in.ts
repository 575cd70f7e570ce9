import type { PlatformStep } from '../../api/platform.gen.ts';
import type { Session } from '../engine/session.ts';
import { takeStep, type Failed, type Passed } from '../engine/step.ts';
import { nameOfStep } from '../language/results.ts';
import { showsSecret } from '../engine/template-names.ts';
import { isFailure, type Failure } from '../failure.ts';
import { holds } from '../language/expression.ts';
import { credentialOf } from './credential.ts';
import { takeTokenStep } from './oauth2.ts';
import { certificateEnd, signJwt } from './sign.ts';

/** Takes the steps of signIn and makes the credential that every later step shows. @returns why it cannot. */
export async function signIn(session: Session): Promise<Failure | undefined> {
  for (const step of session.plan.method.signIn ?? []) {
    const taken = await takeSignInStep(step, session);
    if ('failure' in taken) return taken.failure;
  }
  const shown = credentialOf(session);
  if (isFailure(shown)) return shown;
  session.shown = shown;
  return undefined;
}

function takeSignInStep(step: PlatformStep, session: Session): Promise<Passed | Failed> {
  if (step.oauth2) return takeTokenStep({ ...step, oauth2: step.oauth2 }, session);
  if (step.sign) return takeSignStep({ ...step, sign: step.sign }, session);
  return takeStep(step, session, { phase: 'signIn' });
}

async function takeSignStep(
  step: PlatformStep & { sign: NonNullable<PlatformStep['sign']> },
  session: Session,
): Promise<Passed | Failed> {
  if (step.when !== undefined && !holds(step.when, session.bindings)) return {};
  const made = await signJwt(step.sign, session.names, session.context);
  if (isFailure(made)) return { failure: made, byRow: false };
  const name = nameOfStep(step) ?? '';
  session.keep(name, made, made);
  session.signed.add(name);
  session.facts.endsBy(certificateEnd(step.sign, session.names));
  return {};
}

/** Whether a refused token may be made once more: its sign-in shows no password that could be counted. */
export function isRenewable({ plan }: Session): boolean {
  const { signIn: steps = [] } = plan.method;
  const none = new Set<string>();
  const isHarmless = ({ sign, oauth2, request }: PlatformStep) =>
    sign ?? (oauth2 ? oauth2.grant !== 'password' : request && !showsSecret(request, none));
  return steps.length > 0 && steps.every(isHarmless);
}
