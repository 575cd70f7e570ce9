import { failure } from '../../../../src/connectors/failure.ts';
import { captcha, issued, nextToken, noResources, oauthError, resources, scopeMissing, seraph } from './fake.ts';
import type { FakeReply } from '../../../support/fake-platform.ts';
import { saying, type Row } from '../../../support/http-cases.ts';

const minutes = { 'x-ratelimit-reset': '2026-11-23T12:05:00Z', 'ratelimit-reason': 'jira-burst-based' };

/** The same fields with the value that is no value. */
export const nulled = (fields: object) => Object.fromEntries(Object.keys(fields).map((name) => [name, null]));

/** @param anonymous - what a route that serves strangers answers with status 200 */
export function productRows(anonymous: FakeReply): Row[] {
  return [
    ...saying('me', [
      ['trap: CAPTCHA', captcha, 'AccountLocked', 1],
      ['200 of an anonymous session', anonymous, 'UnexpectedReply'],
    ]),
    {
      name: '429 with an ISO time',
      replies: { me: { status: 429, headers: minutes } },
      expect: { reason: 'RateLimited', retryAfterMs: 300_000 },
    },
  ];
}

/** The stored credential itself is sent, so the header speaks of it. */
export function storedRows(anonymous: FakeReply): Row[] {
  return saying('me', [
    ['trap: 200 as anonymous, the header tells', seraph('AUTHENTICATED_FAILED', anonymous), 'CredentialsRejected'],
    ['401 with the header', seraph('AUTHENTICATED_FAILED', { status: 401 }), 'CredentialsRejected'],
  ]);
}

export const mintedRows = (anonymous: FakeReply, me: FakeReply): Row[] => [
  ...saying('me', [['trap: a new token, and anonymous', seraph('AUTHENTICATED_FAILED', anonymous), 'UnexpectedReply']]),
  {
    name: '401, then accepted',
    replies: { me: [{ status: 401 }, me] },
    hits: { token: 2, me: 2 },
    expect: 'Verified',
  },
  { name: '401 on two tokens', replies: { me: { status: 401 } }, hits: { token: 2, me: 2 }, expect: 'UnexpectedReply' },
];

/** OAuth at api.atlassian.com: what a 401 means is asked at accessible-resources. */
export function cloudOauthRows(scope: string): Row[] {
  const refused = { status: 401 };
  return [
    ...saying('resources', [
      ['no site', noResources, 'PermissionDenied', 1],
      ['another site', resources([scope], 'ffffffff-a1b2-3b33-c444-def123456789'), 'IdentityMismatch', 1],
      ['our scope is missing', resources(['read:me']), 'ScopeMissing', 1],
      ['all is well there', resources([scope]), 'UnexpectedReply'],
      ['it refuses as well', { status: 401 }, 'UnexpectedReply'],
      ['it is down', { status: 502 }, 'ServiceUnavailable'],
    ]).map((row): Row => ({
      ...row,
      name: `401, accessible-resources: ${row.name}`,
      replies: { me: refused, ...row.replies },
      hits: { token: 2, resources: 1 },
    })),
    ...saying('me', [
      ['401 that names the scope', scopeMissing, 'ScopeMissing', 1],
      [
        'trap: the token is shown at the wrong host',
        { status: 403, json: { error: 'Failed to parse Connect Session Auth Token' } },
        'WrongRegion',
        1,
      ],
    ]),
    ...saying('token', [
      ['access_denied', oauthError('access_denied'), 'AccessRefused', 2],
      ['access_denied, 401', oauthError('access_denied', 'Unauthorized', 401), 'AccessRefused', 2],
      ['bare invalid_grant', oauthError('invalid_grant'), 'AccessRefused', 3],
      ['bare unauthorized_client', oauthError('unauthorized_client'), 'AccessRefused', 3],
      ['no token in the reply', issued({ access_token: '' }), 'UnexpectedReply'],
    ]),
    { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  ];
}

const text = 'Unknown or invalid refresh token.';
export const deadRows: Row[] = saying('token', [
  ['trap: 403 is a dead refresh token', oauthError('invalid_grant', text), 'CredentialsRevoked', 3],
  ['400 is one as well', oauthError('unauthorized_client', text, 400), 'CredentialsRevoked', 3],
]);

const notKept = () => Promise.resolve(failure('TokenNotRefreshable'));

export const rotationRows: Row[] = [
  {
    kind: 'connected',
    name: 'the new refresh token is kept',
    context: { keepRefreshToken: (token) => (token === nextToken ? Promise.resolve(undefined) : notKept()) },
    hits: { token: 1, me: 1 },
    expect: 'Verified',
  },
  {
    name: 'the new refresh token cannot be kept: the access token is not used',
    replies: { token: issued({ refresh_token: nextToken }), me: 'reset' },
    context: { keepRefreshToken: notKept },
    hits: { token: 1 },
    expect: 'TokenNotRefreshable',
  },
];
