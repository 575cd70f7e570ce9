import * as fake from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row, type Said } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missing, missingRows } from '../shared/secrets/missing.ts';

const { failure, user, workspace } = fake;

const account = { id: '4673218951', name: 'Greg Sanchez', email: 'gsanchez@example.com', tenant: 'Acme (1331)' };
const two = [workspace('1331', 'Acme'), workspace('1332', 'Guests')];

const rows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'of two workspaces',
    replies: { me: user({ workspaces: two }) },
    expect: { reason: 'Verified', account: { id: account.id } },
  },
  {
    kind: 'connected',
    name: 'of the workspace that is configured, and of another one',
    config: { workspaceId: '1332' },
    replies: { me: user({ workspaces: two }) },
    expect: { reason: 'Verified', account: { tenant: 'Guests (1332)' } },
  },
  {
    name: 'another workspace',
    config: { workspaceId: '9999' },
    expect: { reason: 'IdentityMismatch', causes: 3, account: { id: account.id } },
  },
  {
    name: 'trap: no workspace, because it has blocked the token',
    config: { workspaceId: '1331' },
    replies: { me: user({ workspaces: [] }) },
    expect: { reason: 'IdentityMismatch', causes: 3 },
  },
  {
    name: 'a right that cannot be told',
    requires: { access: ['Read'] },
    expect: { reason: 'Verified', stage: 'Authorized', access: { read: 'NotTestable' } },
  },
  {
    name: 'a workspace by its name',
    config: { workspaceId: 'Acme' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /workspaceId/ },
  },
  ...responded(
    saying('me', [
      ['451', failure(451, 'Unavailable For Legal Reasons'), 'AccessRefused', 1],
      ['400', failure(400, 'workspace: Missing input'), 'UnexpectedReply'],
      ['402', failure(402, 'Payment Required'), 'UnexpectedReply'],
      ['500 with a phrase', { ...failure(500, 'Server Error') }, 'ServiceUnavailable'],
      ['no id', user({ gid: null }), 'UnexpectedReply'],
      ['trap: 200 with errors', { ...failure(200, 'Not Authorized') }, 'UnexpectedReply'],
    ]),
  ),
  ...generalRows('me'),
];

const expired = failure(
  401,
  'The bearer token has expired. If you have a refresh token, please use it to request a new bearer token, otherwise allow the user to re-authenticate.',
);

const personal: FakedMethod = {
  method: 'personal-access-token',
  routes: fake.ofToken,
  secret: { accessToken: fake.token },
};
const personalRows: Row[] = [
  ...rows,
  {
    kind: 'rejected',
    name: 'another token',
    secret: { accessToken: 'canary-asana-wrong' },
    hits: { me: 1 },
    expect: 'CredentialsRejected',
  },
  ...responded(
    saying('me', [
      ['trap: 401 for an access token of an hour ago', expired, 'CredentialsExpired', 1],
      ['403', failure(403, 'Forbidden'), 'AccessRefused', 2],
    ]),
  ),
  {
    kind: 'malformed secret',
    name: 'with the word Bearer',
    secret: { accessToken: `Bearer ${fake.token}` },
    expect: { reason: 'SecretInvalid', about: /accessToken/ },
  },
  missing('accessToken'),
];

const app: FakedMethod = {
  method: 'oauth-refresh',
  routes: fake.ofApp,
  secret: { clientId: '753482910', clientSecret: fake.clientSecret, refreshToken: fake.refreshToken },
  canaries: [fake.minted],
  signIn: ['token'],
};
const refusals: Said[] = [
  ['400 invalid_grant', { status: 400, json: { error: 'invalid_grant' } }, 'CredentialsRevoked', 2],
  ['401 invalid_client', { status: 401, json: { error: 'invalid_client' } }, 'CredentialsRejected'],
  ['400 invalid_request', { status: 400, json: { error: 'invalid_request' } }, 'InvalidConfiguration'],
  ['400 without a word', { status: 400 }, 'UnexpectedReply'],
  ['no token', fake.issued({ access_token: '' }), 'UnexpectedReply'],
  ['429', { status: 429, headers: { 'retry-after': '30' } }, 'RateLimited'],
];
const appRows: Row[] = [
  ...rows,
  {
    kind: 'rejected',
    name: 'a refresh token that was revoked',
    secret: { refreshToken: 'canary-revoked' },
    hits: { token: 1, me: 0 },
    expect: { reason: 'CredentialsRevoked', causes: 2 },
  },
  ...responded(saying('token', refusals), 'signIn').map((row) => ({ ...row, name: `refresh: ${row.name}` })),
  {
    name: '401 for two new tokens',
    replies: { me: failure(401, 'Not Authorized') },
    hits: { token: 2, me: 2 },
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  {
    name: 'trap: 401 says that a token of a moment ago has expired',
    replies: { me: expired },
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  { name: '403', replies: { me: failure(403, 'Forbidden') }, expect: { reason: 'ScopeMissing', causes: 1 } },
  ...missingRows('clientId', 'clientSecret', 'refreshToken'),
];

export const cases: PlatformCases = [...methodCases(personal, personalRows), ...methodCases(app, appRows)];
