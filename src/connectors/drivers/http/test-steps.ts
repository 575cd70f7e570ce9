import { isRenewable, signIn } from '../../auth/sign-in.ts';
import type { Session } from '../../engine/session.ts';
import { takeStep, type Failed } from '../../engine/step.ts';
import type { Failure } from '../../failure.ts';
import { anonymousAfter } from './anonymous.ts';
import { identityProblem } from './identity.ts';
import type { Tested } from './tested.ts';

/** Takes the steps of the test, and proves the identity as far as they tell it. */
export async function takeTest(session: Session): Promise<Failure | undefined> {
  const first = await takeAll(session);
  const taken = 'failure' in first && isRefusedToken(first, session) ? await takeAgain(session) : first;
  if ('failure' in taken) return taken.failure;
  return (await anonymousAfter(session, taken)) ?? identityProblem(session, taken, { last: false });
}

/** A 401 on a token made a moment ago says nothing about the stored credential: one more token is made before it counts. */
function isRefusedToken({ heard }: Failed, session: Session): boolean {
  const fresh = session.shown?.known.fresh ?? false;
  return heard?.response.status === 401 && fresh && isRenewable(session);
}

async function takeAgain(session: Session): Promise<Tested | Failed> {
  const refused = await signIn(session);
  return refused ? { failure: refused, byRow: false } : takeAll(session);
}

async function takeAll(session: Session): Promise<Tested | Failed> {
  let last: Tested | undefined;
  for (const step of session.plan.platform.spec.test ?? []) {
    const passed = await takeStep(step, session, { phase: 'test' });
    if ('failure' in passed) return passed;
    if (passed.heard) last = { step, passed };
  }
  if (!last) throw new Error(`platform ${session.plan.platform.name}: no step of its test was taken`);
  return last;
}
