import { wrongTokens } from '../../../support/fakes/service-account-token.ts';
import { saying, type Row } from '../../../support/http-cases.ts';
import { responded } from '../../../support/responded.ts';
import { apiError, oauthError } from './fake.ts';
import { exchange, notAllowed } from './federation-fake.ts';

const wrong = await wrongTokens(exchange);

/** What goes wrong with the token of a service account. */
export const federatedRows: Row[] = [
  ...wrong.map(([what, token]): Row => ({
    kind: 'rejected',
    name: `a token ${what}`,
    identityToken: token,
    hits: { token: 1 },
    expect: { reason: 'InvalidConfiguration', stage: 'Authenticated', causes: 1 },
  })),
  {
    kind: 'malformed secret',
    name: 'no service account',
    identityToken: '',
    expect: { reason: 'InvalidConfiguration', about: /spec\.serviceAccountName is missing/ },
  },
  ...['workloadIdentityPools/clusters/providers/production', '//iam.example.com/projects/1/x', 'svc@example.com'].map(
    (workloadIdentityProvider): Row => ({
      name: `a provider that is none: ${workloadIdentityProvider}`,
      config: { workloadIdentityProvider },
      offline: true,
      expect: { reason: 'InvalidConfiguration', about: /workloadIdentityProvider/ },
    }),
  ),
  {
    name: 'no provider',
    without: ['workloadIdentityProvider'],
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /workloadIdentityProvider is missing/ },
  },
  ...responded(
    saying('token', [
      [
        'the issuer cannot be reached',
        oauthError('invalid_grant', "Error connecting to the given credential's issuer."),
        'InvalidConfiguration',
        1,
      ],
      ['no such provider', oauthError('invalid_target', 'The target service is invalid.'), 'InvalidConfiguration', 2],
      [
        'the attribute condition',
        oauthError('unauthorized_client', 'The given credential is rejected by the attribute condition.'),
        'InvalidConfiguration',
        1,
      ],
      [
        'the API is not enabled',
        apiError(403, 'forbidden', { details: 'SERVICE_DISABLED' }),
        'InvalidConfiguration',
        1,
      ],
      ['invalid_grant while the clocks differ', oauthError('invalid_grant', 'x', { dateMs: 120_000 }), 'ClockSkew'],
      ['STS: 503', { status: 503 }, 'ServiceUnavailable'],
      ['STS: no token', { json: { hello: 'world' } }, 'UnexpectedReply'],
    ]),
    'signIn',
  ),
];

/** Where another account is acted as. */
export const actingRows: Row[] = saying('acting', [
  ['may not act as the account', notAllowed, 'PermissionDenied', 2],
  [
    'the API of credentials is not enabled',
    apiError(403, 'forbidden', { details: 'SERVICE_DISABLED' }),
    'InvalidConfiguration',
    1,
  ],
  ['no such account', apiError(404, 'notFound'), 'TargetNotFound', 1],
  ['no account at all', apiError(400, 'badRequest'), 'InvalidConfiguration', 2],
  ['credentials: 401', apiError(401, 'authError'), 'UnexpectedReply'],
  ['credentials: 500', { status: 500 }, 'ServiceUnavailable'],
  ['credentials: no token', { json: { hello: 'world' } }, 'UnexpectedReply'],
]).map((row) => ({ ...row, hits: { token: 1, acting: 1 } }));
