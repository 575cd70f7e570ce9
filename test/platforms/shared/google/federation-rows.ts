import { wrongTokens } from '../../../support/fakes/service-account-token.ts';
import type { FakeReply } from '../../../support/fake-platform.ts';
import { saying, type Row, type Said } from '../../../support/http-cases.ts';
import { responded } from '../../../support/responded.ts';
import { apiError, oauthError } from './fake.ts';
import { exchange, maySignNothing, notAllowed } from './federation-fake.ts';

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

const disabled = apiError(403, 'forbidden', { details: 'SERVICE_DISABLED' });

/** What the API of credentials says of a service account. */
const credentials = (denial: FakeReply): Said[] => [
  ['may not act as the account', denial, 'PermissionDenied', 2],
  ['the API of credentials is not enabled', disabled, 'InvalidConfiguration', 1],
  ['no such account', apiError(404, 'notFound'), 'TargetNotFound', 1],
  ['no account at all', apiError(400, 'badRequest'), 'InvalidConfiguration', 2],
  ['credentials: 401', apiError(401, 'authError'), 'UnexpectedReply'],
  ['credentials: 429', apiError(429, 'rateLimitExceeded'), 'RateLimited'],
  ['credentials: 500', { status: 500 }, 'ServiceUnavailable'],
  ['credentials: no token', { json: { hello: 'world' } }, 'UnexpectedReply'],
];

/** Where another account is acted as. */
export const actingRows: Row[] = saying('acting', credentials(notAllowed)).map((row) => ({
  ...row,
  hits: { token: 1, acting: 1 },
}));

/** Where the account that is acted as acts as a user. */
export const delegatedRows: Row[] = [
  ...saying('signing', [
    ...credentials(maySignNothing),
    ['a time that Google does not take', { ...apiError(400, 'badRequest'), dateMs: -120_000 }, 'ClockSkew'],
    ['the signature is null', { json: { keyId: 'kid-1', signedJwt: null } }, 'UnexpectedReply'],
  ]).map((row) => ({ ...row, hits: { token: 1, signing: 1, delegated: 0 } })),
  ...saying('delegated', [
    ['account not found', oauthError('invalid_grant', 'Invalid grant: account not found'), 'AccessRefused', 2],
    ['not a valid email', oauthError('invalid_grant', 'Not a valid email or user ID.'), 'TargetNotFound', 1],
    ['lifetime', oauthError('invalid_grant', 'Invalid JWT: Token must be a short-lived token'), 'ClockSkew'],
    ['invalid_grant, clocks differ', oauthError('invalid_grant', 'Bad Request', { dateMs: -120_000 }), 'ClockSkew'],
    ['invalid_rapt', oauthError('invalid_grant', 'reauth', { subtype: 'invalid_rapt' }), 'InteractionRequired', 1],
    ['not delegated', oauthError('unauthorized_client', 'Unauthorized', { status: 401 }), 'InteractionRequired', 2],
    ['access_denied', oauthError('access_denied', 'Requested client not authorized.'), 'InteractionRequired', 2],
    ['admin_policy_enforced', oauthError('admin_policy_enforced', 'Blocked'), 'InteractionRequired', 1],
    ['invalid_scope', oauthError('invalid_scope', 'Unknown'), 'InvalidConfiguration', 1],
    ['token endpoint: 500', { status: 500 }, 'ServiceUnavailable'],
    ['token endpoint: no token', { json: { hello: 'world' } }, 'UnexpectedReply'],
  ]).map((row) => ({ ...row, hits: { token: 1, signing: 1, delegated: 1 } })),
];
