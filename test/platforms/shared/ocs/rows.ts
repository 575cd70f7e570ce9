import {
  api,
  appPassword,
  basic,
  bearer,
  clientSecret,
  davError,
  me,
  minted,
  multistatus,
  notLoggedIn,
  ocs,
  passwordForbidden,
  refreshToken,
  server,
  unauthorised,
  username,
} from './fake.ts';
import type { FakeRoute } from '../../../support/fake-platform.ts';
import { responded } from '../../../support/responded.ts';
import { generalRows, saying, type FakedMethod, type Row, type Said } from '../../../support/http-cases.ts';

const inFolder = { requires: { path: 'Finance/2030 Q1' } };

/** In the folder, when the account is known. */
function afterAcceptance(row: Row): Row {
  const wanted = typeof row.expect === 'string' ? { reason: row.expect } : row.expect;
  return { ...row, ...inFolder, expect: { ...wanted, stage: 'Authorized' } };
}

/** What both ways to sign in share. */
export const commonRows: Row[] = [
  {
    kind: 'connected',
    name: 'a server in a folder of its own host, and a folder as setting',
    config: { url: `${server}/`, path: '/Finance/2030 Q1' },
    hits: { folder: 1 },
    expect: 'Verified',
  },
  {
    name: 'requires a right that the folder denies',
    requires: { access: ['Delete'] },
    replies: { root: multistatus('SGCK') },
    expect: { reason: 'PermissionDenied', about: /^delete$/, account: { id: 'svc' } },
  },
  {
    name: 'no letters tell nothing',
    requires: { access: ['Write'] },
    replies: { root: multistatus('') },
    expect: { reason: 'Verified', stage: 'Authorized' },
  },
  ...responded(
    saying('me', [
      ['trap: 200 with statuscode 403 (v1)', ocs(200, 403, ''), 'PermissionDenied'],
      ['trap: 200 with statuscode 998 (v1)', ocs(200, 998, ''), 'TargetNotFound'],
      ['trap: 200 with statuscode 996 (v1)', ocs(200, 996, ''), 'ServiceUnavailable'],
      ['trap: statuscode 100 is the success of another version', ocs(200, 100, 'OK', { id: 'svc' }), 'UnexpectedReply'],
      ['403', ocs(403, 403, ''), 'PermissionDenied'],
      ['404', ocs(404, 998, 'Invalid query'), 'TargetNotFound'],
      ['500 with 996', ocs(500, 996, ''), 'ServiceUnavailable'],
      ['500 with 999', ocs(500, 999, ''), 'ServiceUnavailable'],
      ['400 with another statuscode', ocs(400, 101, ''), 'UnexpectedReply'],
      ['slowed down', { status: 429, json: { message: 'Reached maximum delay' } }, 'RateLimited'],
      ['CSRF check failed', { status: 412, json: { message: 'CSRF check failed' } }, 'UnexpectedReply'],
      [
        'maintenance',
        { status: 503, headers: { 'x-nextcloud-maintenance-mode': '1', 'retry-after': '120' } },
        'ServiceUnavailable',
      ],
      ['a disabled account', me({ enabled: false }), 'CredentialsRevoked', 1],
      ['no id', me({ id: '' }), 'UnexpectedReply'],
      ['trap: an id of null', me({ id: null }), 'UnexpectedReply'],
    ]),
  ),
  ...saying('folder', [
    ['folder not allowed', davError(403, 'no'), 'PermissionDenied'],
    ['folder not found', davError(404, 'no'), 'TargetNotFound'],
    ['DAV forbids passwords', passwordForbidden, 'InteractionRequired', 1],
    ['DAV wants a second factor', davError(401, '2FA challenge not passed.'), 'InteractionRequired', 1],
    ['DAV refuses what OCS took', davError(401, 'no'), 'UnexpectedReply'],
  ]).map(afterAcceptance),
  {
    name: 'no address',
    config: { url: 'cloud.example.com' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /url/ },
  },
  ...generalRows('me'),
];

/** OCS refuses without having looked at the password; DAV is asked once. */
const asked: Said[] = [
  ['forbids passwords', passwordForbidden, 'InteractionRequired', 1],
  ['wants a second factor', davError(401, '2FA challenge not passed.'), 'InteractionRequired', 1],
  ['answers after all', multistatus('RGDNVCK'), 'UnexpectedReply'],
  ['refuses without a hint', davError(401, 'no'), 'AccessRefused', 3],
  ['is busy', { status: 429 }, 'RateLimited'],
  ['is down', { status: 503 }, 'ServiceUnavailable'],
];
export const unclear: Row[] = saying('dav', asked).map(({ name, replies, expect: wanted }) => ({
  name: `trap: 401 may not be about the password, DAV ${name}`,
  replies: { me: notLoggedIn, ...replies },
  hits: { dav: 1 },
  expect: { ...(typeof wanted === 'string' ? { reason: wanted } : wanted), stage: 'Authenticated' },
}));

export const passwordRows: Row[] = [
  ...commonRows,
  ...unclear,
  {
    kind: 'rejected',
    name: 'a wrong password, sent once',
    secret: { appPassword: 'canary-wrong-65' },
    hits: { me: 1 },
    expect: { reason: 'CredentialsRejected', causes: 2 },
  },
  ...saying('me', [
    ['997 with status 200 (older servers)', ocs(200, 997, 'Unauthorised'), 'CredentialsRejected', 2],
    ['401 of something in front', { status: 401, text: 'sign in' }, 'AccessRefused', 2],
  ]),
  {
    kind: 'malformed secret',
    name: 'no app password',
    without: ['appPassword'],
    expect: { reason: 'SecretKeyMissing', about: /appPassword/ },
  },
];

export const oauthRows: Row[] = [
  ...commonRows,
  ...unclear.map((row) => ({ ...row, hits: { token: 2, dav: 1 } })),
  {
    name: '401 on a new token, then accepted',
    replies: { me: [unauthorised, me()] },
    hits: { token: 2 },
    expect: 'Verified',
  },
  ...saying('me', [['401 of something in front', { status: 401, text: 'sign in' }, 'UnexpectedReply']]),
  ...saying('token', [
    ['token: 429', { status: 429 }, 'RateLimited'],
    ['token: invalid_client', { status: 400, json: { error: 'invalid_client' } }, 'CredentialsRejected'],
    ['token: none in the reply', { json: { expires_in: 3600 } }, 'UnexpectedReply'],
  ]),
  {
    kind: 'malformed secret',
    name: 'no refresh token',
    without: ['refreshToken'],
    expect: { reason: 'SecretKeyMissing', about: /refreshToken/ },
  },
];

export const passwordMethod: FakedMethod = {
  method: 'app-password',
  routes: api(basic),
  config: { url: server },
  secret: { username, appPassword },
};
export const oauthMethod = (token: FakeRoute): FakedMethod => ({
  method: 'oauth-refresh',
  routes: { ...api(bearer), token },
  config: { url: server },
  secret: { clientId: 'client-1', clientSecret, refreshToken },
  canaries: [minted],
  signIn: ['token'],
});
