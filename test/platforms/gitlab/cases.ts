import * as fake from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { refreshCases } from '../../support/refresh-cases.ts';
import { failingAt, responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { account, apiTable, inProject, tokenTable, userRows } from './rows.ts';
import { missing } from '../shared/secrets/missing.ts';

const personal: FakedMethod = {
  method: 'personal-access-token',
  routes: fake.ofToken('https://gitlab.com'),
  secret: { token: fake.token },
};
const elsewhere: FakedMethod = {
  ...personal,
  routes: fake.ofToken('https://git.example.com/gitlab'),
  config: { baseUrl: 'https://git.example.com/gitlab/' },
};
const readOnly = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;
const differs = { 'redirect to another host': 'UnexpectedReply' } as const;

const personalRows: Row[] = [
  { kind: 'connected', name: 'a good token', hits: { self: 1, user: 1 }, expect: { reason: 'Verified', account } },
  {
    kind: 'connected',
    name: 'a developer whose token may read',
    ...inProject,
    hits: { project: 1 },
    expect: { reason: 'Verified', access: readOnly },
  },
  {
    name: 'a developer whose token may write',
    ...inProject,
    replies: { self: fake.self({ scopes: ['api'], expires_at: null }) },
    expect: { reason: 'Verified', access: all },
  },
  {
    name: 'trap: 404 on self of an old instance is no verdict',
    ...inProject,
    replies: { self: fake.said(404, '404 Not Found') },
    expect: { reason: 'Verified', account, access: untold },
  },
  {
    name: 'trap: a bare 401 on self alone',
    replies: { self: fake.unauthorized },
    hits: { user: 2 },
    expect: 'Verified',
  },
  {
    name: 'a bare 401 on self, then 403: the token is good',
    replies: { self: fake.unauthorized, user: fake.said(403, '403 Forbidden') },
    expect: 'PermissionDenied',
  },
  {
    name: 'a bare 401 on self, then another answer',
    replies: { self: fake.unauthorized, user: fake.said(404, '404 Not Found') },
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  {
    name: 'a bare 401 on self, then 429',
    replies: { self: fake.unauthorized, user: { status: 429 } },
    expect: { reason: 'RateLimited', stage: 'Authenticated' },
  },
  ...responded(
    saying('self', [
      ...apiTable,
      ...tokenTable,
      ['trap: 200, revoked', fake.self({ revoked: true, active: false }), 'CredentialsRevoked'],
      ['trap: 200, not active', fake.self({ active: false }), 'CredentialsExpired'],
      ['no scopes', { json: { id: 42 } }, 'UnexpectedReply'],
    ]),
  ).map((row) => ({ ...row, name: `self: ${row.name}` })),
  ...saying('user', tokenTable),
  {
    name: '404 on self, then 401',
    replies: { self: fake.said(404, '404 Not Found'), user: fake.unauthorized },
    expect: 'CredentialsRejected',
  },
  ...userRows,
  {
    kind: 'rejected',
    name: 'another token',
    secret: { token: 'glpat-canaryWrong' },
    hits: { self: 1, user: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'malformed secret',
    name: 'with a space',
    secret: { token: 'PRIVATE-TOKEN glpat-canary' },
    expect: { reason: 'SecretInvalid', about: /token/ },
  },
  missing('token'),
  ...failingAt('Authenticated', generalRows('user', differs)),
];

const oauth: FakedMethod = {
  method: 'oauth-refresh',
  routes: fake.ofClient,
  config: { redirectUri: 'https://example.com/callback' },
  secret: { clientId: 'client-1', clientSecret: fake.clientSecret, refreshToken: fake.refreshToken },
  canaries: [fake.minted, fake.nextRefreshToken],
  signIn: ['token'],
};
const stale = fake.guarded('invalid_token', 'Token was revoked. You have to re-authorize from the user.');
const oauthRows: Row[] = [
  {
    kind: 'connected',
    name: 'in a project',
    ...inProject,
    hits: { token: 1, user: 1 },
    expect: { reason: 'Verified', account, access: all },
  },
  {
    kind: 'rejected',
    name: 'wrong client secret',
    secret: { clientSecret: 'canary-wrong-gl' },
    hits: { token: 1 },
    expect: 'CredentialsRejected',
  },
  ...saying('token', [
    [
      'invalid_grant',
      fake.guarded('invalid_grant', 'The provided authorization grant is invalid', 400),
      'AccessRefused',
      2,
    ],
    ['no token', { json: { token_type: 'Bearer' } }, 'UnexpectedReply'],
  ]),
  { name: '401 on two new tokens', replies: { user: stale }, hits: { token: 2, user: 2 }, expect: 'UnexpectedReply' },
  {
    name: '401 on a new token, then accepted',
    replies: { user: [stale, fake.user()] },
    hits: { token: 2 },
    expect: 'Verified',
  },
  ...userRows,
  {
    kind: 'malformed secret',
    name: 'no refresh token',
    without: ['refreshToken'],
    expect: { reason: 'SecretKeyMissing', about: /refreshToken/ },
  },
  { name: 'no redirect URI', without: ['redirectUri'], offline: true, expect: 'InvalidConfiguration' },
  ...generalRows('user', differs),
];

export const cases: PlatformCases = [
  ...methodCases(personal, personalRows),
  ...methodCases(elsewhere, [
    {
      kind: 'connected',
      name: 'an instance of its own',
      expect: { reason: 'Verified', account: { tenant: 'git.example.com' } },
    },
  ]),
  ...methodCases(oauth, oauthRows),
  ...refreshCases(oauth, { token: 'token', test: 'user', issue: (refresh_token) => fake.issued({ refresh_token }) }),
];
