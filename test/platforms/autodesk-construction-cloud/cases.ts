import * as fake from './fake.ts';
import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { refreshCases } from '../../support/refresh-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { appRows, tokenRows, userRows } from './rows.ts';
import { missing } from '../shared/secrets/missing.ts';

const client = { clientId: 'client-1', clientSecret: fake.clientSecret };
const canaries = [fake.minted, 'canary-next-refresh-ad'];

const app: FakedMethod = {
  method: 'two-legged',
  routes: { ...fake.api(), token: fake.twoLegged },
  secret: client,
  canaries,
  signIn: ['token'],
};
/** Tokens that are JWTs: the fake takes whatever the row issues. */
const anyToken = Object.fromEntries(
  Object.entries(app.routes).map(([name, route]) => [
    name,
    name === 'hubs' ? { ...route, accepts: () => true } : route,
  ]),
);

const user: FakedMethod = {
  method: 'oauth-refresh',
  routes: { ...fake.api(), token: fake.threeLegged },
  secret: { ...client, refreshToken: 'canary-refresh-ad-1' },
  canaries,
  signIn: ['token'],
};
const oneText =
  'The authorization code/refresh token is expired or invalid/redirect_uri must have the same value as in the authorization request.';
const refreshRows: Row[] = [
  ...tokenRows,
  ...userRows,
  ...saying('token', [
    ['400, one text for three causes', fake.failure(400, oneText, { error: 'invalid_grant' }), 'CredentialsExpired', 3],
    ['400, a bare invalid_grant', { status: 400, json: { error: 'invalid_grant' } }, 'AccessRefused', 3],
  ]),
  missing('refreshToken'),
];

const robot: FakedMethod = {
  method: 'secure-service-account',
  routes: { ...fake.api(), token: fake.serviceAccount },
  config: { keyId: 'key-1', serviceAccountId: 'SERVICE1' },
  secret: { ...client, privateKey: fake.goodKey },
  canaries,
  signIn: ['token'],
};
const ambiguous = fake.failure(400, 'The assertion is not valid', { error: 'invalid_grant' });
const robotRows: Row[] = [
  ...tokenRows.filter(({ kind }) => kind !== 'rejected'),
  ...userRows,
  {
    kind: 'rejected',
    name: 'another key',
    secret: { privateKey: fake.foreignKey },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  ...responded(
    saying('token', [
      ['401, the client', fake.failure(401, 'No', { error: 'invalid_client' }), 'CredentialsRejected'],
      ['400, clocks differ', { ...ambiguous, dateMs: 120_000 }, 'ClockSkew'],
      ['400, no Date', { ...ambiguous, dateMs: 'none' }, 'UnexpectedReply'],
      ['400, not enabled', fake.failure(400, 'The service account is not enabled'), 'CredentialsRevoked'],
      ['400, a scope', fake.failure(400, 'No', { error: 'invalid_scope' }), 'InvalidConfiguration', 1],
    ]),
    'signIn',
  ),
  {
    kind: 'malformed secret',
    name: 'key cut off',
    secret: { privateKey: fake.goodKey.slice(0, 400) },
    expect: { reason: 'SecretInvalid', about: /privateKey.*cut off/ },
  },
  missing('privateKey'),
  { name: 'no key ID', without: ['keyId'], offline: true, expect: 'InvalidConfiguration' },
];

export const cases: PlatformCases = [
  ...methodCases({ ...app, routes: anyToken }, [...tokenRows, ...appRows, missing('clientSecret')]),
  ...methodCases(user, refreshRows),
  ...refreshCases(user, { token: 'token', test: 'userinfo', issue: (refresh_token) => fake.issued({ refresh_token }) }),
  ...methodCases(robot, robotRows),
];
