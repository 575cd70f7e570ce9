import type { FakeReply, FakeRoute, Received } from '../../support/fake-platform.ts';

export const password = 'canary-pässword-11';
export const clientSecret = 'canary-client-secret-12';
export const refreshToken = 'canary-refresh-13';
export const nextRefreshToken = 'canary-refresh-14';
export const minted = 'canary-minted-15';
const host = 'https://cloudimanage.com';

export const tokenError = (error: string, error_description?: string, status = 400): FakeReply => ({
  status,
  json: { error, ...(error_description === undefined ? {} : { error_description }) },
});
export const issued = (refresh_token?: string): FakeReply => ({
  json: { access_token: minted, expires_in: 1800, token_type: 'Bearer', ...(refresh_token ? { refresh_token } : {}) },
});
const user = { customer_id: 1764, id: 'SVC', name: 'Migration', email: 'svc@example.com' };
export const me = (more: object = {}, libraries: unknown = [{ alias: 'ACTIVE' }]): FakeReply => ({
  json: { data: { user: { ...user, ...more }, work: { libraries } } },
});
export const noUser: FakeReply = { json: { data: { work: { libraries: [] } } } };

const shared = {
  headers: { 'x-auth-token': /^canary-minted-\d+$/, authorization: /^Bearer canary-minted-\d+$/ },
  accepts: ({ headers }: Received) => headers['x-auth-token'] === minted,
  refused: { status: 401, json: { error: { code: 'X' } } },
};
const customer = `${host}/work/api/v2/customers/1764/libraries`;
const api: Record<string, FakeRoute> = {
  me: { ...shared, on: `GET ${host}/api`, good: me() },
  libraries: { ...shared, on: `GET ${customer}`, good: { json: { data: [{ alias: 'ACTIVE' }, { id: 'CLOSED' }] } } },
  operations: {
    ...shared,
    on: `GET ${customer}/ACTIVE/workspaces/ACTIVE!12/operations`,
    good: { json: { data: { add_folders: true } } },
  },
};

const grants = {
  password: { grant_type: 'password', username: 'svc', password: /./, scope: 'user' },
  refresh: { grant_type: 'refresh_token', refresh_token: /./ },
  client: { grant_type: 'client_credentials' },
};

/** The client stands in the form alone. */
export function routes(kind: keyof typeof grants, confidential = true): Record<string, FakeRoute> {
  const right: Record<string, string> = { password, refresh_token: refreshToken, client_secret: clientSecret };
  return {
    ...api,
    token: {
      on: `POST ${host}/auth/oauth2/token`,
      form: { ...grants[kind], client_id: 'app-1', ...(confidential ? { client_secret: /./ } : {}) },
      faults: ({ headers }) => (headers['authorization'] === undefined ? [] : ['the client in a header as well']),
      accepts: ({ form }) => Object.entries(right).every(([key, value]) => (form[key] ?? value) === value),
      good: issued(kind === 'refresh' ? refreshToken : undefined),
      refused: kind === 'client' ? tokenError('invalid_client', undefined, 401) : tokenError('invalid_grant'),
    },
  };
}
