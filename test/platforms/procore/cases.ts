import * as fake from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row, type Said } from '../../support/http-cases.ts';
import { refreshCases } from '../../support/refresh-cases.ts';
import { testNow } from '../../support/test-context.ts';
import type { PlatformCases } from '../case.ts';
import { missing } from '../shared/secrets/missing.ts';

const { failure, manifest, oauthError } = fake;
const account = { id: '8675', name: 'Ada', email: 'ada@example.com', tenant: '10042' };
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const none = { read: 'Denied', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

const apiTable: Said[] = [
  ['403, the app is not connected', failure(403, 'App is not connected to this company'), 'InteractionRequired', 1],
  ['403', failure(403, 'You do not have permission'), 'PermissionDenied', 3],
  ['404', failure(404, 'Not found'), 'TargetNotFound', 1],
  ['400, no company', failure(400, 'Missing Procore-Company-Id header!'), 'InvalidConfiguration', 1],
  ['406', failure(406, 'Unknown field'), 'InvalidConfiguration', 1],
  ['429', failure(429, 'No', { 'x-rate-limit-reset': '1795435260' }), 'RateLimited'],
  ['503 with Retry-After is a throttle', failure(503, 'No', { 'retry-after': '5' }), 'RateLimited'],
];

const rights: Row[] = [
  ['Admin', {}, all],
  ['None', {}, none],
  ['Read Only', {}, { ...none, read: 'Granted' }],
  ['Standard', { can_create: true }, { ...untold, read: 'Granted', write: 'Granted' }],
  [
    'Read Only',
    { permitted_actions: [{ action_name: 'destroy_files_and_folders' }] },
    { ...untold, read: 'Granted', delete: 'Granted' },
  ],
].map(([name, more, access], at): Row => ({
  name: `rights ${at}: ${String(name)}`,
  config: { projectId: '31337' },
  replies: { project: manifest(String(name), more as object) },
  hits: { me: 1, project: 1 },
  expect: { reason: 'Verified', access: access as typeof all },
}));

const rows: Row[] = [
  {
    kind: 'connected',
    name: 'good',
    hits: { token: 1, me: 1, company: 1 },
    expect: { reason: 'Verified', account, access: all },
  },
  ...rights,
  {
    name: 'the tool is not there',
    replies: { company: { json: { tools: [] } } },
    expect: { reason: 'Verified', access: untold },
  },
  {
    name: 'a right that is missing, in the project of the path',
    requires: { path: '31337', access: ['Write'] },
    replies: { project: manifest('Read Only') },
    expect: { reason: 'PermissionDenied', about: /^write$/, account },
  },
  ...saying('me', apiTable),
  ...saying('company', apiTable).map((row) => ({ ...row, name: `permissions: ${row.name}` })),
  {
    name: '401 on two new tokens',
    replies: { me: failure(401, 'The access token is invalid') },
    hits: { token: 2, me: 2 },
    expect: 'UnexpectedReply',
  },
  {
    name: '429 until a time',
    replies: { me: failure(429, 'No', { 'x-rate-limit-reset': String(testNow / 1000 + 60) }) },
    expect: { reason: 'RateLimited', retryAfterMs: 60_000 },
  },
  { name: 'no login', replies: { me: fake.me({ login: '' }) }, expect: 'UnexpectedReply' },
  { name: 'an id that is null', replies: { me: fake.me({ id: null }) }, expect: 'UnexpectedReply' },
  { name: 'a login that is null', replies: { me: fake.me({ login: null }) }, expect: 'UnexpectedReply' },
  ...saying('token', [
    [
      'token: invalid_client, also of the other environment',
      oauthError(401, 'invalid_client'),
      'CredentialsRejected',
      2,
    ],
    ['no token', { json: { token_type: 'Bearer' } }, 'UnexpectedReply'],
  ]),
  {
    kind: 'rejected',
    name: 'wrong client secret',
    secret: { clientSecret: 'canary-wrong-pc' },
    hits: { token: 1 },
    expect: { reason: 'CredentialsRejected', causes: 2 },
  },
  missing('clientSecret'),
  { name: 'no company', without: ['companyId'], offline: true, expect: 'InvalidConfiguration' },
  { name: 'an unknown environment', config: { environment: 'test' }, offline: true, expect: 'InvalidConfiguration' },
  ...generalRows('me'),
];

const service = (login: string, api: string, environment: string): FakedMethod => ({
  method: 'client-credentials',
  routes: { ...fake.apiAt(api), token: fake.serviceAccount(login) },
  config: { companyId: '10042', environment },
  secret: { clientId: 'client-1', clientSecret: fake.clientSecret },
  canaries: [fake.minted],
  signIn: ['token'],
});
const sandboxes = [
  service('login-sandbox.procore.com', 'sandbox.procore.com', 'sandbox'),
  service('login-sandbox-monthly.procore.com', 'api-monthly.procore.com', 'monthly-sandbox'),
];

const user: FakedMethod = {
  method: 'oauth-refresh',
  routes: { ...fake.apiAt('api.procore.com'), token: fake.refresh },
  config: { companyId: '10042', redirectUri: 'https://example.com/callback' },
  secret: { clientId: 'client-1', clientSecret: fake.clientSecret, refreshToken: 'canary-refresh-pc-1' },
  canaries: [fake.minted, 'canary-next-refresh-pc'],
  signIn: ['token'],
};
const used = 'The refresh token is invalid';
const userRows: Row[] = [
  ...rows,
  ...saying('token', [
    ['401 invalid_grant', oauthError(401, 'invalid_grant', used), 'CredentialsRevoked'],
    ['400 invalid_grant', oauthError(400, 'invalid_grant', used), 'CredentialsRevoked'],
  ]),
  missing('refreshToken'),
];

export const cases: PlatformCases = [
  ...methodCases(service('login.procore.com', 'api.procore.com', 'production'), rows),
  ...sandboxes.flatMap((faked) =>
    methodCases(faked, [{ kind: 'connected', name: String(faked.config?.['environment']), expect: 'Verified' }]),
  ),
  ...methodCases(user, userRows),
  ...refreshCases(user, { token: 'token', test: 'me', issue: (refresh_token) => fake.issued({ refresh_token }) }),
];
