import type { FakeReply, FakeRoute, Received } from '../../support/fake-platform.ts';

export const token = 'glpat-canaryGitlab11';
export const clientSecret = 'canary-client-secret-gl';
export const refreshToken = 'canary-refresh-gl-1';
export const nextRefreshToken = 'canary-refresh-gl-2';
export const minted = 'canary-access-gl-1';

/** lib/api/api_guard.rb of gitlabhq/gitlabhq */
export const guarded = (error: string, error_description: string, status = 401): FakeReply => ({
  status,
  json: { error, error_description },
});
export const said = (status: number, message: unknown, more: FakeReply = {}): FakeReply => ({
  status,
  json: { message: { text: message } },
  ...more,
});
/** Without the marker: what GitLab says is compared as it is. */
export const unauthorized: FakeReply = {
  status: 401,
  type: 'application/json',
  text: '{"message":"401 Unauthorized"}',
};
export const self = (more: object = {}): FakeReply => ({
  json: {
    id: 42,
    name: 'migration',
    revoked: false,
    scopes: ['read_api', 'read_repository'],
    user_id: 7,
    active: true,
    expires_at: '2027-01-31',
    ...more,
  },
});
export const user = (more: object = {}): FakeReply => ({
  json: { id: 7, username: 'migrator', name: 'Migration', email: 'migrator@example.com', state: 'active', ...more },
});
export const project = (project_access: number | null, more: object = {}): FakeReply => ({
  json: {
    id: 99,
    visibility: 'private',
    repository_access_level: 'enabled',
    permissions: {
      project_access: project_access === null ? null : { access_level: project_access },
      group_access: { access_level: 10 },
    },
    ...more,
  },
});

const byToken = {
  headers: { 'private-token': /^\S+$/ },
  faults: ({ headers }: Received) => (headers['authorization'] === undefined ? [] : ['has Authorization as well']),
  accepts: ({ headers }: Received) => headers['private-token'] === token,
  refused: unauthorized,
};
const byBearer = {
  headers: { authorization: /^Bearer \S+$/ },
  accepts: ({ headers }: Received) => headers['authorization'] === `Bearer ${minted}`,
  refused: guarded('invalid_token', 'Token was revoked. You have to re-authorize from the user.'),
};

const api = (base: string, shown: typeof byToken | typeof byBearer): Record<string, FakeRoute> => ({
  user: { ...shown, on: `GET ${base}/api/v4/user`, good: user() },
  project: { ...shown, on: `GET ${base}/api/v4/projects/acme%2Fhandbook`, good: project(30) },
});
export const ofToken = (base: string): Record<string, FakeRoute> => ({
  self: { ...byToken, on: `GET ${base}/api/v4/personal_access_tokens/self`, good: self() },
  ...api(base, byToken),
});

export const issued = (more: object = {}): FakeReply => ({
  json: {
    access_token: minted,
    token_type: 'Bearer',
    expires_in: 7200,
    refresh_token: nextRefreshToken,
    scope: 'api',
    ...more,
  },
});
/** doc/api/oauth2.md: the redirect URI must be the one of the authorization. */
export const ofClient: Record<string, FakeRoute> = {
  token: {
    on: 'POST https://gitlab.com/oauth/token',
    form: {
      grant_type: 'refresh_token',
      client_id: 'client-1',
      client_secret: /./,
      refresh_token: /^canary-/,
      redirect_uri: 'https://example.com/callback',
    },
    accepts: ({ form }) => form['client_secret'] === clientSecret,
    good: issued(),
    refused: guarded('invalid_client', 'Client authentication failed due to unknown client'),
  },
  ...api('https://gitlab.com', byBearer),
};
