import type { PlatformAuth } from '../../api/platform.gen.ts';
import { ask, type Conversation } from '../engine/conversation.ts';
import { defaultMeaning } from '../engine/defaults.ts';
import { textOf } from '../engine/expression.ts';
import { renderText } from '../engine/template.ts';
import { isFailure, failure, type Failure } from '../failure.ts';
import { signAssertion } from './assertion.ts';
import type { Strategy } from './credential.ts';
import { basicHeader } from './static.ts';
import { requestToken, type TokenFields } from './token-request.ts';
import { tradeToken } from './token-step.ts';

type OAuth2 = NonNullable<PlatformAuth['oauth2']>;
type JwtBearer = NonNullable<PlatformAuth['jwtBearer']>;

/** OAuth 2.0 with the client's own credentials, a refresh token, or a user's password (RFC 6749, 4.3, 4.4, 6). */
export const oauth2: Strategy<OAuth2> = async (options, start) => {
  const credential = await accessToken(options, start);
  return isFailure(credential) || !options.next ? credential : tradeToken(options.next, credential, start);
};

const accessToken: Strategy<OAuth2> = async (options, start) => {
  const talk = options.discoveryUrl === undefined ? start : await discover(options.discoveryUrl, start);
  if (isFailure(talk)) return talk;
  const { grant = 'client_credentials', username, password, assertion } = options;
  const fields: TokenFields = {
    grant_type: grantTypeOf(grant),
    ...(grant === 'refresh_token' ? { refresh_token: refreshTokenOf(options, talk) } : {}),
    ...(grant === 'password' ? { username: username ?? '', password: password ?? '' } : {}),
  };
  if (!assertion) {
    const request = {
      fields: { ...fields, ...clientFields(options) },
      headers: clientHeader(options, talk),
      signed: false,
    };
    const credential = await requestToken(options, request, talk);
    return isFailure(credential) ? credential : { ...credential, ...loginOf(options, talk) };
  }
  const signed = await withAssertion(assertion, talk);
  if (isFailure(signed)) return signed;
  const client = {
    ...(options.clientId === undefined ? {} : { client_id: options.clientId }),
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: '{{session.assertion}}',
  };
  return requestToken(options, { fields: { ...fields, ...client }, headers: {}, signed: true }, signed);
};

/** RFC 8693 has no short name. */
function grantTypeOf(grant: NonNullable<OAuth2['grant']>): string {
  return grant === 'token_exchange' ? 'urn:ietf:params:oauth:grant-type:token-exchange' : grant;
}

/** The password grant is the one that sends a user name. */
function loginOf({ grant, username = '' }: OAuth2, { scope }: Conversation): { login?: string } {
  return grant === 'password' ? { login: renderText(username, scope) ?? '' } : {};
}

/** The one that the platform gave a moment ago, where this is a second sign-in: the stored one may be dead by now. */
function refreshTokenOf({ refreshToken = '{{secret.refreshToken}}' }: OAuth2, { scope }: Conversation): string {
  return scope.session['refreshToken'] === undefined ? refreshToken : '{{session.refreshToken}}';
}

/** OpenID Connect Discovery 1.0, 4: where the token endpoint is. Its host must be one of the platform's like any other. */
async function discover(url: string, talk: Conversation): Promise<Conversation | Failure> {
  const heard = await ask(talk, { url });
  if (isFailure(heard)) return heard;
  const { host, reply, variables } = heard;
  const refused = defaultMeaning(reply, { host, minted: false, now: talk.channel.context.now() });
  if (refused) return { ...refused, rung: 'Reached' };
  const tokenEndpoint = textOf('json.token_endpoint', variables);
  if (tokenEndpoint === undefined) {
    return failure('Reached', 'UnexpectedReply', { about: `${host} does not tell where its token endpoint is` });
  }
  return { ...talk, scope: { ...talk.scope, session: { ...talk.scope.session, tokenEndpoint } } };
}

/** A JWT bearer assertion as the grant (RFC 7523, 2.1). */
export const jwtBearer: Strategy<JwtBearer> = async (options, talk) => {
  const signed = await withAssertion(options.assertion, talk);
  if (isFailure(signed)) return signed;
  const fields = {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: '{{session.assertion}}',
    ...clientFields(options),
  };
  return requestToken(options, { fields, headers: clientHeader(options, talk), signed: true }, signed);
};

/** The assertion is a value, not a template: it goes through the session so that no brace in it is read as one. */
export async function withAssertion(options: JwtBearer['assertion'], talk: Conversation) {
  const assertion = await signAssertion(options, talk.scope, talk.channel.context.now());
  if (typeof assertion !== 'string') return assertion;
  return { ...talk, scope: { ...talk.scope, session: { ...talk.scope.session, assertion } } };
}

type Client = Pick<OAuth2, 'clientId' | 'clientSecret' | 'clientAuth'>;

function placeOf({ clientId, clientAuth }: Client): NonNullable<Client['clientAuth']> {
  return clientAuth ?? (clientId === undefined ? 'none' : 'basic');
}

function clientFields(client: Client): TokenFields {
  const { clientId, clientSecret } = client;
  if (placeOf(client) !== 'body') return {};
  return {
    ...(clientId === undefined ? {} : { client_id: clientId }),
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
  };
}

/** RFC 6749, 2.3.1: id and secret are form-encoded before they become user name and password. */
function clientHeader(client: Client, { scope }: Conversation): Record<string, string> {
  const place = placeOf(client);
  if (place !== 'basic' && place !== 'basic-plain') return {};
  const [user = '', password = ''] = [client.clientId, client.clientSecret].map((template) => {
    const value = (template === undefined ? undefined : renderText(template, scope)) ?? '';
    return place === 'basic' ? formEncoded(value) : value;
  });
  return { authorization: basicHeader(user, password) };
}

function formEncoded(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1);
}
