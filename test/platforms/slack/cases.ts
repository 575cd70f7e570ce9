import { methodCases, saying, type FakedMethod, type Row, type Said } from '../../support/http-cases.ts';
import { refreshCases } from '../../support/refresh-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { access, authTest, clientSecret, issued, minted, refreshToken, refusal } from './fake.ts';
import { rows } from './rows.ts';

const methods = [
  {
    method: 'bot-token',
    key: 'botToken',
    token: 'xoxb-1234-canaryBot',
    other: 'xoxb-1234-canaryWrong',
    foreign: 'xoxp-1234-canaryBot',
  },
  {
    method: 'user-token',
    key: 'userToken',
    token: 'xoxp-1234-canaryUser',
    other: 'xoxp-1234-canaryWrong',
    foreign: 'xoxb-1234-canaryUser',
  },
];

const tokenCases: PlatformCases = methods.flatMap(({ method, key, token, other, foreign }) => {
  const commercial = { method, routes: { test: authTest('slack.com', token) }, secret: { [key]: token } };
  const gov = { ...commercial, routes: { test: authTest('slack-gov.com', token) }, config: { cloud: 'gov' } };
  return [
    ...methodCases(commercial, [
      ...rows,
      {
        kind: 'rejected',
        name: 'another token',
        secret: { [key]: other },
        hits: { test: 1 },
        expect: { reason: 'AccessRefused', causes: 2 },
      },
      {
        kind: 'malformed secret',
        name: 'token of another kind',
        secret: { [key]: foreign },
        expect: { reason: 'SecretInvalid', about: RegExp(key) },
      },
      {
        kind: 'malformed secret',
        name: 'refresh token',
        secret: { [key]: 'xoxe-1-canaryRefresh' },
        expect: 'SecretInvalid',
      },
      {
        kind: 'malformed secret',
        name: 'with the word Bearer',
        secret: { [key]: `Bearer ${token}` },
        expect: 'SecretInvalid',
      },
      {
        kind: 'malformed secret',
        name: 'no token',
        without: [key],
        expect: { reason: 'SecretKeyMissing', about: RegExp(key) },
      },
    ]),
    ...methodCases(gov, [{ kind: 'connected', name: 'GovSlack', expect: 'Verified' }]),
  ];
});

const rotated = (host: string): FakedMethod => ({
  method: 'oauth-refresh',
  routes: { test: authTest(host, minted), token: access(host) },
  secret: { clientId: '123.456', clientSecret, refreshToken },
  canaries: [minted],
  signIn: ['token'],
});
const refusals: Said[] = [
  ['invalid_refresh_token', refusal('invalid_refresh_token'), 'CredentialsRevoked', 2],
  ['400 invalid_grant', { status: 400, json: { ok: false, error: 'invalid_grant' } }, 'CredentialsRevoked', 2],
  ['bad_client_secret', refusal('bad_client_secret'), 'CredentialsRejected', 1],
  ['invalid_client_id', refusal('invalid_client_id'), 'CredentialsRejected', 1],
  ['invalid_grant_type', refusal('invalid_grant_type'), 'UnexpectedReply'],
  ['token_rotation_not_enabled', refusal('token_rotation_not_enabled'), 'InvalidConfiguration', 1],
  ['ratelimited', refusal('ratelimited'), 'RateLimited'],
  ['internal_error', refusal('internal_error'), 'ServiceUnavailable'],
  ['an error of tomorrow', refusal('an_error_of_tomorrow'), 'UnexpectedReply'],
  ['trap: a token with ok: false', issued({ ok: false }), 'UnexpectedReply'],
  ['no token', { json: { ok: true } }, 'UnexpectedReply'],
  ['429', { status: 429, headers: { 'retry-after': '5' } }, 'RateLimited'],
];
const rotatedRows: Row[] = [
  ...rows.map((row): Row => (row.name === 'token_expired' ? { ...row, expect: 'UnexpectedReply' } : row)),
  ...responded(saying('token', refusals)).map((row) => ({ ...row, name: `refresh: ${row.name}` })),
  {
    kind: 'rejected',
    name: 'trap: a refresh token that was used already',
    secret: { refreshToken: 'xoxe-1-canaryUsed' },
    hits: { token: 1 },
    expect: { reason: 'CredentialsRevoked', causes: 2 },
  },
  {
    kind: 'malformed secret',
    name: 'an access token instead of the refresh token',
    secret: { refreshToken: 'xoxe.xoxb-1-canaryAccess' },
    expect: { reason: 'SecretInvalid', about: /refreshToken/ },
  },
  {
    kind: 'malformed secret',
    name: 'no client ID',
    without: ['clientId'],
    expect: { reason: 'SecretKeyMissing', about: /clientId/ },
  },
];

export const cases: PlatformCases = [
  ...tokenCases,
  ...methodCases(rotated('slack.com'), rotatedRows),
  ...methodCases({ ...rotated('slack-gov.com'), config: { cloud: 'gov' } }, [
    { kind: 'connected', name: 'GovSlack', hits: { token: 1, test: 1 }, expect: 'Verified' },
  ]),
  ...refreshCases(rotated('slack.com'), {
    token: 'token',
    test: 'test',
    issue: (fresh) => issued({ refresh_token: fresh }),
  }),
];
