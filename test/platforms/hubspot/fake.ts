import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';

export const token = 'pat-eu1-canary-hubspot-11';
export const minted = 'canary-hubspot-minted-12';
export const clientSecret = 'canary-client-secret-hs';
export const refreshToken = 'canary-refresh-hs-1';
const root = 'https://api.hubapi.com';

export const failure = (status: number, category: string, more: object = {}): FakeReply => ({
  status,
  json: { status: 'error', message: 'No', correlationId: 'c', category, ...more },
});
export const details = (more: object = {}): FakeReply => ({
  json: { portalId: 62515, accountType: 'STANDARD', uiDomain: 'app-eu1.hubspot.com', ...more },
});

const api = (bearer: string): FakeRoute => ({
  on: `GET ${root}/account-info/v3/details`,
  headers: { authorization: /^Bearer \S+$/ },
  accepts: bears(bearer),
  good: details(),
  refused: failure(401, 'INVALID_AUTHENTICATION'),
});

export const ofPrivateApp: Record<string, FakeRoute> = {
  details: api(token),
  info: {
    on: `POST ${root}/oauth/v2/private-apps/get/access-token-info`,
    headers: { 'content-type': 'application/json' },
    faults: ({ text }: Received) => (text === JSON.stringify({ tokenKey: token }) ? [] : ['tokenKey is not the token']),
    good: { json: { userId: 123456, hubId: 62515, appId: 456789, scopes: ['oauth'] } },
    refused: failure(401, 'INVALID_AUTHENTICATION'),
  },
};

export const issued = (refresh_token: string): FakeReply => ({
  json: { access_token: minted, refresh_token, token_type: 'bearer', expires_in: 1800, hub_id: 62515 },
});
const client = { client_id: 'client-1', client_secret: /./ };
/** developers.hubspot.com/docs/api-reference/2026-03/authentication/oauth-tokens: all parameters in the body. */
export const ofClient: Record<string, FakeRoute> = {
  details: api(minted),
  token: {
    on: `POST ${root}/oauth/2026-03/token`,
    form: { grant_type: 'refresh_token', refresh_token: /^canary-/, ...client },
    accepts: ({ form }) => form['client_secret'] === clientSecret && form['refresh_token'] !== 'canary-revoked',
    good: issued(refreshToken),
    refused: { status: 400, json: { status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' } },
  },
  introspect: {
    on: `POST ${root}/oauth/2026-03/token/introspect`,
    form: { ...client, token: minted, token_type_hint: 'access_token' },
    good: { json: { active: true, hub_id: 62515, user: 'ada@example.com', user_id: 123456, app_id: 456789 } },
    refused: failure(401, 'INVALID_AUTHENTICATION'),
  },
};
