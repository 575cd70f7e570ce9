import { bears, type FakeReply, type FakeRoute } from '../../../support/fake-platform.ts';
import {
  applicationClaims,
  userClaims,
  clientId,
  clientSecret,
  freshToken,
  good,
  graphError,
  identityToken,
  jwtOf,
  refreshToken,
  tenantId,
  tokenRoute,
  type Method,
  type TokenOptions,
} from './fake.ts';
import type { FakedMethod } from '../../../support/http-cases.ts';

/** The other clouds than the public one, with their hosts of Entra ID and Microsoft Graph. */
export const clouds = [
  ['gcc', 'login.microsoftonline.com', 'graph.microsoft.com'],
  ['usgovhigh', 'login.microsoftonline.us', 'graph.microsoft.us'],
  ['usgovdod', 'login.microsoftonline.us', 'dod-graph.microsoft.us'],
  ['china', 'login.partner.microsoftonline.cn', 'microsoftgraph.chinacloudapi.cn'],
] as const;

/** What a method asks of Graph, and the token that it has. */
export interface Asked {
  on: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  good: FakeReply;
  claims: object;
  /** A token that is no JWT. */
  opaque?: string;
}

export const secrets: Record<Method, Record<string, string>> = {
  'client-secret': { clientSecret },
  certificate: { certificate: good.certificate, privateKey: good.privateKey },
  'workload-identity': {},
  'refresh-token': { refreshToken },
};

/** learn.microsoft.com/graph/api/resources/passwordcredential, of an application that may read itself. */
export const passwords = (...ends: string[]): FakeReply => ({
  json: { passwordCredentials: ends.map((endDateTime) => ({ endDateTime, hint: 'can', keyId: clientId })) },
});
export const secretEnd = '2027-05-01T00:00:00Z';

/** learn.microsoft.com/graph: a request to Graph with the token of this method, and the token endpoint before it. */
export function faked(
  method: Method,
  asked: Asked,
  more: { config?: object; token?: Partial<TokenOptions>; routes?: Record<string, FakeRoute> } = {},
): FakedMethod {
  const accessToken = asked.opaque ?? jwtOf(asked.claims);
  const test: FakeRoute = {
    on: `GET ${asked.on}`,
    query: asked.query ?? {},
    headers: { authorization: /^Bearer \S+$/, accept: /^application\/json/, ...asked.headers },
    accepts: bears(accessToken),
    good: asked.good,
    refused: graphError(401, 'InvalidAuthenticationToken'),
  };
  const application: FakeRoute = {
    on: `GET https://${new URL(asked.on).host}/v1.0/applications(appId='${clientId}')`,
    query: { $select: 'passwordCredentials' },
    accepts: bears(accessToken),
    good: passwords(secretEnd),
    refused: graphError(401, 'InvalidAuthenticationToken'),
  };
  return {
    method,
    routes: { application, token: tokenRoute(method, { accessToken, ...more.token }), test, ...more.routes },
    config: { tenantId, clientId, ...more.config },
    secret: secrets[method],
    signIn: ['token'],
    ...(method === 'workload-identity' ? { identityToken } : {}),
    canaries: [accessToken, freshToken],
  };
}

export const claimsOf = (method: Method, more: object) =>
  method === 'refresh-token' ? userClaims(more) : applicationClaims(more);
/** Claims of a token with these permissions. */
export const permissions = (method: Method, ...names: string[]) =>
  claimsOf(method, method === 'refresh-token' ? { scp: names.join(' ') } : { roles: names });
/** Who that is, where the claims tell it. */
export const accountOf = (method: Method) =>
  method === 'refresh-token'
    ? { id: userClaims().oid, name: 'Ada', email: 'ada@contoso.com', tenant: tenantId }
    : { id: clientId, name: 'Migration', tenant: tenantId };
