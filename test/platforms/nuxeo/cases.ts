import { basicOffered } from '../../support/basic-offered.ts';
import { failure } from '../../../src/connectors/failure.ts';
import {
  apiError,
  basicRoutes,
  bearerRoutes,
  clientSecret,
  doc,
  me,
  minted,
  nextRefreshToken,
  password,
  refreshRoutes,
  refreshToken,
  storedToken,
  tokenError,
  tokenRoutes,
  username,
} from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missing } from '../shared/secrets/missing.ts';

const config = { url: 'https://nuxeo.example.com/nuxeo/' };
const account = { id: username, name: 'Migration Service', email: 'svc@example.com', administrator: false };
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;

const apiRows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'rights on the domain',
    requires: { access: ['Read', 'Write'] },
    hits: { domain: 1 },
    expect: { reason: 'Verified', access: { ...all, delete: 'Denied' } },
  },
  {
    kind: 'connected',
    name: 'rights on a folder, of an administrator',
    requires: { path: '/default-domain/workspaces/2026 Q1', role: 'Administrator' },
    replies: { me: me({ isAdministrator: true }) },
    expect: { reason: 'Verified', account: { administrator: true }, access: all },
  },
  {
    kind: 'connected',
    name: 'a server that lists no permissions',
    config: { path: '/default-domain' },
    replies: { domain: { json: { 'entity-type': 'document' } } },
    expect: {
      reason: 'Verified',
      access: { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' },
    },
  },
  {
    name: 'requires a right that is not there',
    requires: { access: ['Delete'] },
    replies: { domain: doc('Browse', 'Read') },
    expect: { reason: 'PermissionDenied', about: /^delete$/ },
  },
  ...saying('domain', [
    ['document not found', apiError(404), 'TargetNotFound'],
    ['document not allowed', apiError(403), 'PermissionDenied'],
  ]).map((row): Row => ({ ...row, requires: { access: ['Read'] } })),
  ...saying('me', [
    ['trap: the anonymous user is no proof', me({ id: 'Guest', isAnonymous: true }), 'UnexpectedReply'],
    [
      'a user of whom the server does not say whether it is anonymous',
      me({ isAnonymous: undefined }),
      'UnexpectedReply',
    ],
    ['no id', me({ id: '' }), 'UnexpectedReply'],
    ['another entity', me({ 'entity-type': 'login' }), 'UnexpectedReply'],
    ['403', apiError(403), 'PermissionDenied'],
    ['200 that is no JSON', { text: 'running' }, 'UnexpectedReply'],
  ]),
  { name: 'no address', without: ['url'], offline: true, expect: { reason: 'InvalidConfiguration', about: /url/ } },
  {
    name: 'an address without /nuxeo',
    config: { url: 'https://nuxeo.example.com' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /url/ },
  },
  ...generalRows('me'),
];

function wrong(key: string, hits: Record<string, number>): Row {
  return {
    kind: 'rejected',
    name: `a wrong ${key}: 401 without a body`,
    secret: { [key]: 'canary-wrong-value' },
    hits,
    expect: 'CredentialsRejected',
  };
}

const basic: FakedMethod = { method: 'basic', routes: basicRoutes, config, secret: { username, password } };
const token: FakedMethod = { method: 'token', routes: tokenRoutes, config, secret: { token: storedToken } };
const bearer: FakedMethod = { method: 'bearer', routes: bearerRoutes, config, secret: { accessToken: storedToken } };
const lineBreak = (key: string): Row => ({
  kind: 'malformed secret',
  name: `a line break in ${key}`,
  secret: { [key]: 'canary-first\nsecond' },
  expect: { reason: 'SecretInvalid', about: RegExp(key) },
});

const refresh: FakedMethod = {
  method: 'oauth-refresh',
  routes: refreshRoutes(),
  signIn: ['token'],
  config,
  secret: { clientId: 'connection-operator', clientSecret, refreshToken },
  canaries: [minted, nextRefreshToken],
};
const lost = failure('TokenNotRefreshable');
const refreshRows: Row[] = [
  {
    kind: 'connected',
    name: 'the new refresh token is kept',
    context: { keepRefreshToken: (kept) => Promise.resolve(kept === nextRefreshToken ? undefined : lost) },
    hits: { token: 1, me: 1 },
    expect: 'Verified',
  },
  {
    name: 'the new refresh token cannot be kept: the access token is not used',
    context: { keepRefreshToken: () => Promise.resolve(lost) },
    hits: { token: 1 },
    expect: 'TokenNotRefreshable',
  },
  {
    kind: 'rejected',
    name: 'a wrong client secret',
    secret: { clientSecret: 'canary-wrong-secret' },
    hits: { token: 1 },
    expect: { reason: 'CredentialsRejected', causes: 2 },
  },
  ...responded(
    saying('token', [
      ['an unknown refresh token', tokenError('invalid_request'), 'AccessRefused', 2],
      ['invalid_grant that says ended', tokenError('invalid_grant', 'The token has expired'), 'CredentialsExpired'],
      ['invalid_grant that says which', tokenError('invalid_grant', 'Unknown refresh token'), 'CredentialsRejected'],
      ['invalid_grant without a text', tokenError('invalid_grant'), 'AccessRefused', 2],
      ['trap: an error with status 200', tokenError('invalid_client', undefined, 200), 'CredentialsRejected', 2],
      ['unauthorized_client', tokenError('unauthorized_client'), 'InteractionRequired'],
      ['unsupported_grant_type', tokenError('unsupported_grant_type'), 'InvalidConfiguration'],
      ['server_error', tokenError('server_error'), 'ServiceUnavailable'],
      ['an error of tomorrow, with status 200', tokenError('tomorrow', undefined, 200), 'UnexpectedReply'],
    ]),
  ),
  {
    name: '401, then accepted with the new refresh token',
    replies: { me: [{ status: 401 }, me()] },
    hits: { token: 2 },
    expect: 'Verified',
  },
  { name: '401 on two tokens', replies: { me: { status: 401 } }, hits: { token: 2 }, expect: 'UnexpectedReply' },
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  missing('refreshToken'),
];

export const cases: PlatformCases = [
  ...methodCases({ ...basic, strangers: basicOffered }, [
    ...apiRows,
    wrong('password', { me: 1 }),
    missing('password'),
  ]),
  ...methodCases(token, [...apiRows, wrong('token', { me: 1 }), missing('token'), lineBreak('token')]),
  ...methodCases(bearer, [...apiRows, wrong('accessToken', { me: 1 }), lineBreak('accessToken')]),
  ...methodCases(refresh, [...apiRows, ...refreshRows]),
  ...methodCases(
    { ...refresh, routes: refreshRoutes(false), secret: { clientId: 'connection-operator', refreshToken } },
    [{ kind: 'connected', name: 'a client without secret', expect: 'Verified' }],
  ),
];
