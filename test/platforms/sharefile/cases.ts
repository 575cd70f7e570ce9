import {
  api,
  clientSecret,
  issued,
  minted,
  oauthError,
  odata,
  password,
  passwordToken,
  refreshRoute,
  refreshToken,
  session,
} from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { refreshCases } from '../../support/refresh-cases.ts';
import type { PlatformCases } from '../case.ts';

const account = {
  id: 'u-1',
  name: 'Mia Grant',
  email: 'svc@acme.example',
  tenant: 'acme',
  administrator: true,
};
const asked: Pick<Row, 'requires'> = { requires: { access: ['Read', 'Write'] } };
const rights = { read: 'Granted', write: 'Granted', delete: 'Denied' } as const;

const rows: Row[] = [
  { kind: 'connected', name: 'good', hits: { token: 1, me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'rights at home',
    ...asked,
    hits: { home: 1 },
    expect: { reason: 'Verified', access: rights },
  },
  {
    name: 'no right to upload to what is shared',
    config: { root: 'shared' },
    ...asked,
    hits: { shared: 1 },
    expect: { reason: 'PermissionDenied', about: /^write$/, account: { id: 'u-1' } },
  },
  {
    kind: 'connected',
    name: 'rights in a folder',
    requires: { path: 'fo4711' },
    hits: { folder: 1 },
    expect: { reason: 'Verified', access: { ...rights, delete: 'Granted' } },
  },
  {
    name: 'trap: the credential opens another account',
    replies: { token: issued({ subdomain: 'other' }) },
    hits: { token: 1 },
    expect: { reason: 'IdentityMismatch', causes: 1 },
  },
  {
    name: 'trap: the reply names a host that is none of ours',
    replies: { token: issued({ apicp: 'collector.example.org' }) },
    expect: { reason: 'EgressDenied', stage: 'Authorized' },
  },
  ...saying('token', [
    ['invalid_client, 400', oauthError('invalid_client'), 'CredentialsRejected', 1],
    ['invalid_client, 401', oauthError('invalid_client', 401), 'CredentialsRejected', 1],
    ['token: 429', { status: 429 }, 'RateLimited'],
    ['token: 509', { status: 509 }, 'RateLimited'],
    ['token: 503', { status: 503 }, 'ServiceUnavailable'],
    ['no token', { json: { expires_in: 1 } }, 'UnexpectedReply'],
  ]),
  // A token was issued, so they come after acceptance.
  ...saying('token', [
    ['no subdomain to compare', issued({ subdomain: undefined }), 'UnexpectedReply'],
    ['an empty subdomain', issued({ subdomain: '' }), 'UnexpectedReply'],
    ['trap: a subdomain of null', issued({ subdomain: null }), 'UnexpectedReply'],
    ['no host of the API', issued({ apicp: undefined }), 'UnexpectedReply'],
  ]).map((row): Row => ({ ...row, expect: { reason: 'UnexpectedReply', stage: 'Authorized' } })),
  ...saying('me', [
    ['403', odata(403, 'Forbidden'), 'PermissionDenied'],
    ['404', odata(404, 'NotFound'), 'TargetNotFound'],
    ['509', { status: 509 }, 'RateLimited'],
    [
      'trap: a list of users is no identity',
      { json: { value: [{ Id: 'u-1', Email: 'a@b.example' }] } },
      'UnexpectedReply',
    ],
    ['an anonymous principal', session({ Id: '', Email: '' }), 'UnexpectedReply'],
    ['trap: an id of null', session({ Id: null }), 'UnexpectedReply'],
    ['trap: an e-mail address of null', session({ Email: null }), 'UnexpectedReply'],
  ]),
  ...saying('home', [
    ['folder not allowed', odata(403, 'Forbidden'), 'PermissionDenied'],
    ['folder not found', odata(404, 'NotFound'), 'TargetNotFound'],
  ]).map((row) => ({ ...row, ...asked })),
  {
    name: 'the address instead of the subdomain',
    config: { subdomain: 'acme.sharefile.com' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /subdomain/ },
  },
  {
    kind: 'malformed secret',
    name: 'no client secret',
    without: ['clientSecret'],
    expect: { reason: 'SecretKeyMissing', about: /clientSecret/ },
  },
  ...generalRows('me'),
];

const client = { clientId: 'client-1', clientSecret };
const passwordMethod: FakedMethod = {
  method: 'password',
  routes: { ...api(), token: passwordToken },
  config: { subdomain: 'acme' },
  secret: { ...client, username: 'svc@acme.example', password },
  canaries: [minted, refreshToken],
  signIn: ['token'],
};
const refresh: FakedMethod = {
  ...passwordMethod,
  method: 'oauth-refresh',
  routes: { ...api(), token: refreshRoute },
  secret: { ...client, refreshToken },
};
const elsewhere = { ...passwordMethod, routes: { ...api('https://acme.sf-api.com'), token: passwordToken } };

export const cases: PlatformCases = [
  ...methodCases(passwordMethod, [
    ...rows,
    {
      kind: 'rejected',
      name: 'a wrong password, sent once',
      secret: { password: 'canary-wrong-55' },
      hits: { token: 1 },
      expect: { reason: 'AccessRefused', causes: 4 },
    },
    {
      name: 'trap: 401 on a new token, the password is not sent again',
      replies: { me: [odata(401, 'Unauthorized'), session()] },
      hits: { token: 1, me: 1 },
      expect: 'UnexpectedReply',
    },
    {
      name: 'trap: 401 on a new token, again and again',
      replies: { me: odata(401, 'Unauthorized') },
      hits: { token: 1, me: 1 },
      expect: 'UnexpectedReply',
    },
  ]),
  ...methodCases(elsewhere, [
    {
      kind: 'connected',
      name: 'the API is at another host of the platform',
      replies: { token: issued({ apicp: 'sf-api.com' }) },
      expect: { reason: 'Verified', account },
    },
  ]),
  ...methodCases(refresh, [
    ...rows,
    {
      kind: 'rejected',
      name: 'a refresh token that has ended',
      secret: { refreshToken: 'canary-ended-56' },
      hits: { token: 1 },
      expect: { reason: 'AccessRefused', causes: 2 },
    },
    {
      name: '401 on a new token, then accepted',
      replies: { me: [odata(401, 'Unauthorized'), session()] },
      hits: { token: 2 },
      expect: 'Verified',
    },
    {
      name: '401 on two new tokens',
      replies: { me: odata(401, 'Unauthorized') },
      hits: { token: 2, me: 2 },
      expect: 'UnexpectedReply',
    },
  ]),
  ...refreshCases(refresh, { token: 'token', test: 'me', issue: (fresh) => issued({ refresh_token: fresh }) }),
];
