import {
  api,
  client,
  info,
  minted,
  nextRefreshToken,
  password,
  refresh,
  refused,
  renewed,
  token,
  tokenError,
  tokenWithoutSecret,
} from './fake.ts';
import { methodCases, saying, type FakedMethod, type Row, type Said } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import { rotationCases } from '../../support/rotation-cases.ts';
import type { PlatformCases } from '../case.ts';
import { gateway, rows } from './rows.ts';
import { missing } from '../shared/secrets/missing.ts';

const passwordMethod: FakedMethod = {
  method: 'password',
  routes: { ...api(minted), token },
  config: { domain: 'acme.egnyte.com' },
  secret: { apiKey: 'key-1', clientSecret: 'canary-client-secret-73', username: 'svc', password },
  canaries: [minted],
  signIn: ['token'],
};
const passwordRows: Row[] = [
  ...rows,
  {
    kind: 'rejected',
    name: 'a wrong password, sent once',
    secret: { password: 'canary-wrong-74' },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  ...responded(
    saying('token', [
      [
        'invalid_grant that names the password',
        tokenError('invalid_grant', 'Invalid username or password'),
        'CredentialsRejected',
        1,
      ],
      [
        'invalid_grant that names single sign-on',
        tokenError('invalid_grant', 'The user must use SSO'),
        'AccessRefused',
        3,
      ],
      ['invalid_client, 400', tokenError('invalid_client'), 'CredentialsRejected', 1],
      ['invalid_client, 401', tokenError('invalid_client', '', 401), 'CredentialsRejected', 1],
      ['trap: 409 means slow down', { status: 409, headers: { 'retry-after': '60' } }, 'RateLimited'],
      ...gateway.map(([name, ...rest]): Said => [`token: ${name}`, ...rest]),
      ['no such domain', { status: 404 }, 'TargetNotFound'],
      ['no token', { json: { expires_in: -1 } }, 'UnexpectedReply'],
    ]),
  ),
  {
    name: 'trap: 401 on a new token, the password is not sent again',
    replies: { me: [refused, info()] },
    hits: { token: 1, me: 1 },
    expect: 'UnexpectedReply',
  },
  {
    name: 'trap: 401 on a new token, again and again',
    replies: { me: refused },
    hits: { token: 1, me: 1 },
    expect: 'UnexpectedReply',
  },
  missing('password'),
];

const stored = 'canary-stored-token-75';
const tokenMethod: FakedMethod = {
  method: 'access-token',
  routes: api(stored),
  config: { domain: 'acme.egnyte.com' },
  secret: { accessToken: stored, refreshToken: 'canary-refresh-76' },
};

const refreshMethod: FakedMethod = {
  method: 'oauth-refresh',
  routes: { ...api(minted), token: refresh },
  config: { domain: 'acme.egnyte.com' },
  secret: client,
  canaries: [minted, nextRefreshToken],
  signIn: ['token'],
};
const refreshRows: Row[] = [
  ...rows,
  {
    kind: 'rejected',
    name: 'a refresh token that has been used',
    secret: { refreshToken: 'canary-used-80' },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  ...responded(
    saying('token', [
      ['invalid_client', tokenError('invalid_client'), 'CredentialsRejected', 1],
      ['trap: 409 means slow down', { status: 409, headers: { 'retry-after': '60' } }, 'RateLimited'],
      ['no token', { json: { expires_in: -1 } }, 'UnexpectedReply'],
    ]),
  ),
  missing('refreshToken'),
];

export const cases: PlatformCases = [
  ...methodCases(passwordMethod, passwordRows),
  ...methodCases({ ...passwordMethod, routes: { ...api(minted), token: tokenWithoutSecret } }, [
    { kind: 'connected', name: 'a key without a secret', without: ['clientSecret'], expect: 'Verified' },
  ]),
  ...methodCases(refreshMethod, refreshRows),
  ...rotationCases(refreshMethod, { token: 'token', reply: renewed, next: nextRefreshToken }),
  ...methodCases(tokenMethod, [
    ...rows,
    {
      kind: 'rejected',
      name: 'a token that has ended',
      secret: { accessToken: 'canary-ended-77' },
      hits: { me: 1 },
      expect: { reason: 'CredentialsRevoked', causes: 2 },
    },
    {
      kind: 'malformed secret',
      name: 'a line break in the token',
      secret: { accessToken: 'canary-a\nb' },
      expect: { reason: 'SecretInvalid', about: /accessToken/ },
    },
  ]),
];
