import { bears, type FakeReply, type FakeRoute } from '../../support/fake-platform.ts';

const host = 'https://acme.egnyte.com';
export const minted = 'canary-minted-token-71';
export const password = 'canary-password-72';
const user = { id: 4711, username: 'svc', first_name: 'Mia', last_name: 'Grant', email: 'svc@acme.example' };
export const info = (more: object = {}): FakeReply => ({ json: { ...user, ...more } });
export const refused: FakeReply = { status: 401, text: '<h1>Developer Inactive</h1>' };
export const mashery = (code: string, more: Record<string, string> = {}): FakeReply => ({
  status: 403,
  headers: { 'x-mashery-error-code': code, ...more },
});
export const tokenError = (error: string, error_description = '', status = 400): FakeReply => ({
  status,
  json: { error, error_description },
});

/** developers.egnyte.com/docs/User_Management_API_Documentation and the Permissions API */
export function api(token: string): Record<string, FakeRoute> {
  const shared = { headers: { authorization: /^Bearer \S+$/ }, accepts: bears(token), refused };
  return {
    me: { ...shared, on: `GET ${host}/pubapi/v1/userinfo`, good: info() },
    perms: {
      ...shared,
      on: `GET ${host}/pubapi/v1/perms/user`,
      query: { folder: /^\/(Shared|Private)/ },
      good: { json: { permission: 'Editor' } },
    },
  };
}

const bare = { grant_type: 'password', client_id: 'key-1', username: 'svc', password: /./ };

/** developers.egnyte.com/docs/Public_API_Authentication, Internal Applications */
export const token: FakeRoute = {
  on: `POST ${host}/puboauth/token`,
  form: { ...bare, client_secret: /./ },
  accepts: ({ form }) => form['password'] === password,
  good: { json: { access_token: minted, token_type: 'bearer', expires_in: -1 } },
  refused: tokenError('invalid_grant'),
};

/** A key from before 2015. */
export const tokenWithoutSecret: FakeRoute = { ...token, form: bare };

const refreshToken = 'canary-refresh-78';
export const nextRefreshToken = 'canary-refresh-79';
export const client = { apiKey: 'key-1', clientSecret: 'canary-client-secret-73', refreshToken };
export const renewed: FakeReply = {
  json: { access_token: minted, refresh_token: nextRefreshToken, token_type: 'bearer', expires_in: 2_592_000 },
};

/** RFC 6749, 6, with the parameters of the vendor's other grants. */
export const refresh: FakeRoute = {
  on: `POST ${host}/puboauth/token`,
  form: {
    grant_type: 'refresh_token',
    client_id: 'key-1',
    client_secret: 'canary-client-secret-73',
    refresh_token: /./,
  },
  accepts: ({ form }) => form['refresh_token'] === refreshToken,
  good: { json: { access_token: minted, token_type: 'bearer', expires_in: 2_592_000 } },
  refused: tokenError('invalid_grant'),
};
