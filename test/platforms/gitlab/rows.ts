import { guarded, project, said, user } from './fake.ts';
import { failingAt } from '../../support/responded.ts';
import { saying, type Row, type Said } from '../../support/http-cases.ts';

export const inProject = { config: { project: 'acme/handbook' } };
export const account = {
  id: '7',
  name: 'migrator',
  email: 'migrator@example.com',
  tenant: 'gitlab.com',
};
export const moved = { status: 301, headers: { location: 'https://gitlab.com/elsewhere' } };

/** What every route of the API may answer. */
export const apiTable: Said[] = [
  ['trap: 401 dpop_error', guarded('dpop_error', 'DPoP validation error'), 'InteractionRequired', 2],
  ['401 of another client', guarded('restricted_language_server_client_error', 'No'), 'InteractionRequired', 2],
  ['trap: 403 insufficient_scope', guarded('insufficient_scope', 'Higher privileges', 403), 'ScopeMissing'],
  ['400, an object of lists', { status: 400, json: { message: { name: ['is bad'] } } }, 'InvalidConfiguration', 1],
  ['301 is not followed', moved, 'TargetNotFound', 1],
  ['429 without Retry-After', said(429, 'Retry later'), 'RateLimited'],
];

/** What a stored token is told of itself. */
export const tokenTable: Said[] = [
  ['Bad Access Token', guarded('invalid_token', 'Bad Access Token.'), 'CredentialsRejected'],
  [
    'expired',
    guarded('invalid_token', 'Token is expired. You can either do re-authorization or token refresh.'),
    'CredentialsExpired',
  ],
  [
    'revoked',
    guarded('invalid_token', 'Token was revoked. You have to re-authorize from the user.'),
    'CredentialsRevoked',
  ],
  [
    'impersonation',
    guarded('invalid_token', 'Token is an impersonation token but impersonation was disabled.'),
    'PermissionDenied',
    1,
  ],
];

export const userRows: Row[] = [
  // The token has spoken of itself by then, so that the platform is reached.
  ...failingAt(
    'Authenticated',
    saying('user', [
      ...apiTable,
      [
        'trap: 403 of a blocked user',
        { status: 403, json: { message: '403 Forbidden - Your account has been blocked.' } },
        'CredentialsRevoked',
      ],
      ['no user name', user({ username: '' }), 'UnexpectedReply'],
      ['an id that is null', user({ id: null }), 'UnexpectedReply'],
      ['a user name that is null', user({ username: null }), 'UnexpectedReply'],
    ]),
  ),
  {
    name: 'an administrator',
    requires: { role: 'Administrator' },
    replies: { user: user({ is_admin: true }) },
    expect: { reason: 'Verified', account: { administrator: true } },
  },
  {
    name: 'no administrator',
    requires: { role: 'Administrator' },
    replies: { user: user({ is_admin: false }) },
    expect: { reason: 'PermissionDenied', about: /administrator/ },
  },
  ...failingAt(
    'Authorized',
    saying('project', [
      ['404', said(404, '404 Project Not Found'), 'TargetNotFound'],
      ['403', said(403, '403 Forbidden'), 'PermissionDenied'],
      ['301', moved, 'TargetNotFound', 1],
      ['insufficient_scope', guarded('insufficient_scope', 'Higher privileges', 403), 'ScopeMissing'],
    ]),
  ).map((row) => ({ ...row, ...inProject, name: `project: ${row.name}` })),
  {
    name: 'a guest',
    requires: { path: 'acme/handbook', access: ['Read'] },
    replies: { project: project(null) },
    expect: { reason: 'PermissionDenied', about: /^read$/ },
  },
];
