import { bears, type FakeReply, type FakeRoute, type Received } from '../../../support/fake-platform.ts';

export const apiToken = 'canary-api-token-61';
export const clientSecret = 'canary-client-secret-62';
export const refreshToken = 'canary-refresh-token-63';
export const nextToken = 'canary-next-token-64';
export const minted = 'canary-minted-token-65';
export const cloudId = '11223344-a1b2-3b33-c444-def123456789';
const api = 'https://api.atlassian.com';

export const oauthError = (error: string, error_description = 'Unauthorized', status = 403): FakeReply => ({
  status,
  json: { error, error_description },
});
export const issued = (more: object = {}): FakeReply => ({
  json: { access_token: minted, expires_in: 3600, token_type: 'Bearer', scope: 'read:jira-user', ...more },
});
const list = (...items: object[]): FakeReply => ({ type: 'application/json', text: JSON.stringify(items) });
export const resources = (scopes: readonly string[], id = cloudId): FakeReply =>
  list({ id, url: 'https://acme.atlassian.net', name: 'acme', scopes });
export const noResources = list();
/** "Client must be authenticated to access this resource." comes as a line of text in whatever type was asked for. */
export const unauthorized: FakeReply = {
  status: 401,
  type: 'application/json',
  text: 'Client must be authenticated to access this resource.',
};
export const scopeMissing: FakeReply = {
  status: 401,
  json: { code: 401, message: 'Unauthorized; scope does not match' },
};
export const seraph = (reason: string, more: FakeReply): FakeReply => ({
  ...more,
  headers: { 'x-seraph-loginreason': reason },
});
export const captcha: FakeReply = {
  status: 403,
  type: 'text/html',
  text: '<html><body>Basic Authentication Failure</body></html>',
  headers: {
    'x-seraph-loginreason': 'AUTHENTICATION_DENIED',
    'x-authentication-denied-reason': 'CAPTCHA_CHALLENGE; login-url=https://jira.example.com/login.jsp',
  },
};

export interface Shown {
  headers: NonNullable<FakeRoute['headers']>;
  accepts(received: Received): boolean;
}
export const basicly = (user: string, password: string): Shown => {
  const wanted = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return {
    headers: { authorization: /^Basic \S+$/, accept: 'application/json' },
    accepts: ({ headers }) => headers['authorization'] === wanted,
  };
};
export const bearing = (token: string): Shown => ({
  headers: { authorization: /^Bearer \S+$/, accept: 'application/json' },
  accepts: bears(token),
});

/** A token request as JSON with exactly these fields; the client is not in a header as well. */
function jsonFaults(fields: readonly string[]): NonNullable<FakeRoute['faults']> {
  return ({ headers, text }) => [
    ...(headers['authorization'] === undefined ? [] : ['the client in a header as well']),
    ...(headers['content-type'] === 'application/json' ? [] : [`content type ${headers['content-type']}`]),
    ...(Object.keys(JSON.parse(text) as object)
      .sort()
      .join() === fields.toSorted().join()
      ? []
      : [`fields ${text}`]),
  ];
}

const bodyOf = ({ text }: Received) => JSON.parse(text) as Record<string, string>;

/** developer.atlassian.com, OAuth 2.0 (3LO), "use a refresh token"; support.atlassian.com, OAuth of service accounts. */
export function cloudToken(grant: 'client_credentials' | 'refresh_token'): Record<string, FakeRoute> {
  const refreshes = grant === 'refresh_token';
  const dead = oauthError('unauthorized_client', 'refresh_token is invalid: Unknown or invalid refresh token.');
  return {
    token: {
      on: 'POST https://auth.atlassian.com/oauth/token',
      faults: jsonFaults(['grant_type', 'client_id', 'client_secret', ...(refreshes ? ['refresh_token'] : [])]),
      accepts: (received) =>
        bodyOf(received)['grant_type'] === grant &&
        bodyOf(received)['client_secret'] === clientSecret &&
        (!refreshes || [refreshToken, nextToken].includes(bodyOf(received)['refresh_token'] ?? '')),
      good: issued(refreshes ? { refresh_token: nextToken } : {}),
      refused: refreshes ? dead : oauthError('access_denied', 'Unauthorized', 401),
    },
    resources: {
      ...bearing(minted),
      on: `GET ${api}/oauth/token/accessible-resources`,
      good: resources(['read:jira-user', 'read:content-details:confluence']),
      refused: oauthError('unauthorized', 'Unauthorized', 401),
    },
  };
}

/** Data Center, "OAuth 2.0 provider API": a form, each use gives a new refresh token. */
export function serverToken(url: string): FakeRoute {
  return {
    on: `POST ${url}/rest/oauth2/latest/token`,
    form: { grant_type: 'refresh_token', refresh_token: /./, client_id: 'client-1', client_secret: /./ },
    accepts: ({ form }) =>
      form['client_secret'] === clientSecret && [refreshToken, nextToken].includes(form['refresh_token'] ?? ''),
    good: issued({ refresh_token: nextToken }),
    refused: oauthError('invalid_grant', 'No', 400),
  };
}
