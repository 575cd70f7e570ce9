import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';

export const username = 'svc-migration';
export const password = 'canary-pässword-61';
export const storedToken = 'canary-stored-token-62';
export const clientSecret = 'canary-client-secret-63';
export const refreshToken = 'canary-refresh-token-64';
export const nextRefreshToken = 'canary-refresh-token-65';
export const minted = 'canary-minted-token-66';
const url = 'https://nuxeo.example.com/nuxeo';

const user = {
  'entity-type': 'user',
  id: username,
  properties: { username, firstName: 'Migration', lastName: 'Service', email: 'svc@example.com', groups: ['members'] },
  extendedGroups: [],
  isAdministrator: false,
  isAnonymous: false,
};
export const me = (more: object = {}): FakeReply => ({ json: { ...user, ...more } });
export const apiError = (status: number): FakeReply => ({
  status,
  json: { 'entity-type': 'exception', status, message: 'No' },
});
export const tokenError = (error: string, error_description?: string, status = 400): FakeReply => ({
  status,
  json: { error, ...(error_description === undefined ? {} : { error_description }) },
});
export const doc = (...permissions: string[]): FakeReply => ({
  json: { 'entity-type': 'document', uid: 'd-1', contextParameters: { permissions } },
});

function api(
  headers: NonNullable<FakeRoute['headers']>,
  accepts: (received: Received) => boolean,
): Record<string, FakeRoute> {
  const refused = { status: 401 };
  const enriched = { ...headers, 'enrichers.document': 'permissions' };
  return {
    me: { on: `GET ${url}/api/v1/me`, headers, accepts, good: me(), refused },
    domain: {
      on: `GET ${url}/api/v1/path/default-domain`,
      headers: enriched,
      accepts,
      good: doc('Browse', 'Read', 'AddChildren', 'ReadWrite'),
      refused,
    },
    folder: {
      on: `GET ${url}/api/v1/path/default-domain/workspaces/2026%20Q1`,
      headers: enriched,
      accepts,
      good: doc('Everything'),
      refused,
    },
  };
}

const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
export const basicRoutes = api(
  { authorization: /^Basic [A-Za-z0-9+/]+=*$/ },
  ({ headers }) => headers['authorization'] === basic,
);
export const tokenRoutes = api(
  { 'x-authentication-token': /^\S+$/ },
  ({ headers }) => headers['x-authentication-token'] === storedToken && headers['authorization'] === undefined,
);
export const bearerRoutes = api({ authorization: /^Bearer \S+$/ }, bears(storedToken));

/** NuxeoOAuth2Servlet.java: the client in the body, a refused one is access_denied. */
export function refreshRoutes(confidential = true): Record<string, FakeRoute> {
  return {
    ...api({ authorization: /^Bearer \S+$/ }, bears(minted)),
    token: {
      on: `POST ${url}/oauth2/token`,
      form: {
        grant_type: 'refresh_token',
        client_id: 'connection-operator',
        refresh_token: /^canary-refresh-token-6[45]$|^canary-dead/,
        ...(confidential ? { client_secret: /./ } : {}),
      },
      faults: ({ headers }) => (headers['authorization'] === undefined ? [] : ['the client in a header as well']),
      accepts: ({ form }) =>
        form['refresh_token'] !== 'canary-dead-token' && (!confidential || form['client_secret'] === clientSecret),
      good: {
        json: { access_token: minted, token_type: 'bearer', expires_in: 3600, refresh_token: nextRefreshToken },
      },
      refused: tokenError('access_denied'),
    },
  };
}
