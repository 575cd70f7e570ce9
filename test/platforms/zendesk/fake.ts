import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';

export const apiToken = 'canaryZendeskApiToken11';
export const accessToken = 'canary-zendesk-access-12';
export const minted = 'canary-zendesk-minted-13';
export const clientSecret = 'canary-client-secret-zd';
const root = 'https://acme.zendesk.com';

export const user = (more: object = {}): FakeReply => ({
  json: {
    user: {
      id: 35436,
      name: 'Ada',
      email: 'agent@example.com',
      role: 'admin',
      active: true,
      suspended: false,
      ...more,
    },
  },
});
/** What the open route answers whoever is not known. */
export const anonymous = user({ id: null, name: 'Anonymous user', email: 'invalid@example.com', role: 'end-user' });
export const refusal = (status: number, json: object, more: FakeReply = {}): FakeReply => ({ status, json, ...more });
export const unauthenticated = refusal(401, { error: "Couldn't authenticate you" });

const me = (accepts: FakeRoute['accepts'], scheme: RegExp): FakeRoute => ({
  on: `GET ${root}/api/v2/users/me.json`,
  headers: { authorization: scheme },
  ...(accepts ? { accepts } : {}),
  good: user(),
  refused: unauthenticated,
});
const basic = `Basic ${Buffer.from(`agent@example.com/token:${apiToken}`).toString('base64')}`;
export const withApiToken: Record<string, FakeRoute> = {
  me: me(({ headers }) => headers['authorization'] === basic, /^Basic \S+$/),
};

export const tokens = (...ends: (string | null)[]): FakeReply => ({
  json: { tokens: ends.map((expires_at, id) => ({ id, token: 'canary-zen', scopes: ['read'], expires_at })) },
});
export const withAccessToken: Record<string, FakeRoute> = {
  me: me(bears(accessToken), /^Bearer \S+$/),
  tokens: {
    on: `GET ${root}/api/v2/oauth/tokens`,
    accepts: bears(accessToken),
    good: tokens('2026-12-24T00:00:00Z'),
    refused: unauthenticated,
  },
};

export const issued = (refresh_token: string, scope = 'read write'): FakeReply => ({
  json: { access_token: minted, refresh_token, token_type: 'bearer', scope, expires_in: 1800 },
});
/** developer.zendesk.com, OAuth tokens: JSON, the client in the body. */
export const withRefreshToken: Record<string, FakeRoute> = {
  me: me(bears(minted), /^Bearer \S+$/),
  token: {
    on: `POST ${root}/oauth/tokens`,
    headers: { 'content-type': 'application/json' },
    faults({ text, headers }: Received) {
      const { grant_type, refresh_token, client_id, client_secret, ...rest } = JSON.parse(text) as Record<
        string,
        string
      >;
      return [
        ...(grant_type === 'refresh_token' && client_id === 'client-1' && client_secret ? [] : ['wrong fields']),
        ...(refresh_token?.startsWith('canary-') ? [] : ['no refresh token']),
        ...(headers['authorization'] === undefined ? [] : ['has Authorization as well']),
        ...Object.keys(rest).map((name) => `unknown field ${name}`),
      ];
    },
    accepts: ({ text }) => text.includes(clientSecret),
    good: issued('canary-next-refresh-zd'),
    refused: refusal(401, { error: 'invalid_client', error_description: 'Client authentication failed' }),
  },
};
