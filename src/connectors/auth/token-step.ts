import type { PlatformAuth } from '../../api/platform.gen.ts';
import { ask, consult, type Conversation } from '../engine/conversation.ts';
import { defaultMeaning } from '../engine/defaults.ts';
import { holds, textOf } from '../engine/expression.ts';
import { isFailure, failure, type Failure } from '../failure.ts';
import type { Credential } from './credential.ts';

type TokenStep = NonNullable<NonNullable<PlatformAuth['oauth2']>['next']>;

/** Gives an access token for another one, such as that of an account which the first may act as. */
export async function tradeToken(
  step: TokenStep,
  credential: Credential,
  talk: Conversation,
): Promise<Credential | Failure> {
  const { config, requires, method } = talk.plan;
  if (step.when !== undefined && !holds(step.when, { config, requires, method: method.name })) return credential;
  const session = { ...talk.scope.session, ...credential.session };
  const bearing = { ...talk, scope: { ...talk.scope, session, token: credential.token } };
  const heard = await ask(bearing, step.request);
  if (isFailure(heard)) return heard;
  const said = await consult(step.replies, heard, bearing);
  const { host, reply, variables } = heard;
  const meant = said ?? defaultMeaning(reply, { host, minted: true, now: talk.channel.context.now() });
  // Nobody has signed in yet, whatever is not allowed or not found.
  if (meant && meant !== 'connected')
    return { ...meant, rung: meant.rung === 'Authorized' ? 'Authenticated' : meant.rung };
  const token = textOf(step.token, variables);
  if (token === undefined)
    return failure('Authenticated', 'UnexpectedReply', { about: `${host} answers without an access token` });
  return { ...credential, headers: { authorization: `Bearer ${token}` }, token };
}
