import type { Reason } from '../../../src/api/reasons.ts';
import { failingAt, responded } from '../../support/responded.ts';
import { apiError, basicInformation, issued, me, oauthError } from './fake.ts';
import { generalRows, saying, type Row, type Said } from '../../support/http-cases.ts';

const account = {
  id: '0055e000001XyZAAA0',
  name: 'Migration',
  email: 'it@example.com',
  tenant: '00D5e000000abcDEAQ',
};
const files = { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'Denied' } as const;
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const badToken = { status: 403, text: 'Bad_OAuth_Token' };

/** What the API answers → reason; the same for who we are and for what comes after it. */
const apiAnswers: Said[] = [
  ['403 API_DISABLED_FOR_ORG', apiError(403, 'API_DISABLED_FOR_ORG'), 'PermissionDenied', 2],
  ['trap: 403 REQUEST_LIMIT_EXCEEDED', apiError(403, 'REQUEST_LIMIT_EXCEEDED'), 'RateLimited'],
  ['503 REQUEST_LIMIT_EXCEEDED', apiError(503, 'REQUEST_LIMIT_EXCEEDED'), 'RateLimited'],
  ['403 with another code', apiError(403, 'INSUFFICIENT_ACCESS'), 'PermissionDenied', 0],
  ['403 Bad_OAuth_Token', badToken, 'UnexpectedReply'],
  ['410: the version is retired', apiError(410, 'UNSUPPORTED_API_VERSION'), 'InvalidConfiguration', 1],
];

/** A token that can be made once more, without a password. */
export const renewedRows: Row[] = saying('me', [
  ['a new session, refused, then taken', [apiError(401, 'INVALID_SESSION_ID'), me()], 'Verified'],
]);

export const apiRows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1, limits: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'rights on files',
    requires: { access: ['Read'] },
    hits: { version: 1, document: 1 },
    expect: { reason: 'Verified', access: files },
  },
  {
    kind: 'connected',
    name: 'rights on an object',
    requires: { path: 'Account', access: ['Delete'] },
    expect: { reason: 'Verified', access: all },
  },
  {
    kind: 'connected',
    name: 'an administrator',
    requires: { role: 'Administrator' },
    expect: { reason: 'Verified', account: { administrator: true } },
  },
  {
    name: 'requires an administrator',
    requires: { role: 'Administrator' },
    replies: { query: { json: { records: [{ PermissionsModifyAllData: false }] } } },
    expect: { reason: 'PermissionDenied', about: /administrator/ },
  },
  {
    name: 'a version that does not tell administrators',
    requires: { role: 'Administrator' },
    replies: { query: apiError(400, 'INVALID_TYPE') },
    expect: { reason: 'Verified', stage: 'Authorized', account },
  },
  {
    name: 'requires a right that is not there',
    requires: { access: ['Update'] },
    replies: { version: basicInformation('queryable') },
    expect: { reason: 'PermissionDenied', about: /^update$/ },
  },
  {
    name: 'an object that is not there, or not visible',
    requires: { path: 'Account' },
    replies: { account: apiError(404, 'NOT_FOUND') },
    expect: 'TargetNotFound',
  },
  ...saying('me', [
    ...apiAnswers,
    ['a new session, refused twice', apiError(401, 'INVALID_SESSION_ID'), 'AccessRefused', 3],
    ['401 without a code', { status: 401 }, 'UnexpectedReply'],
    ['trap: an inactive user', me({ active: false }), 'CredentialsRevoked'],
    ['no user', me({ user_id: '' }), 'UnexpectedReply'],
    ['a user that is null', me({ user_id: null }), 'UnexpectedReply'],
    ['an organization that is null', me({ organization_id: null }), 'UnexpectedReply'],
  ]),
  ...saying('limits', [
    ...apiAnswers,
    ['the session is not for the API', apiError(401, 'INVALID_SESSION_ID'), 'AccessRefused', 3],
    ['the data API is down', apiError(500, 'UNKNOWN_EXCEPTION'), 'ServiceUnavailable'],
  ]).map((row) => ({ ...row, name: `limits: ${row.name}` })),
  {
    kind: 'connected',
    name: 'the organization that is configured, in its long form',
    config: { organizationId: '00D5e000000abcDEAQ' },
    replies: { me: me({ organization_id: '00D5e000000abcD' }) },
    expect: 'Verified',
  },
  {
    name: 'another organization',
    config: { organizationId: '00D5e000000zzzZ' },
    expect: { reason: 'IdentityMismatch', account: { tenant: '00D5e000000abcDEAQ' } },
  },
  // The token was issued.
  ...failingAt(
    'Authorized',
    saying('token', [
      [
        'trap: instance_url is a host of others',
        issued({ instance_url: 'https://collector.example.org' }),
        'EgressDenied',
      ],
      [
        'trap: instance_url only ends like one',
        issued({ instance_url: 'https://evilmy.salesforce.com' }),
        'EgressDenied',
      ],
      ['no instance_url', issued({ instance_url: '' }), 'UnexpectedReply'],
    ]),
  ),
  {
    name: 'trap: the web interface is no API host',
    config: { loginUrl: 'https://acme.lightning.force.com', myDomainUrl: 'https://acme.lightning.force.com' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /myDomainUrl|loginUrl/ },
  },
  ...generalRows('me'),
];

/** Text of an invalid_grant → reason, and how many causes are named. */
const grants: readonly (readonly [string, Reason, number?])[] = [
  ['Audience validation failed', 'InvalidConfiguration', 1],
  ['expired access/refresh token', 'CredentialsExpired'],
  ['authentication failure', 'AccessRefused', 4],
  ["user hasn't approved this consumer", 'InteractionRequired', 1],
  ['challenge required', 'InteractionRequired', 1],
  ['inactive user', 'CredentialsRevoked'],
  ['inactive organization', 'CredentialsRevoked'],
  ['password expired', 'CredentialsExpired'],
  ['user is locked', 'AccountLocked'],
  ['ip restricted', 'PermissionDenied', 2],
  ['no client credentials user enabled', 'InvalidConfiguration', 1],
  ['a text of tomorrow', 'UnexpectedReply'],
];

export const tokenRows: Row[] = [
  ...responded(
    saying('token', [
      ...grants.map(([text, ...rest]): Said => [`invalid_grant: ${text}`, oauthError('invalid_grant', text), ...rest]),
      ['invalid_client_id', oauthError('invalid_client_id'), 'CredentialsRejected', 1],
      ['invalid_client', oauthError('invalid_client'), 'CredentialsRejected', 1],
      ['unsupported grant', oauthError('unsupported_grant_type'), 'InvalidConfiguration'],
      ['no token in the reply', issued({ access_token: '' }), 'UnexpectedReply'],
    ]),
    'signIn',
  ).map((row): Row => ({ ...row, hits: { token: 1 } })),
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
];
