import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { rotationCases } from '../../support/rotation-cases.ts';
import type { PlatformCase } from '../case.ts';
import { missing } from '../shared/secrets/missing.ts';
import {
  api,
  apiError,
  clientSecret,
  me,
  minted,
  nextRefreshToken,
  oauthError,
  refreshRoutes,
  refreshToken,
  rotated,
} from './fake.ts';
import { apiRows, mismatch, tokenRows, wrongSecret } from './rows.ts';

const refresh: FakedMethod = {
  method: 'oauth-refresh',
  routes: { ...refreshRoutes, ...api(minted) },
  signIn: Object.keys(refreshRoutes),
  secret: { clientId: 'client-1', clientSecret, refreshToken },
  canaries: [minted, nextRefreshToken],
};
const bare = oauthError('invalid_grant', 'Grant credentials are invalid');

const rows: Row[] = [
  ...apiRows,
  ...mismatch,
  // Of these the split of secret and subject differs: there is no subject here.
  ...tokenRows.filter(({ name }) => !/wrong client secret|Grant credentials/.test(name)),
  {
    kind: 'rejected',
    name: 'another client secret',
    secret: wrongSecret,
    hits: { otherClient: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'rejected',
    name: 'a refresh token that was used already',
    secret: { refreshToken: 'canary-used-refresh' },
    hits: { token: 1 },
    expect: { reason: 'CredentialsRejected', causes: 2 },
  },
  ...saying('token', [
    ['Refresh token has expired', oauthError('invalid_grant', 'Refresh token has expired'), 'CredentialsExpired', 1],
    ['invalid_grant, any other text', oauthError('invalid_grant', 'No', { dateMs: 'none' }), 'AccessRefused', 3],
    ['Grant credentials are invalid, and the secret is right', bare, 'AccessRefused', 3],
  ]),
  {
    name: 'Grant credentials are invalid, and the secret is wrong',
    replies: { token: bare, split: oauthError('invalid_client', 'The client credentials are invalid') },
    hits: { split: 1 },
    expect: { reason: 'CredentialsRejected', causes: 1 },
  },
  {
    name: 'Grant credentials are invalid, then no answer',
    replies: { token: bare, split: 'never' },
    timeoutMs: 600,
    expect: { reason: 'TimedOut', stage: 'Authenticated' },
  },
  missing('refreshToken'),
  {
    name: 'settings of another method',
    config: { userId: '31415926' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /userId/ },
  },
];

/** Each refresh token is good for one use: the second sign-in must show the one that the first one gave. */
function singleUse(): PlatformCase[] {
  const given = [refreshToken, nextRefreshToken];
  const token = {
    ...refreshRoutes['token']!,
    faults: ({ form }: { form: Readonly<Record<string, string>> }) =>
      form['refresh_token'] === given.shift() ? [] : ['a refresh token that was used already is sent again'],
  };
  return methodCases({ ...refresh, routes: { ...refresh.routes, token } }, [
    {
      name: 'trap: 401 on a new token, and the next refresh token is used for another',
      replies: {
        token: [rotated(), rotated('canary-third-refresh-60')],
        me: [apiError(401, 'unauthorized', 'error="invalid_token"'), me()],
      },
      hits: { token: 2, me: 2 },
      expect: 'Verified',
    },
  ]);
}

export const refreshCases: PlatformCase[] = [
  ...methodCases(refresh, rows),
  ...rotationCases(refresh, { token: 'token', reply: rotated(), next: nextRefreshToken }),
  ...singleUse(),
];
