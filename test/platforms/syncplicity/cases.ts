import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';

const minted = 'canary-minted-token-91';
const appSecret = 'canary-app-secret-92';
const applicationToken = 'canary-application-token-93';
const machineToken = 'canary-machine-token-94';
const userId = '11111111-2222-3333-4444-555555555555';
const company = 'AAAAAAAA-bbbb-cccc-dddd-eeeeeeeeeeee';
const client = `Basic ${Buffer.from(`key-1:${appSecret}`).toString('base64')}`;

const issued = (more: object = {}): FakeReply => ({
  json: {
    access_token: minted,
    token_type: 'Bearer',
    expires_in: 3600,
    user_id: userId,
    user_company_id: company,
    ...more,
  },
});
const user = (more: object = {}): FakeReply => ({
  json: { Id: userId, EmailAddress: 'svc@acme.example', FirstName: 'Mia', LastName: 'Grant', ...more },
});
const oauthError = (error: string, status: number): FakeReply => ({ status, json: { error } });

/** Axway-Syncplicity/Syncplicity-Python-CLI-Sample AuthenticationClass.py, UserAPIsClass.py */
function routes(host: string, machine?: string): Record<string, FakeRoute> {
  return {
    token: {
      on: `POST https://${host}/oauth/token`,
      headers: { authorization: /^Basic [\w+/]+=*$/, 'sync-app-token': /./ },
      form: { grant_type: 'client_credentials' },
      faults: ({ headers }) => (headers['sync-machine-token'] === machine ? [] : ['Sync-Machine-Token is another']),
      accepts: ({ headers }: Received) =>
        headers['authorization'] === client && headers['sync-app-token'] === applicationToken,
      good: issued(),
      refused: { status: 401, text: 'no' },
    },
    me: {
      on: `GET https://${host}/provisioning/user.svc/${userId}`,
      query: { include: 'all_users' },
      headers: { authorization: /^Bearer \S+$/, appkey: 'key-1', accept: 'application/json' },
      accepts: bears(minted),
      good: user(),
      refused: { status: 401 },
    },
  };
}

const method: FakedMethod = {
  method: 'application-token',
  routes: routes('api.syncplicity.com'),
  secret: { appKey: 'key-1', appSecret, applicationToken },
  canaries: [minted],
  signIn: ['token'],
};
const account = { id: userId, name: 'Mia Grant', email: 'svc@acme.example', tenant: company };

const rows: Row[] = [
  { kind: 'connected', name: 'good', hits: { token: 1, me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'of the company that is configured',
    config: { companyId: company.toLowerCase() },
    requires: { access: ['Read'] },
    expect: { reason: 'Verified', stage: 'Authorized', access: { read: 'NotTestable' } },
  },
  {
    kind: 'rejected',
    name: 'another application token',
    secret: { applicationToken: 'canary-wrong-95' },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    kind: 'rejected',
    name: 'another app secret',
    secret: { appSecret: 'canary-wrong-96' },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  { name: 'another company', config: { companyId: userId }, expect: { reason: 'IdentityMismatch', causes: 1 } },
  ...saying('token', [
    ['invalid_client, 400', oauthError('invalid_client', 400), 'CredentialsRejected', 1],
    ['invalid_client, 401', oauthError('invalid_client', 401), 'CredentialsRejected', 1],
    ['a bare invalid_grant', oauthError('invalid_grant', 400), 'AccessRefused', 3],
    ['token: 400', { status: 400 }, 'AccessRefused', 3],
    ['token: 403', { status: 403 }, 'AccessRefused', 3],
    ['token: any other status', { status: 404 }, 'UnexpectedReply'],
    ['token: 429', { status: 429 }, 'RateLimited'],
    ['token: 503', { status: 503 }, 'ServiceUnavailable'],
    ['no token', issued({ access_token: undefined }), 'UnexpectedReply'],
  ]),
  // A token was issued, so they come after acceptance.
  ...saying('token', [
    ['no user', issued({ user_id: undefined }), 'UnexpectedReply'],
    ['no company', issued({ user_company_id: undefined }), 'UnexpectedReply'],
    ['trap: a company of null', issued({ user_company_id: null }), 'UnexpectedReply'],
  ]).map((row): Row => ({ ...row, expect: { reason: 'UnexpectedReply', stage: 'Authorized' } })),
  {
    name: 'a privilege is missing',
    replies: { me: { status: 403 } },
    expect: { reason: 'PermissionDenied', causes: 1, account: { id: userId, tenant: company } },
  },
  {
    name: '401 on a new token, then accepted',
    replies: { me: [{ status: 401 }, user()] },
    hits: { token: 2 },
    expect: 'Verified',
  },
  {
    name: '401 on two new tokens',
    replies: { me: { status: 401 } },
    hits: { token: 2, me: 2 },
    expect: 'UnexpectedReply',
  },
  {
    name: 'a wrong company id',
    config: { companyId: 'acme' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /companyId/ },
  },
  ...['appKey', 'appSecret', 'applicationToken'].map((key): Row => ({
    kind: 'malformed secret',
    name: `no ${key}`,
    without: [key],
    expect: { reason: 'SecretKeyMissing', about: RegExp(key) },
  })),
  {
    kind: 'malformed secret',
    name: 'a line break in the application token',
    secret: { applicationToken: 'canary-a\nb' },
    expect: { reason: 'SecretInvalid', about: /applicationToken/ },
  },
  ...generalRows('me'),
];

export const cases: PlatformCases = [
  ...methodCases(method, rows),
  ...methodCases({ ...method, routes: routes('api.eu.syncplicity.com'), config: { region: 'eu' } }, [
    { kind: 'connected', name: 'in Europe', expect: 'Verified' },
  ]),
  ...methodCases(
    { ...method, routes: routes('api.syncplicity.com', machineToken), secret: { ...method.secret, machineToken } },
    [{ kind: 'connected', name: 'with a machine token', expect: 'Verified' }],
  ),
];
