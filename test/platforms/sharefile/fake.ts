import { bears, type FakeReply, type FakeRoute } from '../../support/fake-platform.ts';

const account = 'https://acme.sharefile.com';
export const minted = 'canary-minted-token-51';
export const password = 'canary-password-52';
export const clientSecret = 'canary-client-secret-53';
export const refreshToken = 'canary-refresh-token-54';

export const oauthError = (error: string, status = 400): FakeReply => ({
  status,
  json: { error, error_description: 'no' },
});
/** The body of the API's errors. */
export const odata = (status: number, code: string): FakeReply => ({
  status,
  json: { code, message: { lang: 'en-US', value: 'no' } },
});
/** api.sharefile.com/gettingstarted/oauth2password */
export const issued = (more: object = {}): FakeReply => ({
  json: {
    access_token: minted,
    refresh_token: refreshToken,
    token_type: 'bearer',
    appcp: 'sharefile.com',
    apicp: 'sharefile.com',
    subdomain: 'acme',
    expires_in: 28_800,
    ...more,
  },
});
export const session = (principal: object = {}): FakeReply => ({
  json: {
    Name: 'Session',
    Principal: { Id: 'u-1', FullName: 'Mia Grant', Email: 'svc@acme.example', IsAdministrator: true, ...principal },
    Id: 's-1',
  },
});
const rights = { CanView: true, CanDownload: true, CanUpload: true, CanAddFolder: true, CanDeleteChildItems: false };

export function api(origin = account): Record<string, FakeRoute> {
  const shared = {
    headers: { authorization: /^Bearer \S+$/ },
    accepts: bears(minted),
    refused: odata(401, 'Unauthorized'),
  };
  const item = (path: string, info: object = rights): FakeRoute => ({
    ...shared,
    on: `GET ${origin}/sf/v3/${path}`,
    query: { $expand: 'Info' },
    good: { json: { Id: 'fo1', Info: info } },
  });
  return {
    me: { ...shared, on: `GET ${origin}/sf/v3/Sessions`, query: { $expand: 'Principal' }, good: session() },
    home: item('Items'),
    shared: item('Items(allshared)', { ...rights, CanUpload: false }),
    folder: item('Items(fo4711)', { ...rights, CanDeleteChildItems: true }),
  };
}

const client = { client_id: 'client-1', client_secret: /./ };
export const passwordToken: FakeRoute = {
  on: `POST ${account}/oauth/token`,
  form: { grant_type: 'password', ...client, username: 'svc@acme.example', password: /./ },
  accepts: ({ form }) => form['client_secret'] === clientSecret && form['password'] === password,
  good: issued(),
  refused: oauthError('invalid_grant'),
};
export const refreshRoute: FakeRoute = {
  on: `POST ${account}/oauth/token`,
  form: { grant_type: 'refresh_token', ...client, refresh_token: /./ },
  accepts: ({ form }) =>
    form['client_secret'] === clientSecret && /^canary-(refresh-token|fresh)/.test(form['refresh_token'] ?? ''),
  good: issued(),
  refused: oauthError('invalid_grant'),
};
