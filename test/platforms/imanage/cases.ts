import {
  clientSecret,
  issued,
  me,
  minted,
  nextRefreshToken,
  noUser,
  password,
  refreshToken,
  routes,
  tokenError,
} from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missingRows } from '../shared/secrets/missing.ts';
import { refreshRows } from '../shared/refresh/rows.ts';

const account = { id: 'SVC', name: 'Migration', email: 'svc@example.com', tenant: '1764' };
const refused = { status: 401, json: { message: 'No' } };
const closed = { config: { library: 'CLOSED' } };

const apiRows: Row[] = [
  { kind: 'connected', name: 'good', hits: { token: 1, me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'of the customer and library that are configured',
    config: { customerId: '1764', library: 'ACTIVE' },
    expect: { reason: 'Verified', account },
  },
  { kind: 'connected', name: 'a library of the longer list', ...closed, hits: { libraries: 1 }, expect: 'Verified' },
  {
    kind: 'connected',
    name: 'operations in a workspace',
    config: { library: 'ACTIVE' },
    requires: { path: 'ACTIVE!12', access: ['Write'] },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Granted' } },
  },
  { name: 'no such library', config: { library: 'X' }, expect: { reason: 'TargetNotFound', causes: 2 } },
  ...saying('libraries', [
    ['no list of libraries there', { status: 404 }, 'UnexpectedReply'],
    ['another list of libraries', { json: { data: {} } }, 'UnexpectedReply'],
    ['the list of libraries: 401', refused, 'UnexpectedReply'],
    ['the list of libraries: 403', { status: 403 }, 'PermissionDenied'],
    ['the list of libraries: 500', { status: 500 }, 'ServiceUnavailable'],
  ]).map((row): Row => ({ ...row, ...closed })),
  ...saying('me', [
    ['403', { status: 403 }, 'PermissionDenied'],
    ['wrong host: no JSON', { text: 'hello' }, 'TargetNotFound', 1],
    ['wrong host: 404', { status: 404 }, 'TargetNotFound', 2],
    ['no user', noUser, 'UnexpectedReply'],
    ['a user without customer', me({ customer_id: '' }), 'UnexpectedReply'],
  ]),
  { name: 'another customer', config: { customerId: '9' }, expect: { reason: 'IdentityMismatch', causes: 1 } },
  { name: 'an address as host', config: { host: 'https://a' }, offline: true, expect: 'InvalidConfiguration' },
  ...responded(
    saying('token', [
      ['invalid_client', tokenError('invalid_client'), 'CredentialsRejected'],
      ['invalid_client with 401', tokenError('invalid_client', 'No', 401), 'CredentialsRejected'],
      ['invalid_grant that names the password', tokenError('invalid_grant', 'Invalid password'), 'CredentialsRejected'],
      ['invalid_grant that says ended', tokenError('invalid_grant', 'It has expired', 401), 'CredentialsExpired'],
      ['invalid_grant, any cause', tokenError('invalid_grant', 'Invalid, expired or revoked grant'), 'AccessRefused'],
      ['invalid_grant with 401', tokenError('invalid_grant', undefined, 401), 'AccessRefused'],
      ['400 without error', { status: 400, json: { message: 'No' } }, 'UnexpectedReply'],
      ['unauthorized_client', tokenError('unauthorized_client'), 'InteractionRequired'],
      ['unsupported_grant_type', tokenError('unsupported_grant_type'), 'InvalidConfiguration'],
      ['temporarily_unavailable', tokenError('temporarily_unavailable'), 'ServiceUnavailable'],
      ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
    ]),
  ),
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  ...generalRows('me', { 'web page': 'TargetNotFound' }),
];

const twice: Row[] = [
  {
    name: '401 on a new token, then accepted',
    replies: { me: [refused, me()] },
    hits: { token: 2 },
    expect: 'Verified',
  },
  {
    name: '401 on two new tokens',
    replies: { me: refused },
    hits: { token: 2, me: 2 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
];
// A second sign-in would send the password again.
const once: Row[] = [
  {
    name: '401 on a new token, and then it would be accepted',
    replies: { me: [refused, me()] },
    hits: { token: 1, me: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    name: '401 on the new token',
    replies: { me: refused },
    hits: { token: 1, me: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
];

const config = { host: 'cloudimanage.com' };
const client = { clientId: 'app-1', clientSecret };
const byPassword: FakedMethod = {
  method: 'password',
  routes: routes('password'),
  config,
  secret: { ...client, username: 'svc', password },
  canaries: [minted],
  signIn: ['token'],
};
const refresh: FakedMethod = {
  method: 'oauth-refresh',
  routes: routes('refresh'),
  config,
  secret: { ...client, refreshToken },
  canaries: [minted, nextRefreshToken],
  signIn: ['token'],
};
const service: FakedMethod = { ...byPassword, method: 'client-credentials', routes: routes('client'), secret: client };
const { clientSecret: _none, ...bare } = byPassword.secret;

function wrong(key: string, reason: 'AccessRefused' | 'CredentialsRejected', causes: number): Row[] {
  return [
    {
      kind: 'rejected',
      name: `a wrong ${key}, sent once`,
      secret: { [key]: 'canary-wrong-value' },
      hits: { token: 1 },
      expect: { reason, ...(reason === 'AccessRefused' ? { causes } : {}) },
    },
    { name: '401 without error', replies: { token: refused }, expect: { reason: 'AccessRefused', causes: causes + 2 } },
  ];
}

export const cases: PlatformCases = [
  ...methodCases(byPassword, [
    ...apiRows,
    ...once,
    ...wrong('password', 'AccessRefused', 3),
    ...missingRows('clientId', 'username', 'password'),
  ]),
  ...methodCases({ ...byPassword, routes: routes('password', false), secret: bare }, [
    { kind: 'connected', name: 'an application without secret', expect: 'Verified' },
  ]),
  ...methodCases(refresh, [
    ...apiRows,
    ...twice,
    ...wrong('refreshToken', 'AccessRefused', 2),
    ...refreshRows({ issued, next: nextRefreshToken, probe: 'me' }),
    ...missingRows('clientId', 'refreshToken'),
  ]),
  ...methodCases(service, [
    ...apiRows,
    ...twice,
    ...wrong('clientSecret', 'CredentialsRejected', 0),
    ...missingRows('clientId', 'clientSecret'),
  ]),
];
