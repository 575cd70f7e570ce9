import type { Reason } from '../../../../src/api/reasons.ts';
import type { FakeReply } from '../../../support/fake-platform.ts';
import { generalRows, saying, type Row, type Said } from '../../../support/http-cases.ts';
import { responded } from '../../../support/responded.ts';
import { file, oauthError, plain, tagged } from './fake.ts';

const ofTeam = plain(
  'This API function operates on a single Dropbox account, but the OAuth 2 access token you provided is for an entire Dropbox Business team.',
);
const ofUser = plain(
  'This is a DfB team management function. The OAuth 2 access token you provided is for a specific Dropbox user account.',
);

/** What an endpoint answers → reason, and how many causes are named. */
export const answers: Said[] = [
  ['401 invalid_access_token', tagged(401, 'invalid_access_token'), 'CredentialsRejected', 2],
  ['trap: 401 missing_scope', tagged(401, 'missing_scope', { required_scope: 'account_info.read' }), 'ScopeMissing'],
  ['trap: 401 user_suspended', tagged(401, 'user_suspended'), 'AccountLocked', 1],
  ['401 invalid_select_user', tagged(401, 'invalid_select_user'), 'TargetNotFound', 1],
  ['401 invalid_select_admin', tagged(401, 'invalid_select_admin'), 'PermissionDenied', 1],
  ['401 route_access_denied', tagged(401, 'route_access_denied'), 'PermissionDenied'],
  ['trap: 401 with a tag of tomorrow', tagged(401, 'other'), 'UnexpectedReply'],
  ['403 invalid_account_type', tagged(403, 'invalid_account_type'), 'PermissionDenied'],
  ['403 paper_access_denied', tagged(403, 'paper_access_denied'), 'PermissionDenied'],
  ['403 team_access_denied', tagged(403, 'team_access_denied'), 'PermissionDenied'],
  ['403 no_permission', tagged(403, 'no_permission'), 'PermissionDenied'],
  ['409 of an unknown kind', tagged(409, 'other'), 'UnexpectedReply'],
  ['429 with a reason', tagged(429, 'too_many_requests', { retry_after: 1 }), 'RateLimited'],
  ['400, a malformed token', plain('The given OAuth 2 access token is malformed.'), 'CredentialsRejected', 1],
  ['400, a team token at an account', ofTeam, 'InvalidConfiguration', 1],
  ['400, an account token at a team', ofUser, 'InvalidConfiguration', 1],
  ['400, any other text', plain('request body: could not decode input'), 'InvalidConfiguration', 2],
  ['400 that is no plain text', { status: 400, json: { hello: 'world' } }, 'UnexpectedReply'],
  ['422 invalid_root', tagged(422, 'invalid_root'), 'TargetNotFound', 1],
  ['422 no_permission', tagged(422, 'no_permission'), 'PermissionDenied', 1],
];

export const atPath: Pick<Row, 'requires'> = { requires: { path: '/archive', access: ['Read', 'Write'] } };
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

/** Rights at a path, with whatever token. */
export const pathRows: Row[] = [
  {
    kind: 'connected',
    name: 'a path that is not shared tells no rights',
    ...atPath,
    hits: { file: 1 },
    expect: { reason: 'Verified', stage: 'Authorized', access: untold },
  },
  {
    name: 'a shared folder that is read-only',
    ...atPath,
    replies: { file: file({ read_only: true }) },
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  {
    kind: 'connected',
    name: 'a shared folder that is not read-only: the scopes decide',
    ...atPath,
    replies: { file: file({ read_only: false }) },
    expect: { reason: 'Verified', stage: 'Authorized', access: untold },
  },
  ...saying('file', [
    ['path not found', tagged(409, 'path/not_found'), 'TargetNotFound'],
    ['restricted content', tagged(409, 'path/restricted_content'), 'PermissionDenied'],
    ['malformed path', tagged(409, 'path/malformed_path'), 'InvalidConfiguration', 1],
    ['path out of scope', tagged(401, 'missing_scope'), 'ScopeMissing'],
  ]).map((row) => ({ ...row, ...atPath })),
];

export function apiRows(route: string): Row[] {
  return responded([...saying(route, answers), ...generalRows(route)]);
}

/** What differs where the token is made in the test; `route` is the one that is asked with it. */
export function refreshRows(route: string, good: FakeReply): Row[] {
  const expired = tagged(401, 'expired_access_token');
  return [
    {
      kind: 'rejected',
      name: 'another app secret',
      secret: { appSecret: 'canary-wrong-secret' },
      hits: { otherClient: 1 },
      expect: { reason: 'CredentialsRejected', causes: 1 },
    },
    {
      kind: 'rejected',
      name: 'a refresh token that Dropbox does not know',
      secret: { refreshToken: 'canary-wrong-refresh' },
      expect: { reason: 'CredentialsRevoked', causes: 2 },
    },
    ...saying('token', [
      ['malformed', oauthError('invalid_grant', 'refresh token is malformed'), 'CredentialsRejected', 1],
      ['invalid_grant, any other text', oauthError('invalid_grant', 'No'), 'AccessRefused', 2],
      [
        'an older form',
        { status: 400, json: { error: 'invalid_client: Invalid client_id' } },
        'CredentialsRejected',
        1,
      ],
      ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
      ['token endpoint fails', { status: 500 }, 'ServiceUnavailable'],
    ]),
    { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
    ...['invalid_access_token', 'expired_access_token'].map((tag): Row => ({
      name: `${tag} on a new token, then accepted`,
      replies: { [route]: [tagged(401, tag), good] },
      hits: { token: 2, [route]: 2 },
      expect: 'Verified',
    })),
    { name: 'ended twice at once', replies: { [route]: expired }, hits: { token: 2 }, expect: 'UnexpectedReply' },
    malformed('no refresh token', {}, 'SecretKeyMissing', /refreshToken/, ['refreshToken']),
    malformed('no app key', { appKey: '' }, 'SecretKeyMissing', /appKey/),
  ];
}

export function accessTokenRows(route: string): Row[] {
  return [
    {
      kind: 'rejected',
      name: 'another token',
      secret: { accessToken: 'canary-sl.other' },
      hits: { [route]: 1 },
      expect: { reason: 'CredentialsRejected', causes: 2 },
    },
    {
      name: 'a token that has ended',
      replies: { [route]: tagged(401, 'expired_access_token') },
      expect: 'CredentialsExpired',
    },
    malformed('a line break in the token', { accessToken: 'canary-first\nsecond' }, 'SecretInvalid', /accessToken/),
    malformed('no token', {}, 'SecretKeyMissing', /accessToken/, ['accessToken']),
  ];
}

function malformed(
  name: string,
  secret: Record<string, string>,
  reason: Reason,
  about: RegExp,
  without: readonly string[] = [],
): Row {
  return { kind: 'malformed secret', name, secret, without, expect: { reason, about } };
}
