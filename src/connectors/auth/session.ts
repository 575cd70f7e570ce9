import type { PlatformAuth } from '../../api/platform.gen.ts';
import { isSetback, setback, type Setback } from '../finding.ts';
import { ask, consult, type Conversation } from '../engine/conversation.ts';
import { defaultMeaning } from '../engine/defaults.ts';
import { textOf } from '../engine/expression.ts';
import { filled } from '../engine/request.ts';
import { renderHeader } from '../engine/template.ts';
import type { Credential, Strategy } from './credential.ts';

/** Logs in and takes a session or ticket out of the reply. */
export const session: Strategy<NonNullable<PlatformAuth['session']>> = async (
  options,
  talk,
): Promise<Credential | Setback> => {
  const heard = await ask(talk, options.login);
  if (isSetback(heard)) return heard;
  const said = await consult(options.replies, heard, talk);
  if (said !== undefined && said !== 'connected') return said;
  const { host, reply, variables } = heard;
  const general = said ?? defaultMeaning(reply, { host, minted: false, now: talk.channel.context.now() });
  if (general && general !== 'connected') return general;
  const found = Object.entries(options.values).map(([name, source]) => [name, textOf(source, variables)] as const);
  if (found.some(([, value]) => value === undefined)) {
    return setback('Authenticated', 'UnexpectedReply', { about: `${host} answers the sign-in without a session` });
  }
  const values = Object.fromEntries(found) as Record<string, string>;
  const headers = filled(options.headers, { ...talk.scope, session: values }, renderHeader);
  return {
    headers: Object.fromEntries(headers.map(([k, v]) => [k.toLowerCase(), v])),
    query: {},
    session: values,
    minted: true,
  };
};

/** Ends a session where the platform counts them. Best effort: the verdict stands whatever comes back. */
export async function logout(talk: Conversation, credential: Credential): Promise<void> {
  const request = talk.plan.method.auth.session?.logout;
  if (request) await ask(talk, request, credential);
}
