import type { PlatformHttp } from '../../../api/platform.gen.ts';
import { ask, type Conversation, type Heard } from '../../engine/conversation.ts';
import { defaultMeaning } from '../../engine/defaults.ts';
import { holds } from '../../engine/expression.ts';
import { isSetback, setback, type Setback } from '../../finding.ts';

/**
 * The test without the credential. Where that is answered as well, a good answer proves nothing.
 * @returns a setback where the address is open, or where the platform cannot be asked now; undefined where it refuses.
 */
export async function counterTest(platform: PlatformHttp, talk: Conversation, good?: Heard): Promise<Setback | undefined> {
  const { when } = platform.counterTest ?? {};
  if (good && when !== undefined && !holds(when, good.variables)) return undefined;
  const bare = { ...talk, scope: { ...talk.scope, secret: {}, token: undefined, session: {} } };
  const heard = await ask(bare, platform.test);
  // A redirect to a sign-in page, or to elsewhere, is how web servers refuse those who have not signed in.
  if (isSetback(heard)) return ['InteractionRequired', 'EgressDenied'].includes(heard.reason) && heard.rung !== 'Resolved' ? undefined : heard;
  const { status } = heard.reply;
  if ((status >= 200 && status < 300) || (status >= 300 && status < 400 && !heard.reply.headers['location'])) {
    return setback('Authenticated', 'UnexpectedReply', { about: `${heard.host} answers without a credential as well` });
  }
  if (status === 404) return setback('Authorized', 'TargetNotFound', { about: `what was asked for at ${heard.host}` });
  if (status < 500 && status !== 429 && status !== 408) return undefined;
  return defaultMeaning(heard.reply, { host: heard.host, minted: false, now: talk.channel.context.now() });
}
