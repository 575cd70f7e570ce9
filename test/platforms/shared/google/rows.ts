import type { Reason } from '../../../../src/api/reasons.ts';
import type { FakeReply } from '../../../support/fake-platform.ts';
import { type Row, type Said, saying } from '../../../support/http-cases.ts';
import { responded } from '../../../support/responded.ts';
import { apiError, foreignKey, oauthError } from './fake.ts';

/** What the token endpoint answers → reason, and how many causes are named. */
export const tokenErrors: Said[] = [
  ['account not found', oauthError('invalid_grant', 'Invalid grant: account not found'), 'CredentialsRejected', 2],
  ['not a valid email', oauthError('invalid_grant', 'Not a valid email or user ID.'), 'TargetNotFound'],
  ['invalid email', oauthError('invalid_grant', 'Invalid email or User ID'), 'TargetNotFound'],
  ['lifetime', oauthError('invalid_grant', 'Invalid JWT: Token must be a short-lived token'), 'ClockSkew'],
  ['expired or revoked', oauthError('invalid_grant', 'Token has been expired or revoked.'), 'CredentialsRevoked'],
  ['invalid_grant, any other text', oauthError('invalid_grant', 'Robot is disabled.'), 'AccessRefused', 2],
  ['invalid_grant, clocks differ', oauthError('invalid_grant', 'Bad Request', { dateMs: -120_000 }), 'ClockSkew'],
  ['invalid_grant, no Date', oauthError('invalid_grant', 'Bad Request', { dateMs: 'none' }), 'UnexpectedReply'],
  ['invalid_rapt', oauthError('invalid_grant', 'reauth', { subtype: 'invalid_rapt' }), 'InteractionRequired', 1],
  ['unauthorized_client', oauthError('unauthorized_client', 'Client is unauthorized'), 'InteractionRequired', 2],
  ['the same with 401', oauthError('unauthorized_client', 'Unauthorized', { status: 401 }), 'InteractionRequired', 2],
  ['admin_policy_enforced', oauthError('admin_policy_enforced', 'Blocked'), 'InteractionRequired', 1],
  ['invalid_client', oauthError('invalid_client', 'Wrong', { status: 401 }), 'CredentialsRejected'],
  ['deleted_client', oauthError('deleted_client', 'Gone', { status: 401 }), 'CredentialsRevoked'],
  ['disabled_client', oauthError('disabled_client', 'Disabled', { status: 401 }), 'CredentialsRevoked'],
  ['org_internal', oauthError('org_internal', 'Internal'), 'PermissionDenied', 1],
  ['invalid_scope', oauthError('invalid_scope', 'Unknown'), 'InvalidConfiguration', 1],
  ['token endpoint fails', { status: 500 }, 'ServiceUnavailable'],
];

const scopeDetails = { details: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' };
const noToken = { message: "Method doesn't allow unregistered callers" };

/** What an API answers → reason, and how many causes are named. */
export const answers: Said[] = [
  ['401 ACCOUNT_STATE_INVALID', apiError(401, 'authError', { details: 'ACCOUNT_STATE_INVALID' }), 'CredentialsRevoked'],
  ['401 Login Required', apiError(401, 'required'), 'UnexpectedReply'],
  ['403 unregistered callers', apiError(403, 'forbidden', noToken), 'UnexpectedReply'],
  ['403 ACCESS_TOKEN_SCOPE_INSUFFICIENT', apiError(403, 'forbidden', scopeDetails), 'ScopeMissing'],
  ['403 insufficientPermissions', apiError(403, 'insufficientPermissions'), 'ScopeMissing'],
  ['403 insufficientFilePermissions', apiError(403, 'insufficientFilePermissions'), 'PermissionDenied'],
  ['403 forbidden', apiError(403, 'forbidden'), 'PermissionDenied'],
  ['403 SERVICE_DISABLED', apiError(403, 'forbidden', { details: 'SERVICE_DISABLED' }), 'InvalidConfiguration', 1],
  ['403 accessNotConfigured', apiError(403, 'accessNotConfigured'), 'InvalidConfiguration', 1],
  ['403 CONSUMER_SUSPENDED', apiError(403, 'forbidden', { details: 'CONSUMER_SUSPENDED' }), 'CredentialsRevoked', 1],
  ['403 CONSUMER_INVALID', apiError(403, 'forbidden', { details: 'CONSUMER_INVALID' }), 'CredentialsRevoked', 1],
  ['trap: 403 rateLimitExceeded', apiError(403, 'rateLimitExceeded'), 'RateLimited'],
  ['trap: 403 userRateLimitExceeded', apiError(403, 'userRateLimitExceeded'), 'RateLimited'],
  ['400 at fields', apiError(400, 'required'), 'InvalidConfiguration', 1],
  ['403, Drive is switched off', apiError(403, 'domainPolicy'), 'PermissionDenied'],
];

const revoked = oauthError('invalid_grant', 'Token has been expired or revoked.');

/** What the token endpoint answers to a refresh token → reason, and how many causes are named. */
export const refreshErrors: Said[] = [
  ['trap: expired or revoked, which seven days of Testing are as well', revoked, 'CredentialsRevoked', 3],
  ['invalid_grant, any other text', oauthError('invalid_grant', 'Bad Request'), 'AccessRefused', 3],
  ['the same without Date', oauthError('invalid_grant', 'Bad Request', { dateMs: 'none' }), 'AccessRefused', 3],
  ['invalid_rapt', oauthError('invalid_grant', 'reauth', { subtype: 'invalid_rapt' }), 'InteractionRequired', 1],
  ['unauthorized_client', oauthError('unauthorized_client', 'No', { status: 401 }), 'InteractionRequired', 1],
  ['admin_policy_enforced', oauthError('admin_policy_enforced', 'Blocked'), 'InteractionRequired', 1],
  ['invalid_client', oauthError('invalid_client', 'Wrong', { status: 401 }), 'CredentialsRejected'],
  ['deleted_client', oauthError('deleted_client', 'Gone', { status: 401 }), 'CredentialsRevoked'],
  ['disabled_client', oauthError('disabled_client', 'Disabled', { status: 401 }), 'CredentialsRevoked'],
  ['org_internal', oauthError('org_internal', 'Internal'), 'PermissionDenied', 1],
  ['invalid_scope', oauthError('invalid_scope', 'Unknown'), 'InvalidConfiguration'],
  ['token endpoint fails', { status: 500 }, 'ServiceUnavailable'],
  ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
];

export const unauthorized = apiError(401, 'authError', { details: 'ACCESS_TOKEN_EXPIRED' });

/** What differs where the token is made in the test; `route` is the one that is asked with it. */
export function mintedRows(route: string, good: FakeReply): Row[] {
  return [
    {
      name: '401 on a new token, then accepted',
      replies: { [route]: [unauthorized, good] },
      hits: { token: 2, [route]: 2 },
      expect: 'Verified',
    },
    {
      name: '401 on two new tokens',
      replies: { [route]: unauthorized },
      hits: { token: 2 },
      expect: 'UnexpectedReply',
    },
    { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  ];
}

export const refreshRows: Row[] = [
  {
    kind: 'rejected',
    name: 'another client secret',
    secret: { clientSecret: 'canary-wrong-secret' },
    hits: { otherClient: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'rejected',
    name: 'a refresh token that Google does not know',
    secret: { refreshToken: 'canary-wrong-refresh' },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  ...responded(saying('token', refreshErrors), 'signIn'),
  malformed('no refresh token', {}, 'SecretKeyMissing', /refreshToken/, ['refreshToken']),
  malformed('no client secret', {}, 'SecretKeyMissing', /clientSecret/, ['clientSecret']),
];

export const foreignKeyRow: Row = {
  kind: 'rejected',
  name: 'another key',
  secret: { privateKey: foreignKey },
  hits: { token: 1 },
  expect: { reason: 'CredentialsRejected', causes: 2 },
};

export function malformed(
  name: string,
  secret: Record<string, string>,
  reason: Reason,
  about: RegExp,
  without: readonly string[] = [],
): Row {
  return { kind: 'malformed secret', name, secret, without, expect: { reason, about } };
}
