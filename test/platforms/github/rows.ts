import { refusal, repository, user } from './fake.ts';
import type { FakeReply } from '../../support/fake-platform.ts';
import { testNow } from '../../support/test-context.ts';
import { generalRows, saying, type Row, type Said } from '../../support/http-cases.ts';
import { failingAt, responded } from '../../support/responded.ts';
import { missing } from '../shared/secrets/missing.ts';

export const inRepository = { config: { repository: 'acme/handbook' } };
export const everything = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
export const readOnly = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

const secondary = (status: number): FakeReply => ({
  status,
  json: { message: 'You have exceeded a secondary rate limit.' },
});
/** 403 and 429 that ask to wait, on every route. */
export const limits: Said[] = [
  [
    'trap: 403, nothing remains',
    refusal(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0' }),
    'RateLimited',
  ],
  ['429, nothing remains', refusal(429, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0' }), 'RateLimited'],
  ['trap: 403, a secondary limit without a header', secondary(403), 'RateLimited'],
  ['429, a secondary limit without a header', secondary(429), 'RateLimited'],
  ['400, the version', refusal(400, 'Not a supported version'), 'InvalidConfiguration', 1],
];
const signOn = refusal(403, 'Resource protected by organization SAML enforcement.', {
  'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=x',
});

const repositoryTable: Row[] = [
  ...limits,
  ['single sign-on', signOn, 'InteractionRequired', 1] as const,
  [
    'not accessible by the token',
    refusal(403, 'Resource not accessible by personal access token'),
    'ScopeMissing',
  ] as const,
  [
    'the missing right is named',
    refusal(403, 'No', { 'x-accepted-github-permissions': 'contents=read' }),
    'ScopeMissing',
  ] as const,
  ['not permitted', refusal(403, 'Repository access blocked'), 'PermissionDenied'] as const,
  ['trap: 404 on a private repository', refusal(404, 'Not Found'), 'TargetNotFound', 2] as const,
].flatMap((said) =>
  failingAt('Authorized', saying('repository', [said])).map((row) => ({
    ...row,
    ...inRepository,
    name: `repository: ${row.name}`,
  })),
);

export const repositoryRows: Row[] = repositoryTable;

const classic = (scopes: string) => ({ 'x-oauth-scopes': scopes });
const member = { pull: true, push: true };

export const userRows: Row[] = [
  {
    kind: 'connected',
    name: 'a fine-grained token',
    hits: { user: 1 },
    expect: {
      reason: 'Verified',
      account: { id: '583231', name: 'migrator', email: 'migrator@example.com', tenant: 'api.github.com' },
      access: untold,
    },
  },
  {
    kind: 'connected',
    name: 'a classic token',
    replies: { user: user({}, classic('gist, repo')) },
    expect: { reason: 'Verified', access: everything },
  },
  {
    name: 'a classic token without scopes',
    replies: { user: user({}, classic('')) },
    requires: { access: ['Write'] },
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  {
    name: 'single sign-on leaves organizations out',
    replies: { user: user({}, { 'x-github-sso': 'partial-results; organizations=21955855' }) },
    expect: 'Verified',
  },
  {
    name: 'a classic token in a repository',
    ...inRepository,
    replies: { repository: repository(member, {}, classic('repo')) },
    hits: { user: 1, repository: 1 },
    expect: { reason: 'Verified', access: everything },
  },
  {
    name: 'a classic token for public repositories in a public one',
    requires: { path: 'acme/handbook' },
    replies: { repository: repository({ pull: true, push: false }, { private: false }, classic('public_repo')) },
    expect: { reason: 'Verified', access: readOnly },
  },
  {
    name: 'a fine-grained token does not tell what it may do',
    ...inRepository,
    expect: { reason: 'Verified', access: untold },
  },
  ...repositoryRows,
  {
    name: 'nothing remains until a time',
    replies: {
      user: refusal(403, 'No', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(testNow / 1000 + 600) }),
    },
    expect: { reason: 'RateLimited', stage: 'Authenticated', retryAfterMs: 600_000 },
  },
  {
    name: 'a secondary limit wants a minute',
    replies: { user: secondary(403) },
    expect: { reason: 'RateLimited', stage: 'Authenticated', retryAfterMs: 60_000 },
  },
  ...responded(
    saying('user', [
      ...limits,
      ['single sign-on', signOn, 'InteractionRequired', 1],
      [
        'trap: 403 after several bad attempts',
        refusal(403, 'Maximum number of login attempts exceeded'),
        'RateLimited',
      ],
      ['no login', user({ login: '' }), 'UnexpectedReply'],
      ['an id that is null', user({ id: null }), 'UnexpectedReply'],
      ['a login that is null', user({ login: null }), 'UnexpectedReply'],
    ]),
  ),
  {
    kind: 'rejected',
    name: 'another token',
    secret: { token: 'ghp_canaryWrong' },
    hits: { user: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'malformed secret',
    name: 'with the word Bearer',
    secret: { token: 'Bearer ghp_canaryWrong' },
    expect: { reason: 'SecretInvalid', about: /token/ },
  },
  missing('token'),
  { name: 'a web address', config: { apiUrl: 'https://github.com' }, offline: true, expect: 'InvalidConfiguration' },
  { name: 'settings of another method', config: { appId: '1' }, offline: true, expect: 'InvalidConfiguration' },
  ...generalRows('user'),
];
