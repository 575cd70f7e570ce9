import { isRenewable, signIn } from '../../auth/sign-in.ts';
import type { Session } from '../../engine/session.ts';
import { takeStep, type Failed } from '../../engine/step.ts';
import type { Failure } from '../../failure.ts';
import { anonymousAfter } from './anonymous.ts';
import { identityProblem } from './identity.ts';
import type { Tested } from './tested.ts';

/** Takes the steps of the test, and proves the identity as far as they tell it. */
export async function takeTest(session: Session): Promise<Failure | undefined> {
  const leave401 = (session.shown?.known.fresh ?? false) && isRenewable(session);
  const first = await takeAll(session, { leave401 });
  const again = leave401 && 'failure' in first && first.heard?.response.status === 401;
  const taken = again ? await takeAgain(session) : first;
  if ('failure' in taken) return taken.failure;
  return (await anonymousAfter(session, taken)) ?? identityProblem(session, taken, { last: false });
}

/** A 401 on a token made a moment ago says nothing about the stored credential: one more token is made before it counts. */
async function takeAgain(session: Session): Promise<Tested | Failed> {
  const refused = await signIn(session);
  return refused ? { failure: refused, byRow: false } : takeAll(session, { leave401: false });
}

async function takeAll(session: Session, { leave401 }: { leave401: boolean }): Promise<Tested | Failed> {
  let last: Tested | undefined;
  for (const step of session.plan.platform.spec.test ?? []) {
    const passed = await takeStep(step, session, { phase: 'test', leave401 });
    if ('failure' in passed) return passed;
    if (passed.heard) last = { step, passed };
  }
  if (!last) throw new Error(`platform ${session.plan.platform.name}: no step of its test was taken`);
  return last;
}
