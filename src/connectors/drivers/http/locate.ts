import type { PlatformHttp } from '../../../api/platform.gen.ts';
import type { SignedIn } from '../../auth/index.ts';
import { ask, consult } from '../../engine/conversation.ts';
import { defaultMeaning } from '../../engine/defaults.ts';
import { textOf } from '../../engine/expression.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';

/** Asks where the test goes. What is learned becomes `values`, for those who ask without the credential as well. */
export async function locate({ locate: step }: PlatformHttp, signedIn: SignedIn): Promise<SignedIn | Failure> {
  if (!step) return signedIn;
  const { talk, credential } = signedIn;
  const heard = await ask(talk, step.request, credential);
  if (isFailure(heard)) return heard;
  const { host, reply, variables } = heard;
  const said = await consult(step.replies, heard, talk);
  const meant = said ?? defaultMeaning(reply, { host, minted: talk.minted, now: talk.channel.context.now() });
  if (meant !== undefined && meant !== 'connected') return meant;
  const found = Object.entries(step.values).map(([name, source]) => [name, textOf(source, variables)] as const);
  if (found.some(([, value]) => value === undefined)) {
    return failure('Reached', 'UnexpectedReply', { about: `${host} answers without telling where to go on` });
  }
  const values = { ...talk.plan.values, ...Object.fromEntries(found) };
  return { credential, talk: { ...talk, plan: { ...talk.plan, values }, scope: { ...talk.scope, values } } };
}
