import type { PlatformRequestStep } from '../../../api/platform.gen.ts';
import type { Looked } from '../../driver.ts';
import { isFileItem } from '../../engine/file-item.ts';
import type { Session } from '../../engine/session.ts';
import { takeStep } from '../../engine/step.ts';
import { asksForPath } from '../../engine/template-names.ts';
import { failure, type Failure } from '../../failure.ts';

/** What the account may do, and more of who it is. Nothing is changed. */
export async function lookAt(session: Session): Promise<Looked | Failure> {
  const { facts, plan } = session;
  let host = '';
  for (const step of plan.platform.spec.access ?? []) {
    const taken = await takeStep(step, session, { phase: 'access' });
    if ('failure' in taken) return { ...withPath(taken.failure, step, session), ...known(session) };
    if (taken.heard && isFileItem(taken.heard.response) && asksForPath(step.request, plan.platform.spec))
      return {
        ...failure('TargetNotFound', { about: `${plan.requires.path ?? host}: it is a file` }),
        ...known(session),
      };
    host = taken.heard?.host ?? host;
  }
  const named = plan.platform.spec.identity === 'Unnamed' || facts.account.id !== undefined;
  if (!named) return failure('UnexpectedReply', { about: `${host} responds without saying which account it is` });
  return { access: facts.access, account: facts.account, expiresAt: facts.expiresAt };
}

function known({ facts: { account, expiresAt } }: Session): Partial<Failure> {
  return expiresAt ? { account, expiresAt } : { account };
}

/** What is not there is the path, if the request asked for it. */
function withPath(found: Failure, { request }: PlatformRequestStep, { plan }: Session): Failure {
  const { path } = plan.requires;
  if (found.reason !== 'TargetNotFound' || path === undefined) return found;
  return asksForPath(request, plan.platform.spec) ? { ...found, about: path } : found;
}
