import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';

export const token = 'ntn_canaryNotion11';
export const minted = 'ntn_canaryMinted22';
export const clientSecret = 'canary-client-secret-no';
export const workspace = '01234567-89ab-cdef-0123-456789abcdef';

export const failure = (status: number, code: string, more: FakeReply = {}): FakeReply => ({
  status,
  json: { object: 'error', status, code, message: 'No', additional_data: {} },
  ...more,
});
export const me = (more: object = {}): FakeReply => ({
  json: {
    object: 'user',
    id: 'a1b2',
    name: 'Migration',
    type: 'bot',
    bot: {
      owner: { type: 'user', user: { object: 'user', person: { email: 'ada@example.com' } } },
      workspace_id: workspace,
      workspace_name: 'Acme',
    },
    ...more,
  },
});

export function api(bearer: string): Record<string, FakeRoute> {
  const shared = {
    headers: { authorization: /^Bearer \S+$/, 'notion-version': '2025-09-03' },
    accepts: bears(bearer),
    refused: failure(401, 'unauthorized'),
  };
  return {
    me: { ...shared, on: 'GET https://api.notion.com/v1/users/me', good: me() },
    page: { ...shared, on: 'GET https://api.notion.com/v1/pages/4711', good: { json: { object: 'page', id: '4711' } } },
  };
}

export const issued = (refresh_token: string | null): FakeReply => ({
  json: { access_token: minted, refresh_token, bot_id: 'a1b2', workspace_id: workspace },
});
const basic = (secret: string) => `Basic ${Buffer.from(`client-1:${secret}`).toString('base64')}`;
export const refused = (error: string, status = 400): FakeReply => ({ status, json: { error } });

/** developers.notion.com/reference/refresh-a-token: the client in a Basic header, the fields in JSON. */
export const tokenRoute: FakeRoute = {
  on: 'POST https://api.notion.com/v1/oauth/token',
  headers: { authorization: /^Basic \S+$/, 'content-type': 'application/json', 'notion-version': '2025-09-03' },
  faults({ text }: Received) {
    const { grant_type, refresh_token, ...rest } = JSON.parse(text) as Record<string, string>;
    return [
      ...(grant_type === 'refresh_token' ? [] : [`grant_type is ${grant_type}`]),
      ...(refresh_token?.startsWith('canary-') ? [] : ['no refresh token']),
      ...Object.keys(rest).map((name) => `unknown field ${name}`),
    ];
  },
  accepts: ({ headers }) => headers['authorization'] === basic(clientSecret),
  good: issued('canary-next-refresh'),
  refused: refused('invalid_client', 401),
};
