import type { PlatformRequestStep } from '../../../api/platform.gen.ts';
import type { Session } from '../../engine/session.ts';
import { takeStep } from '../../engine/step.ts';
import { templateNames } from '../../engine/template-names.ts';

const limitMs = 5000;

/** Ends what the platform counts. Best effort: the verdict stands whatever comes back. */
export async function signOut(session: Session): Promise<void> {
  const { signOut: steps = [] } = session.plan.method;
  if (steps.length === 0) return;
  const signal = AbortSignal.timeout(limitMs);
  const context = { ...session.context, signal, progress: silent };
  for (const step of steps) {
    if (isPossible(step, session)) await takeStep(step, session, { phase: 'signOut', how: { context } });
  }
}

/** What happens from now on says nothing of the test. */
const silent = { dialled() {}, reached() {}, credentialSent() {}, accepted() {} };

/** A step whose request names something that has no value has nothing to end. */
function isPossible({ request, authenticate }: PlatformRequestStep, { names, shown }: Session): boolean {
  if (!shown && authenticate !== false) return false;
  return templateNames(request).every(([root = '', key]) => {
    const value = names[root];
    const inner = key === undefined ? value : (value as Readonly<Record<string, unknown>> | null | undefined)?.[key];
    return inner !== undefined && inner !== null && inner !== '';
  });
}
