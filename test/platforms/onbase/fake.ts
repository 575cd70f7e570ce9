import type { FakeReply, FakeRoute } from '../../support/fake-platform.ts';

export const username = 'svc-migration';
export const password = 'canary-pässword-21';
export const clientSecret = 'canary-client-secret-22';
export const sessionId = 'canary-session-23';
const core = 'https://onbase.example.com/api/onbase/core';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object) => `${part({ alg: 'RS256' })}.${part(claims)}.canary-signature-24`;
export const userToken = jwt({ sub: '17', username, client_id: 'connection-operator' });
export const clientToken = jwt({ client_id: 'connection-operator', scope: ['evolution'] });
export const opaqueToken = 'canary-opaque-token-25';

export const tokenError = (error: string, error_description?: string): FakeReply => ({
  status: 400,
  json: { error, ...(error_description === undefined ? {} : { error_description }) },
});
export const issued = (access_token: string): FakeReply => ({
  json: { access_token, token_type: 'Bearer', expires_in: 3600, scope: 'evolution' },
});
export const cookies = `ASP.NET_SessionId=${sessionId}; path=/; expires=Wed, 25 Nov 2026 12:00:00 GMT; HttpOnly`;
export const groups = (more: FakeReply = {}): FakeReply => ({
  json: { items: [{ id: '101', name: 'Invoices', systemName: 'INVOICES' }] },
  headers: { 'set-cookie': cookies },
  ...more,
});

const tokens = new Set([userToken, clientToken, opaqueToken].map((token) => `Bearer ${token}`));

/** Public client code: a request with a token opens a session and sets its cookie; disconnect ends that session. */
export function routes(grant: 'password' | 'client_credentials', tenant?: string): Record<string, FakeRoute> {
  const user = grant === 'password' ? { username, password: /./ } : {};
  const good = issued(grant === 'password' ? userToken : clientToken);
  return {
    token: {
      on: 'POST https://onbase.example.com/identityprovider/connect/token',
      form: {
        grant_type: grant,
        scope: 'evolution',
        client_id: 'connection-operator',
        client_secret: /./,
        ...user,
        ...(tenant === undefined ? {} : { tenant }),
      },
      faults: ({ headers }) => (headers['authorization'] === undefined ? [] : ['the client in a header as well']),
      accepts: ({ form }) =>
        form['client_secret'] === clientSecret && (grant !== 'password' || form['password'] === password),
      good,
      refused:
        grant === 'password'
          ? tokenError('invalid_grant', 'invalid_username_or_password')
          : tokenError('invalid_client'),
    },
    groups: {
      on: `GET ${core}/document-type-groups`,
      ...(tenant === undefined ? {} : { headers: { 'hyland-license-type': 'QueryMetering' } }),
      accepts: ({ headers }) => tokens.has(headers['authorization'] ?? ''),
      good: groups(),
      refused: { status: 401 },
    },
    disconnect: {
      on: `POST ${core}/session/disconnect`,
      headers: { cookie: `ASP.NET_SessionId=${sessionId}`, authorization: /^Bearer \S+$/ },
      accepts: ({ headers }) => tokens.has(headers['authorization'] ?? ''),
      good: { status: 204 },
      refused: { status: 401 },
    },
  };
}
