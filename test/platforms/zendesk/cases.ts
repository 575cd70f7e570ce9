import * as fake from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { refreshCases } from '../../support/refresh-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missing } from '../shared/secrets/missing.ts';

const config = { subdomain: 'acme' };
const account = { id: '35436', name: 'Ada', email: 'agent@example.com', tenant: 'acme', administrator: true };
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;
const { refusal, user } = fake;

const rows: Row[] = [
  ...responded(
    saying('me', [
      ['trap: 200 as the anonymous user is no success', fake.anonymous, 'UnexpectedReply'],
      [
        'trap: 404, a wrong subdomain',
        refusal(404, { error: { title: 'No help desk', message: 'No' } }),
        'TargetNotFound',
        1,
      ],
      [
        '404 InvalidEndpoint',
        refusal(404, { error: 'InvalidEndpoint', description: 'Not found' }),
        'TargetNotFound',
        1,
      ],
      ['404 RecordNotFound', refusal(404, { error: 'RecordNotFound', description: 'Not found' }), 'TargetNotFound', 1],
      ['an id that is zero', user({ id: 0 }), 'UnexpectedReply'],
      ['deleted', user({ active: false }), 'CredentialsRevoked'],
      ['suspended', user({ suspended: true }), 'CredentialsRevoked'],
      ['403', refusal(403, { errors: [{ code: 'Forbidden', title: 'Forbidden' }] }), 'PermissionDenied', 3],
      ['403, a right', refusal(403, { error: { title: 'Forbidden', message: 'No' } }), 'PermissionDenied', 3],
      ['429', refusal(429, { error: 'APIRateLimitExceeded' }, { headers: { 'retry-after': '9' } }), 'RateLimited'],
    ]),
  ),
  {
    name: 'an agent',
    replies: { me: user({ role: 'agent' }) },
    requires: { access: ['Read'] },
    expect: { reason: 'Verified', stage: 'Authorized', account: { administrator: false }, access: untold },
  },
  {
    name: 'an agent where an administrator is required',
    replies: { me: user({ role: 'agent' }) },
    requires: { role: 'Administrator' },
    expect: { reason: 'PermissionDenied', about: /administrator/ },
  },
  { name: 'no subdomain', without: ['subdomain'], offline: true, expect: 'InvalidConfiguration' },
  {
    name: 'an address as subdomain',
    config: { subdomain: 'acme.zendesk.com' },
    offline: true,
    expect: 'InvalidConfiguration',
  },
  ...generalRows('me'),
];

const byApiToken: FakedMethod = {
  method: 'api-token',
  routes: fake.withApiToken,
  config,
  secret: { email: 'agent@example.com', apiToken: fake.apiToken },
};
const later = { now: () => Date.UTC(2027, 4, 1) };
const apiTokenRows: Row[] = [
  ...rows,
  { kind: 'connected', name: 'a good token', hits: { me: 1 }, expect: { reason: 'Verified', account, access: all } },
  {
    kind: 'rejected',
    name: 'trap: another token, sent once',
    secret: { apiToken: 'canaryWrongToken' },
    hits: { me: 1 },
    expect: { reason: 'CredentialsRejected', causes: 2 },
  },
  {
    name: 'trap: refused after the end of all API tokens',
    secret: { apiToken: 'canaryOld' },
    context: later,
    expect: 'CredentialsExpired',
  },
  {
    kind: 'malformed secret',
    name: '/token at the address',
    secret: { email: 'agent@example.com/token' },
    expect: { reason: 'SecretInvalid', about: /email/ },
  },
  missing('apiToken'),
];

const byAccessToken: FakedMethod = {
  method: 'oauth-token',
  routes: fake.withAccessToken,
  config,
  secret: { accessToken: fake.accessToken },
};
const accessTokenRows: Row[] = [
  ...rows,
  {
    kind: 'connected',
    name: 'a good token',
    hits: { me: 1, tokens: 1 },
    expect: { reason: 'Verified', account, access: untold },
  },
  { name: 'several tokens', replies: { tokens: fake.tokens('2026-12-24T00:00:00Z', null) }, expect: 'Verified' },
  { name: 'the list of tokens is not allowed', replies: { tokens: refusal(403, { error: 'No' }) }, expect: 'Verified' },
  {
    kind: 'rejected',
    name: 'a token that has ended',
    secret: { accessToken: 'canary-ended' },
    hits: { me: 1 },
    expect: { reason: 'TokenNotRefreshable', causes: 2 },
  },
  missing('accessToken'),
];

const oauth: FakedMethod = {
  method: 'oauth-refresh',
  routes: fake.withRefreshToken,
  config,
  secret: { clientId: 'client-1', clientSecret: fake.clientSecret, refreshToken: 'canary-refresh-zd-1' },
  canaries: [fake.minted, 'canary-next-refresh-zd'],
  signIn: ['token'],
};
const oauthRows: Row[] = [
  ...rows,
  {
    kind: 'connected',
    name: 'an administrator',
    hits: { token: 1 },
    expect: { reason: 'Verified', account, access: all },
  },
  {
    name: 'trap: a scope that does not exist gives a token',
    replies: { token: fake.issued('canary-next-refresh-zd', 'reed'), me: refusal(403, { error: 'Forbidden' }) },
    expect: { reason: 'PermissionDenied', causes: 3 },
  },
  {
    kind: 'rejected',
    name: 'wrong client secret',
    secret: { clientSecret: 'canary-wrong-zd' },
    hits: { token: 1 },
    expect: 'CredentialsRejected',
  },
  ...responded(
    saying('token', [
      ['400 invalid_grant', refusal(400, { error: 'invalid_grant', error_description: 'No' }), 'CredentialsRevoked'],
      ['401 invalid_grant', refusal(401, { error: 'invalid_grant', error_description: 'No' }), 'CredentialsRevoked'],
      ['no token', { json: { token_type: 'bearer' } }, 'UnexpectedReply'],
    ]),
    'signIn',
  ),
  {
    name: '401 on two new tokens',
    replies: { me: fake.unauthenticated },
    hits: { token: 2, me: 2 },
    expect: 'UnexpectedReply',
  },
  missing('refreshToken'),
];

export const cases: PlatformCases = [
  ...methodCases(byApiToken, apiTokenRows),
  ...methodCases(byAccessToken, accessTokenRows),
  ...methodCases(oauth, oauthRows),
  ...refreshCases(oauth, { token: 'token', test: 'me', issue: fake.issued }),
];
