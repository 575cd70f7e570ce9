import { bears, type FakeReply, type FakeRoute } from '../../support/fake-platform.ts';

export const minted = 'canary-procore-minted-11';
export const clientSecret = 'canary-client-secret-pc';

export const failure = (status: number, errors: string, headers: Record<string, string> = {}): FakeReply => ({
  status,
  json: { errors },
  headers,
});
export const oauthError = (status: number, error: string, error_description = 'No'): FakeReply => ({
  status,
  json: { error, error_description },
});
export const me = (more: object = {}): FakeReply => ({
  json: { id: 8675, login: 'ada@example.com', name: 'Ada', ...more },
});
/** The permission manifest of developers.procore.com/reference/rest/permissions. */
export const manifest = (name: string, more: object = {}): FakeReply => ({
  json: {
    tools: [
      { id: 9, name: 'drawings', user_access_level: { id: 1, name: 'None' }, permitted_actions: [], can_create: false },
      { id: 1, name: 'documents', user_access_level: { name }, permitted_actions: [], can_create: false, ...more },
    ],
  },
});

/** The company stands in a header of every call. */
const shared = {
  headers: { authorization: /^Bearer \S+$/, 'procore-company-id': '10042' },
  accepts: bears(minted),
  refused: failure(401, 'The access token is invalid'),
};
export const apiAt = (host: string): Record<string, FakeRoute> => {
  const permissions = { ...shared, on: `GET https://${host}/rest/v1.0/settings/permissions`, good: manifest('Admin') };
  return {
    me: { ...shared, on: `GET https://${host}/rest/v1.0/me`, good: me() },
    company: { ...permissions, when: ({ url }) => url.searchParams.has('company_id'), query: { company_id: '10042' } },
    project: { ...permissions, when: ({ url }) => url.searchParams.has('project_id'), query: { project_id: '31337' } },
  };
};

export const issued = (more: object = {}): FakeReply => ({
  json: { access_token: minted, token_type: 'Bearer', expires_in: 5400, created_at: 1, ...more },
});
const client = { client_id: 'client-1', client_secret: /./ };
const token = (host: string) => ({
  on: `POST https://${host}/oauth/token`,
  accepts: ({ form }: { form: Readonly<Record<string, string>> }) => form['client_secret'] === clientSecret,
  refused: oauthError(401, 'invalid_client', 'Client authentication failed due to unknown client'),
});
export const serviceAccount = (host: string): FakeRoute => ({
  ...token(host),
  form: { grant_type: 'client_credentials', ...client },
  good: issued(),
});
export const refresh: FakeRoute = {
  ...token('login.procore.com'),
  form: {
    grant_type: 'refresh_token',
    refresh_token: /^canary-/,
    redirect_uri: 'https://example.com/callback',
    ...client,
  },
  good: issued({ refresh_token: 'canary-next-refresh-pc' }),
};
