import { bears, type FakeReply, type FakeRoute } from '../../support/fake-platform.ts';

export const token = 'canary-asana-token-1';
export const minted = 'canary-asana-minted-2';
export const clientSecret = 'canary-client-secret-as';
export const refreshToken = 'canary-refresh-as-1';

export const workspace = (gid: string, name: string) => ({ gid, name, resource_type: 'workspace' });
const acme = workspace('1331', 'Acme');

/** https://developers.asana.com/reference/getuser */
export const user = (more: object = {}): FakeReply => ({
  json: {
    data: {
      gid: '4673218951',
      resource_type: 'user',
      name: 'Greg Sanchez',
      email: 'gsanchez@example.com',
      photo: null,
      workspaces: [acme],
      ...more,
    },
  },
});

/** https://developers.asana.com/docs/errors */
export const failure = (status: number, message: string): FakeReply => ({
  status,
  json: { errors: [{ message, help: 'For more information on API status codes, read the docs on errors.' }] },
});

const me = (bearer: string): FakeRoute => ({
  on: 'GET https://app.asana.com/api/1.0/users/me',
  headers: { authorization: /^Bearer \S+$/ },
  accepts: bears(bearer),
  good: user(),
  refused: failure(401, 'Not Authorized'),
});

/** https://developers.asana.com/docs/oauth: a refresh brings no new refresh token. */
export const issued = (more: object = {}): FakeReply => ({
  json: {
    access_token: minted,
    token_type: 'bearer',
    expires_in: 3600,
    data: { id: 4673218951, gid: '4673218951', name: 'Greg Sanchez', email: 'gsanchez@example.com' },
    ...more,
  },
});

export const ofToken: Record<string, FakeRoute> = { me: me(token) };

export const ofApp: Record<string, FakeRoute> = {
  me: me(minted),
  token: {
    on: 'POST https://app.asana.com/-/oauth_token',
    form: { grant_type: 'refresh_token', client_id: '753482910', client_secret: /./, refresh_token: /./ },
    accepts: ({ form }) => form['client_secret'] === clientSecret && form['refresh_token'] === refreshToken,
    good: issued(),
    refused: { status: 400, json: { error: 'invalid_grant' } },
  },
};
