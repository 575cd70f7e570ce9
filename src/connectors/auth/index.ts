import type { PlatformAuth } from '../../api/platform.gen.ts';
import { isFailure, type Failure } from '../failure.ts';
import type { Conversation } from '../engine/conversation.ts';
import { parseJson } from '../engine/reply.ts';
import type { Credential, Strategy } from './credential.ts';
import { detectMethod } from './detect.ts';
import { digest } from './digest/index.ts';
import { ntlm } from './ntlm/index.ts';
import { jwtBearer, oauth2 } from './oauth2.ts';
import { session } from './session.ts';
import { basic, bearer, headerAuth, none, queryAuth } from './static.ts';

export type { Credential } from './credential.ts';
export { logout } from './session.ts';

const strategies: { [Name in Exclude<keyof PlatformAuth, 'detect'>]-?: Strategy<NonNullable<PlatformAuth[Name]>> } = {
  none,
  basic,
  bearer,
  header: headerAuth,
  query: queryAuth,
  digest,
  ntlm,
  oauth2,
  jwtBearer,
  session,
};

export interface SignedIn {
  credential: Credential;
  /** The conversation from here on: it knows the token. */
  talk: Conversation;
}

/** Signs in the way the plan's method says, or the one that the platform turns out to take. */
export async function signIn(start: Conversation): Promise<SignedIn | Failure> {
  const talk = await detectMethod(start);
  if (isFailure(talk)) return talk;
  const [name, options] = Object.entries(talk.plan.method.auth)[0] ?? ['none', {}];
  const strategy = strategies[name as keyof typeof strategies] as Strategy<unknown>;
  const credential = await strategy(options, talk);
  if (isFailure(credential)) return talk === start ? credential : { ...credential, method: talk.plan.method.name };
  const { token, session: values, login = '', minted = false } = credential;
  const scope = { ...talk.scope, token, session: values ?? {} };
  return { credential, talk: { ...talk, scope, login, minted, claims: claimsOf(token), decoration: credential } };
}

/** Claims of a JWT, unverified: they are the platform's word to itself and serve display and tables only. */
function claimsOf(token: string | undefined): unknown {
  const [, body] = token?.split('.') ?? [];
  return body === undefined ? null : parseJson(Buffer.from(body, 'base64url').toString('utf8'));
}
