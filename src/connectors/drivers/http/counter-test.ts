import type { PlatformHttp } from '../../../api/platform.gen.ts';
import { ask, type Conversation, type Heard } from '../../engine/conversation.ts';
import { defaultMeaning } from '../../engine/defaults.ts';
import { holds } from '../../engine/expression.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';

/**
 * The test without the credential. Where that is answered as well, a good answer proves nothing.
 * @returns a failure where the address is open, or where the platform cannot be asked now; undefined where it refuses.
 */
export async function counterTest(
  platform: PlatformHttp,
  talk: Conversation,
  good?: Heard,
): Promise<Failure | undefined> {
  const { when } = platform.counterTest ?? {};
  if (good && when !== undefined && !holds(when, good.variables)) return undefined;
  const bare = { ...talk, scope: { ...talk.scope, secret: {}, token: undefined, session: {} } };
  const heard = await ask(bare, platform.test);
  if (isFailure(heard)) return isRefusalByRedirect(heard) ? undefined : heard;
  const { host, reply } = heard;
  if (isAnswer(reply.status)) {
    return failure('Authenticated', 'UnexpectedReply', { about: `${host} answers without a credential as well` });
  }
  const meant = defaultMeaning(reply, { host, minted: false, now: talk.channel.context.now() });
  return meant && !isRefusal(reply.status) ? meant : undefined;
}

/** A redirect to a sign-in page, or to elsewhere, is how web servers refuse those who have not signed in. */
function isRefusalByRedirect({ reason, rung }: Failure): boolean {
  return reason === 'InteractionRequired' || (reason === 'EgressDenied' && rung !== 'Resolved');
}

function isAnswer(status: number): boolean {
  return status < 400;
}

/** A 404 may be how a stranger is refused, or a wrong address: it is the latter that a person can mend. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![404, 408, 425, 429].includes(status);
}
