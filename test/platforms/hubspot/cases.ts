import * as fake from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { refreshCases } from '../../support/refresh-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missing } from '../shared/secrets/missing.ts';

const { failure } = fake;

const rows: Row[] = [
  { kind: 'connected', name: 'of the account that is configured', config: { portalId: '62515' }, expect: 'Verified' },
  {
    name: 'trap: another account',
    config: { portalId: '99999' },
    expect: { reason: 'IdentityMismatch', causes: 1, account: { tenant: '62515' } },
  },
  ...saying('details', [
    [
      'trap: 403 MISSING_SCOPES',
      failure(403, 'MISSING_SCOPES', { context: { missingScopes: ['account-info.security.read'] } }),
      'ScopeMissing',
    ],
    ['trap: 403, the creator lost rights', failure(403, 'USER_DOES_NOT_HAVE_PERMISSIONS'), 'PermissionDenied', 1],
    ['RATE_LIMITS', failure(429, 'RATE_LIMITS', { policyName: 'TEN_SECONDLY_ROLLING' }), 'RateLimited'],
    ['no account', fake.details({ portalId: null }), 'UnexpectedReply'],
  ]),
  {
    name: 'a right that cannot be told',
    requires: { access: ['Read'] },
    expect: { reason: 'Verified', stage: 'Authorized', access: { read: 'NotTestable' } },
  },
  { name: 'portalId with letters', config: { portalId: 'acme' }, offline: true, expect: 'InvalidConfiguration' },
  ...generalRows('details'),
];

const privateApp: FakedMethod = {
  method: 'private-app-token',
  routes: fake.ofPrivateApp,
  secret: { accessToken: fake.token },
};
const privateAppRows: Row[] = [
  ...rows,
  {
    kind: 'connected',
    name: 'a good token',
    hits: { details: 1, info: 1 },
    expect: { reason: 'Verified', account: { id: '123456', tenant: '62515' }, access: {} },
  },
  {
    name: 'whose token it is, is not told',
    replies: { info: failure(403, 'MISSING_SCOPES') },
    expect: { reason: 'Verified', account: { tenant: '62515' } },
  },
  {
    name: 'no answer whose token it is',
    replies: { info: { status: 503 } },
    expect: { reason: 'ServiceUnavailable', stage: 'Authorized' },
  },
  {
    kind: 'rejected',
    name: 'another token',
    secret: { accessToken: 'pat-eu1-canary-wrong' },
    hits: { details: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'malformed secret',
    name: 'with the word Bearer',
    secret: { accessToken: 'Bearer pat-eu1-canary' },
    expect: { reason: 'SecretInvalid', about: /accessToken/ },
  },
  missing('accessToken'),
];

const oauth: FakedMethod = {
  method: 'oauth-refresh',
  routes: fake.ofClient,
  secret: { clientId: 'client-1', clientSecret: fake.clientSecret, refreshToken: fake.refreshToken },
  canaries: [fake.minted],
  signIn: ['token'],
};
const expired = failure(401, 'EXPIRED_AUTHENTICATION');
const tokenError = (json: object) => ({ status: 400, json });
const oauthRows: Row[] = [
  ...rows,
  {
    kind: 'connected',
    name: 'the same refresh token comes back',
    hits: { token: 1, details: 1, introspect: 1 },
    expect: { reason: 'Verified', account: { id: '123456', email: 'ada@example.com', tenant: '62515' } },
  },
  {
    name: 'names in camel case',
    replies: { token: { json: { accessToken: fake.minted, refreshToken: fake.refreshToken, expiresIn: 1800 } } },
    expect: 'Verified',
  },
  {
    kind: 'rejected',
    name: 'a revoked refresh token: BAD_REFRESH_TOKEN',
    secret: { refreshToken: 'canary-revoked' },
    hits: { token: 1 },
    expect: 'CredentialsRevoked',
  },
  ...responded(
    saying('token', [
      ['INVALID_TOKEN', tokenError({ status: 'error', subCategory: 'OAuthError.INVALID_TOKEN' }), 'CredentialsRevoked'],
      ['invalid_grant', tokenError({ error: 'invalid_grant' }), 'CredentialsRevoked'],
      ['invalid_client', { status: 401, json: { error: 'invalid_client' } }, 'CredentialsRejected'],
      [
        'a field is missing',
        tokenError({ subCategory: 'OAuthError.MISSING_REQUIRED_FIELD' }),
        'InvalidConfiguration',
        1,
      ],
      ['no token', { json: { token_type: 'bearer' } }, 'UnexpectedReply'],
    ]),
    'signIn',
  ),
  {
    name: '401 on two new tokens',
    replies: { details: expired },
    hits: { token: 2, details: 2 },
    expect: 'UnexpectedReply',
  },
  {
    name: 'trap: introspection calls the token that the API just took inactive',
    replies: { introspect: { json: { active: false } } },
    expect: 'UnexpectedReply',
  },
  { name: 'introspection is not allowed', replies: { introspect: { status: 403, json: {} } }, expect: 'Verified' },
  missing('refreshToken'),
];

export const cases: PlatformCases = [
  ...methodCases(privateApp, privateAppRows),
  ...methodCases(oauth, oauthRows),
  ...refreshCases(oauth, { token: 'token', test: 'details', issue: fake.issued }),
];
