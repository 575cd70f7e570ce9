import type { Reason } from '../../../src/api/reasons.ts';
import { generalRows, saying, type Row, type Said } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import { apiError, me, oauthError, user } from './fake.ts';

const login = 'AutomationUser_1@boxdevedition.com';
export const account = {
  id: '31415926',
  name: 'Migration',
  email: login,
  tenant: 'Acme (123456)',
  administrator: true,
};
/** What the status of a user does not say. */
const untold = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;
const rights = { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'Denied' } as const;
export const inFolder = { requires: { path: '4711' } };

/** What the API answers to GET /users/me → reason. */
const answers: Said[] = [
  ['403, insufficient_scope in the header', apiError(403, 'forbidden', 'error="insufficient_scope"'), 'ScopeMissing'],
  ['403, insufficient_scope in the body', apiError(403, 'insufficient_scope'), 'ScopeMissing'],
  ['403 forbidden', apiError(403, 'forbidden'), 'PermissionDenied'],
  ['403, a right is missing', apiError(403, 'access_denied_insufficient_permissions'), 'PermissionDenied'],
  ['403 with a code outside the list', apiError(403, 'a_code_of_tomorrow'), 'PermissionDenied'],
  ['202 is no success', { status: 202, json: user, headers: { 'retry-after': '5' } }, 'ServiceUnavailable'],
  ['503 unavailable', apiError(503, 'unavailable'), 'ServiceUnavailable'],
  ['an inactive user', me({ status: 'inactive' }), 'CredentialsRevoked'],
  ['no user', me({ type: 'error' }), 'UnexpectedReply'],
  ['no id', me({ id: '' }), 'UnexpectedReply'],
  ['an id that is null', me({ id: null }), 'UnexpectedReply'],
];

export const apiRows: Row[] = [
  {
    kind: 'connected',
    name: 'good',
    hits: { me: 1 },
    expect: { reason: 'Verified', account, access: untold },
  },
  { kind: 'connected', name: 'rights in a folder', ...inFolder, expect: { reason: 'Verified', access: rights } },
  {
    kind: 'connected',
    name: 'the smallest user',
    replies: {
      me: me({ name: null, login: null, status: null, role: null, enterprise: { id: '123456', name: null } }),
    },
    expect: { reason: 'Verified', account: { id: account.id, tenant: '123456' } },
  },
  ...responded(saying('me', answers)),
  ...saying('folder', [
    ['folder not found', apiError(404, 'not_found'), 'TargetNotFound'],
    ['folder out of scope', apiError(403, 'insufficient_scope'), 'ScopeMissing'],
    ['folder not allowed', apiError(403, 'forbidden'), 'PermissionDenied'],
  ]).map((row) => ({ ...row, ...inFolder })),
  {
    name: 'requires an administrator',
    requires: { role: 'Administrator' },
    replies: { me: me({ role: 'user' }) },
    expect: { reason: 'PermissionDenied', about: /administrator/ },
  },
  {
    name: 'requires a right that the folder denies',
    requires: { path: '4711', access: ['Read', 'Delete'] },
    expect: { reason: 'PermissionDenied', about: /^delete$/ },
  },
  {
    name: 'a user who may not delete',
    requires: { access: ['Delete'] },
    replies: { me: me({ status: 'cannot_delete_edit' }) },
    expect: 'PermissionDenied',
  },
  {
    name: 'a user who may not upload',
    requires: { access: ['Write'] },
    replies: { me: me({ status: 'cannot_delete_edit_upload' }) },
    expect: 'PermissionDenied',
  },
  ...responded(generalRows('me')),
];

/** Two ways to have an account in another enterprise than the one that is configured. */
export const mismatch: Row[] = [
  { name: 'another enterprise', config: { enterpriseId: '999' }, expect: { reason: 'IdentityMismatch', causes: 1 } },
  {
    name: 'no enterprise',
    config: { enterpriseId: '123456' },
    replies: { me: me({ enterprise: null }) },
    expect: { reason: 'IdentityMismatch', account: { id: '31415926' } },
  },
];

/** `error` and text of the token endpoint's 400 → reason, and how many causes are named. */
const tokenErrors: readonly (readonly [error: string, text: string, reason: Reason, causes?: number])[] = [
  ['invalid_client', 'The client credentials are invalid', 'CredentialsRejected'],
  ['unauthorized_client', 'The "box_subject_type" value is unauthorized for this client_id', 'InvalidConfiguration', 1],
  ['unauthorized_client', 'This app is not authorized by the enterprise admin', 'InteractionRequired', 1],
  ['unauthorized_client', 'Something else', 'AccessRefused', 3],
  ['invalid_grant', "Please check the 'exp' claim.", 'ClockSkew'],
  ['invalid_grant', "Please check the 'jti' claim.", 'ClockSkew'],
  ['invalid_request', 'The grant type is unauthorized for this client_id', 'InvalidConfiguration', 1],
  [
    'invalid_request',
    'Cannot obtain user token based on the enterprise configuration for your app',
    'InteractionRequired',
    2,
  ],
  ['invalid_request', 'Something else', 'InvalidConfiguration'],
];

const bare = oauthError('invalid_grant', 'Grant credentials are invalid');
const unauthorized = apiError(401, 'unauthorized', 'error="invalid_token"');
export const wrongSecret = { clientSecret: 'canary-wrong-secret' };

export const tokenRows: Row[] = responded([
  {
    kind: 'rejected',
    name: 'wrong client secret',
    secret: wrongSecret,
    hits: { split: 1 },
    expect: 'CredentialsRejected',
  },
  ...saying(
    'token',
    tokenErrors.map(([error, text, ...rest]): Said => [`${error}: ${text}`, oauthError(error, text), ...rest]),
  ),
  {
    name: 'invalid_grant: Grant credentials are invalid',
    replies: { token: bare },
    hits: { split: 1 },
    expect: { reason: 'PermissionDenied', stage: 'Authenticated', causes: 2 },
  },
  {
    name: 'Grant credentials are invalid, and no word on the secret',
    replies: { token: bare, split: apiError(400, 'bad_request') },
    hits: { split: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    name: 'Grant credentials are invalid, then no answer',
    replies: { token: bare, split: 'never' },
    timeoutMs: 600,
    expect: { reason: 'TimedOut', stage: 'Authenticated' },
  },
  {
    name: 'token endpoint is busy',
    replies: { token: { status: 429, headers: { 'retry-after': '7' } } },
    expect: { reason: 'RateLimited', retryAfterMs: 7_000 },
  },
  { name: 'no token in the reply', replies: { token: { json: { expires_in: 1 } } }, expect: 'UnexpectedReply' },
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  {
    name: '401 on a new token, then accepted',
    replies: { me: [unauthorized, me()] },
    hits: { token: 2, me: 2 },
    expect: 'Verified',
  },
  {
    name: '401 on two new tokens',
    replies: { me: unauthorized },
    hits: { token: 2, me: 2 },
    expect: 'UnexpectedReply',
  },
]);
