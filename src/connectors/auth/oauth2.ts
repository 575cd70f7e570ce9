import type { PlatformOAuth2, PlatformRequest, PlatformStep } from '../../api/platform.gen.ts';
import type { Heard } from '../engine/exchange.ts';
import { guarded } from '../engine/request.ts';
import type { Session } from '../engine/session.ts';
import { takeStep, type Failed, type Passed } from '../engine/step.ts';
import { templateNames } from '../engine/template-names.ts';
import { failure, isFailure } from '../failure.ts';
import { textOf, valueOf } from '../language/expression.ts';
import { renderText, required, type Names } from '../language/template.ts';
import { basicHeader } from './basic.ts';
import { claimsOf } from './claims.ts';
import { Refresh } from './refresh.ts';

/** Asks a token endpoint (RFC 6749) for an access token, which proves that it accepted the secret. */
export async function takeTokenStep(
  step: PlatformStep & { oauth2: PlatformOAuth2 },
  session: Session,
): Promise<Passed | Failed> {
  const oauth2 = asClient(step.oauth2, session.names);
  const header = guarded(() => ({ ...clientHeader(oauth2, session.names) }));
  if (isFailure(header)) return { failure: header, byRow: false };
  const refresh = oauth2.grant === 'refresh_token' ? new Refresh(oauth2, session) : undefined;
  const forbidden = await refresh?.begin();
  if (forbidden) return { failure: forbidden, byRow: false };
  const signed = templateNames(oauth2).some(([root = '']) => session.signed.has(root));
  return takeStep(step, session, {
    phase: 'signIn',
    request: tokenCall(oauth2),
    how: { authenticate: false, headers: header },
    at: {
      tokenEndpoint: true,
      signed,
      passwordGrant: oauth2.grant === 'password',
      ownIssuer: isOwnAddress(oauth2.tokenUrl),
    },
    ...(refresh ? { onResponse: (heard: Heard) => refresh.keep(heard) } : {}),
    onPassed: (heard) => keepToken(step, heard, session),
  });
}

/** RFC 6749, 3.2.1: a client without a secret, which the method leaves to the person, names itself in the form. */
function asClient(oauth2: PlatformOAuth2, names: Names): PlatformOAuth2 {
  const { clientSecret, clientAuth = 'basic' } = oauth2;
  const isPublic = clientSecret !== undefined && renderText(clientSecret, names) === undefined;
  if (!isPublic || clientAuth === 'body') return oauth2;
  const { clientSecret: _, ...open } = oauth2;
  return { ...open, clientAuth: 'body' };
}

/** The values of fields are templates; a field that its grant does not have is absent. */
function tokenCall(oauth2: PlatformOAuth2): PlatformRequest {
  const { grant, tokenUrl, refreshToken, username, password, assertion, clientAssertion, scope } = oauth2;
  const fields = {
    grant_type: grantTypes[grant],
    ...present({ refresh_token: refreshToken, username, password, assertion }),
    ...clientFields(oauth2),
    ...(clientAssertion === undefined
      ? {}
      : {
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: clientAssertion,
        }),
    ...present({ scope }),
    ...oauth2.form,
  };
  const body = oauth2.encoding === 'json' ? { json: fields } : { form: fields };
  return { method: 'POST', url: tokenUrl, ...body, ...(oauth2.headers ? { headers: oauth2.headers } : {}) };
}

/** RFC 8693 and RFC 7523 have no short names. */
const grantTypes: Record<PlatformOAuth2['grant'], string> = {
  client_credentials: 'client_credentials',
  refresh_token: 'refresh_token',
  password: 'password',
  token_exchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
  jwt_bearer: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
};

/** How a client authenticates at a token endpoint. */
export type ClientAuth = Pick<PlatformOAuth2, 'clientAuth' | 'clientId' | 'clientSecret'>;

function placeOf({ clientAuth, clientSecret }: ClientAuth): NonNullable<PlatformOAuth2['clientAuth']> {
  return clientAuth ?? (clientSecret === undefined ? 'body' : 'basic');
}

/** Fields of a token request that name the client. */
export function clientFields(oauth2: ClientAuth): Record<string, string> {
  if (placeOf(oauth2) !== 'body') return {};
  return present({ client_id: oauth2.clientId, client_secret: oauth2.clientSecret });
}

/** RFC 6749, 2.3.1: id and secret are form-encoded before they become user name and password. */
export function clientHeader(oauth2: ClientAuth, names: Names): Record<string, string> {
  const place = placeOf(oauth2);
  if (place !== 'basic' && place !== 'basic-plain') return {};
  const [user = '', password = ''] = [oauth2.clientId, oauth2.clientSecret].map((template = '') => {
    const value = template === '' ? '' : required(renderText(template, names), template);
    return place === 'basic' ? new URLSearchParams([['', value]]).toString().slice(1) : value;
  });
  return { authorization: basicHeader(user, password) };
}

/** A token is what shows that the secret was accepted. @returns why there is none. */
function keepToken(
  { oauth2, name = 'token' }: PlatformStep & { oauth2: PlatformOAuth2 },
  heard: Heard,
  session: Session,
) {
  const access = valueOf(oauth2.access ?? 'json.access_token', heard.bindings);
  if (typeof access !== 'string' || access.trim() === '') {
    return failure('UnexpectedReply', { about: `${heard.host} responds without an access token` });
  }
  const { bindings } = heard;
  const [refresh, scope] = ['json.refresh_token', 'json.scope'].map((source) => textOf(source, bindings) ?? null);
  session.keep(name, { access, refresh, scope, claims: claimsOf(access) });
  if (oauth2.username !== undefined) session.login = renderText(oauth2.username, session.names) ?? '';
  session.issuer = { host: heard.host, own: isOwnAddress(oauth2.tokenUrl) };
  session.accept();
  return undefined;
}

/** A setting, or what was found at one: the platform's data names neither. */
function isOwnAddress(template: string): boolean {
  return /^\{\{\w+\./.test(template);
}

function present(fields: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
