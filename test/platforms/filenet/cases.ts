import { basicOffered } from '../../support/basic-offered.ts';
import {
  basicRoutes,
  clientRoutes,
  clientSecret,
  failed,
  folder,
  info,
  minted,
  password,
  storedToken,
  tokenError,
  tokenRoutes,
  username,
} from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missing } from '../shared/secrets/missing.ts';

const account = { id: username, name: username, tenant: 'OS1' };
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const noUser = { data: { _apiInfo: { cpeInfo: null } } };

const rows: Row[] = [
  { kind: 'connected', name: 'good', hits: { info: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'errors is an empty list',
    replies: { info: { json: { errors: [], ...info().json } } },
    expect: 'Verified',
  },
  {
    kind: 'connected',
    name: 'rights at the root',
    requires: { access: ['Read', 'Write'] },
    hits: { folder: 1 },
    expect: { reason: 'Verified', access: { ...all, delete: 'Denied' } },
  },
  {
    kind: 'connected',
    name: 'rights in a folder, whose name cannot get out of the query',
    requires: { path: '/Finance "2026"/Q1', access: ['Delete'] },
    replies: { folder: folder(1 + 2 + 16 + 65_536) },
    expect: { reason: 'Verified', access: all },
  },
  {
    name: 'requires a right that is not there',
    requires: { access: ['Write'] },
    replies: { folder: folder(1 + 128) },
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  ...saying('folder', [
    ['folder not found', failed('FNRCE0051E: E_OBJECT_NOT_FOUND', { folder: null }), 'TargetNotFound'],
    ['folder not allowed', failed('FNRCE0001E: E_ACCESS_DENIED', { folder: null }), 'PermissionDenied'],
  ]).map((row): Row => ({ ...row, requires: { access: ['Read'] } })),
  ...responded(
    saying('info', [
      ['trap: 200 with errors', failed('something else', noUser), 'UnexpectedReply'],
      ['trap: errors beside a user', { json: { ...failed('something else').json, ...info().json } }, 'UnexpectedReply'],
      ['trap: no errors and no cpeInfo', info(null), 'UnexpectedReply'],
      ['cpeInfo without a user', info({ cpeUser: null }), 'UnexpectedReply'],
      ['trap: nobody has signed in', info({ cpeUser: 'UNAUTHENTICATED' }), 'UnexpectedReply'],
      ['no such object store', failed('FNRCE0051E: E_OBJECT_NOT_FOUND'), 'TargetNotFound'],
      ['object store not allowed', failed('FNRCE0001E: E_ACCESS_DENIED'), 'PermissionDenied'],
      ['trap: 403 though header and cookie were sent', { status: 403 }, 'AccessRefused', 2],
    ]),
  ),
  {
    name: 'an object store that gets out of the query',
    config: { objectStore: 'OS1"){x}' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /objectStore/ },
  },
  { name: 'no object store', without: ['objectStore'], offline: true, expect: 'InvalidConfiguration' },
  {
    name: 'the address of another page',
    config: { graphqlUrl: 'https://filenet.example.com/FileNet/Engine' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /graphqlUrl/ },
  },
  ...generalRows('info'),
];

const unknown = failed('FNRCE0040E: E_NOT_AUTHENTICATED');

const config = {
  graphqlUrl: 'https://filenet.example.com/content-services-graphql/graphql',
  objectStore: 'OS1',
};
const basic: FakedMethod = {
  method: 'basic',
  routes: basicRoutes,
  config,
  secret: { username, password },
  strangers: basicOffered,
  strangersAt: ['info'],
};
const basicRows: Row[] = [
  {
    kind: 'rejected',
    name: 'a wrong password, sent once',
    secret: { password: 'canary-wrong-password' },
    hits: { info: 1 },
    expect: 'CredentialsRejected',
  },
  { name: 'E_NOT_AUTHENTICATED', replies: { info: unknown }, hits: { info: 1 }, expect: 'CredentialsRejected' },
  missing('password'),
];

const stored: FakedMethod = { method: 'token', routes: tokenRoutes, config, secret: { accessToken: storedToken } };
const storedRows: Row[] = [
  {
    kind: 'rejected',
    name: 'a token that has ended',
    secret: { accessToken: 'canary-ended-token' },
    hits: { info: 1 },
    expect: { reason: 'TokenNotRefreshable', causes: 2 },
  },
  { name: 'E_NOT_AUTHENTICATED', replies: { info: unknown }, expect: 'CredentialsRejected' },
  {
    kind: 'malformed secret',
    name: 'a line break in the token',
    secret: { accessToken: 'canary-first\nsecond' },
    expect: { reason: 'SecretInvalid', about: /accessToken/ },
  },
  missing('accessToken'),
];

const client: FakedMethod = {
  method: 'client-credentials',
  routes: clientRoutes,
  signIn: ['token'],
  config: { ...config, tokenUrl: 'https://id.example.com/oauth2/token', scope: 'openid' },
  secret: { clientId: 'connection-operator', clientSecret },
  canaries: [minted],
};
const clientRows: Row[] = [
  {
    kind: 'connected',
    name: 'a provider that says token',
    replies: { token: { json: { token: minted } } },
    expect: 'Verified',
  },
  {
    kind: 'rejected',
    name: 'a wrong client secret',
    secret: { clientSecret: 'canary-wrong-secret' },
    hits: { token: 1 },
    expect: 'CredentialsRejected',
  },
  ...responded(
    saying('token', [
      ['trap: 200 without a token', { json: { expires_in: 1 } }, 'UnexpectedReply'],
      ['invalid_grant', tokenError('invalid_grant'), 'AccessRefused', 2],
      ['unauthorized_client', tokenError('unauthorized_client'), 'InteractionRequired'],
      ['invalid_scope', tokenError('invalid_scope'), 'InvalidConfiguration'],
    ]),
  ),
  {
    name: 'E_NOT_AUTHENTICATED on a new token',
    replies: { info: unknown },
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  { name: '401, then accepted', replies: { info: [{ status: 401 }, info()] }, hits: { token: 2 }, expect: 'Verified' },
  {
    name: '401 on two tokens',
    replies: { info: { status: 401 } },
    hits: { token: 2, info: 2 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  { name: 'no token address', without: ['tokenUrl'], offline: true, expect: 'InvalidConfiguration' },
  missing('clientSecret'),
];

export const cases: PlatformCases = [
  ...methodCases(basic, [...rows, ...basicRows]),
  ...methodCases(stored, [...rows, ...storedRows]),
  ...methodCases(client, [...rows, ...clientRows]),
];
