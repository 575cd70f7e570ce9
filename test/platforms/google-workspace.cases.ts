import type { Reason } from '../../src/api/reasons.ts';
import {
  about,
  apiError,
  capabilities,
  email,
  foreignKey,
  goodKey,
  metadataScope,
  minted,
  oauthError,
  routes,
  tokenUrl,
} from '../support/fakes/google.ts';
import { generalRows, methodCases, saying, type Row, type Said } from '../support/http-cases.ts';
import type { PlatformCases } from './case.ts';

/** What the token endpoint answers → reason, and how many causes are named. */
const tokenErrors: Said[] = [
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

/** What drive/v3/about answers → reason, and how many causes are named. */
const answers: Said[] = [
  ['401 ACCOUNT_STATE_INVALID', apiError(401, 'authError', { details: 'ACCOUNT_STATE_INVALID' }), 'CredentialsRevoked'],
  ['403 unregistered callers', apiError(403, 'forbidden', noToken), 'UnexpectedReply'],
  ['403 ACCESS_TOKEN_SCOPE_INSUFFICIENT', apiError(403, 'forbidden', scopeDetails), 'ScopeMissing'],
  ['403 insufficientPermissions', apiError(403, 'insufficientPermissions'), 'ScopeMissing'],
  ['403 insufficientFilePermissions', apiError(403, 'insufficientFilePermissions'), 'PermissionDenied'],
  ['403 forbidden', apiError(403, 'forbidden'), 'PermissionDenied'],
  ['403 SERVICE_DISABLED', apiError(403, 'forbidden', { details: 'SERVICE_DISABLED' }), 'InvalidConfiguration', 1],
  ['403 accessNotConfigured', apiError(403, 'accessNotConfigured'), 'InvalidConfiguration', 1],
  ['403 CONSUMER_SUSPENDED', apiError(403, 'forbidden', { details: 'CONSUMER_SUSPENDED' }), 'CredentialsRevoked', 1],
  ['403 CONSUMER_INVALID', apiError(403, 'forbidden', { details: 'CONSUMER_INVALID' }), 'CredentialsRevoked', 1],
  ['403 rateLimitExceeded', apiError(403, 'rateLimitExceeded'), 'RateLimited'],
  ['403 userRateLimitExceeded', apiError(403, 'userRateLimitExceeded'), 'RateLimited'],
  ['400 at fields', apiError(400, 'required'), 'InvalidConfiguration', 1],
  ['no user', { json: { storageQuota: {} } }, 'UnexpectedReply'],
  ['another user', about('someone@example.com'), 'IdentityMismatch', 1],
];

const account = { id: '0123', name: 'Ada', email: 'admin@example.com', tenant: 'example.com' };
const own = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'NotTestable' } as const;
const inFolder = { requires: { path: '1AbC' } };

const connected: Row[] = [
  {
    kind: 'connected',
    name: 'good',
    hits: { token: 1, about: 1 },
    expect: { reason: 'Verified', account, access: {} },
  },
  {
    kind: 'connected',
    name: 'rights in My Drive',
    requires: { access: ['Read', 'Delete'] },
    hits: { root: 1 },
    expect: { reason: 'Verified', access: own },
  },
  {
    kind: 'connected',
    name: 'rights in a folder',
    ...inFolder,
    expect: { reason: 'Verified', access: { ...own, update: 'Denied', delete: 'Denied' } },
  },
  {
    kind: 'connected',
    name: 'rights in a shared drive',
    ...inFolder,
    replies: { folder: capabilities({ canTrashChildren: true }) },
    expect: { reason: 'Verified', access: { ...own, delete: 'Granted' } },
  },
  {
    kind: 'connected',
    name: 'subject in capitals, two scopes',
    config: { subject: 'Admin@Example.com', scopes: [metadataScope, 'https://www.googleapis.com/auth/drive'] },
    expect: 'Verified',
  },
  { kind: 'connected', name: 'without a key id', without: ['privateKeyId'], expect: 'Verified' },
  {
    kind: 'connected',
    name: 'a key with \\n written out',
    secret: { privateKey: goodKey.replaceAll('\n', '\\n') },
    expect: 'Verified',
  },
];

const unauthorized = apiError(401, 'authError', { details: 'ACCESS_TOKEN_EXPIRED' });

const rows: Row[] = [
  ...connected,
  {
    kind: 'rejected',
    name: 'another key',
    secret: { privateKey: foreignKey },
    hits: { token: 1 },
    expect: { reason: 'CredentialsRejected', causes: 2 },
  },
  ...saying('token', tokenErrors),
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  ...saying('about', answers),
  {
    name: '401 on a new token, then accepted',
    replies: { about: [unauthorized, about()] },
    hits: { token: 2, about: 2 },
    expect: 'Verified',
  },
  { name: '401 on two new tokens', replies: { about: unauthorized }, hits: { token: 2 }, expect: 'UnexpectedReply' },
  {
    name: 'requires a right that is denied',
    requires: { path: '1AbC', access: ['Update'] },
    expect: { reason: 'PermissionDenied', about: /^update$/ },
  },
  { name: 'item not found', ...inFolder, replies: { folder: apiError(404, 'notFound') }, expect: 'TargetNotFound' },
  ...generalRows('about'),
  malformed('no PEM', { privateKey: 'canary-no-pem' }, 'SecretInvalid', /privateKey/),
  malformed('empty key', { privateKey: '' }, 'SecretKeyMissing', /privateKey/),
  { name: 'no subject', without: ['subject'], offline: true, expect: 'InvalidConfiguration' },
  { name: 'scopes with a comma', config: { scopes: ['a,b'] }, offline: true, expect: 'InvalidConfiguration' },
];

const issued = (more: object = {}) => ({
  serviceAccountJson: JSON.stringify({
    type: 'service_account',
    project_id: 'project',
    private_key_id: 'kid-1',
    private_key: goodKey,
    client_email: email,
    client_id: '1',
    token_uri: tokenUrl,
    universe_domain: 'googleapis.com',
    ...more,
  }),
});
const elsewhere = issued({ token_uri: 'https://collector.example.org/token' });
const cutOff = { serviceAccountJson: issued().serviceAccountJson.slice(0, 200) };

const fileRows: Row[] = [
  { kind: 'connected', name: 'the file as Google issues it', expect: { reason: 'Verified', account } },
  {
    kind: 'connected',
    name: 'its token_uri is not followed',
    secret: elsewhere,
    hits: { token: 1 },
    expect: 'Verified',
  },
  malformed('a file of another kind', issued({ type: 'authorized_user' }), 'SecretInvalid', /service_account/),
  malformed('another universe', issued({ universe_domain: 'example.org' }), 'SecretInvalid', /googleapis\.com/),
  malformed('the file is cut off', cutOff, 'SecretInvalid', /serviceAccountJson/),
];

function malformed(name: string, secret: Record<string, string>, reason: Reason, named: RegExp): Row {
  return { kind: 'malformed secret', name, secret, expect: { reason, about: named } };
}

const base = { method: 'service-account', routes, config: { subject: 'admin@example.com' } };
const parts = { clientEmail: email, privateKey: goodKey, privateKeyId: 'kid-1' };

export const cases: PlatformCases = [
  ...methodCases({ ...base, secret: parts, canaries: [minted] }, rows),
  ...methodCases({ ...base, secret: issued(), canaries: [minted, goodKey] }, fileRows),
];
