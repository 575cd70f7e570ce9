import { randomUUID } from 'node:crypto';
import type { PlatformAuth, PlatformReply, PlatformRequest } from '../../api/platform.gen.ts';
import { ask, consult, type Conversation } from '../engine/conversation.ts';
import { defaultMeaning } from '../engine/defaults.ts';
import { textOf } from '../engine/expression.ts';
import { isFailure, failure, type Failure } from '../failure.ts';
import { showsPassword, unanswered } from '../held-back.ts';
import type { Credential, Strategy } from './credential.ts';
import { withAssertion } from './oauth2.ts';
import { renderHeaders } from './token-request.ts';

type Session = NonNullable<PlatformAuth['session']>;

/** Logs in and takes a session or ticket out of the reply, in one step or two. */
export const session: Strategy<Session> = async (options, talk): Promise<Credential | Failure> => {
  const named = withNonce(talk);
  const start = options.assertion ? await withAssertion(options.assertion, named) : named;
  if (isFailure(start)) return start;
  const first = await step({ request: options.login, values: options.values, replies: options.replies }, start);
  if (isFailure(first)) return first;
  const last = options.next ? await step(options.next, first) : first;
  if (isFailure(last)) return last;
  return { headers: renderHeaders(options.headers, last.scope), query: {}, session: last.scope.session, minted: true };
};

/** Some platforms end a session only by the name that the client has given it. */
function withNonce(talk: Conversation): Conversation {
  return { ...talk, scope: { ...talk.scope, session: { ...talk.scope.session, nonce: randomUUID() } } };
}

interface Step {
  request: PlatformRequest;
  values: Record<string, string>;
  replies?: PlatformReply[] | undefined;
}

/** @returns the conversation, which knows what the reply held. */
async function step({ request, values, replies }: Step, talk: Conversation): Promise<Conversation | Failure> {
  const heard = await ask(talk, request);
  if (isFailure(heard)) return showsPassword(request) ? unanswered(heard) : heard;
  const said = await consult(replies, heard, talk);
  if (said !== undefined && said !== 'connected') return said;
  const { host, reply, variables } = heard;
  const general = said ?? defaultMeaning(reply, { host, minted: false, now: talk.channel.context.now() });
  if (general && general !== 'connected') return general;
  const found = Object.entries(values).map(([name, source]) => [name, textOf(source, variables)] as const);
  if (found.some(([, value]) => value === undefined)) {
    return failure('Authenticated', 'UnexpectedReply', { about: `${host} answers the sign-in without a session` });
  }
  return {
    ...talk,
    scope: {
      ...talk.scope,
      session: { ...talk.scope.session, ...Object.fromEntries(found) } as Record<string, string>,
    },
  };
}

/** Ends a session where the platform counts them. Best effort: the verdict stands whatever comes back. */
export async function logout(talk: Conversation, credential: Credential): Promise<void> {
  const request = talk.plan.method.auth.session?.logout;
  if (request) await ask(talk, request, credential);
}
