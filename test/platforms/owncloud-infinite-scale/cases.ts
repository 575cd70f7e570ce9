import { basicOffered } from '../../support/basic-offered.ts';
import {
  api,
  appToken,
  basic,
  clientSecret,
  graphError,
  issued,
  issuer,
  me,
  minted,
  oauthError,
  provider,
  refreshToken,
  server,
  username,
} from './fake.ts';
import { multistatus } from '../shared/ocs/fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { refreshCases } from '../../support/refresh-cases.ts';
import { responded } from '../../support/responded.ts';
import type { Expected, PlatformCases } from '../case.ts';

const account = { id: '058bff95-6708-4fe5-91e4-9ea3d377588b', name: 'Mia Grant', email: 'svc@acme.example' };
const rights = { write: 'Granted', update: 'Granted', delete: 'Granted' } as const;

const rows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'rights in a folder',
    requires: { path: '/Finance' },
    hits: { folder: 1 },
    expect: { reason: 'Verified', access: rights },
  },
  {
    name: 'requires a right that the personal space denies',
    requires: { access: ['Write'] },
    replies: { home: multistatus('SR') },
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  ...responded(
    saying('me', [
      ['403', graphError(403, 'accessDenied'), 'PermissionDenied'],
      ['404', graphError(404, 'itemNotFound'), 'TargetNotFound', 1],
      ['a disabled account', me({ accountEnabled: false }), 'CredentialsRevoked', 1],
      ['no login', me({ onPremisesSamAccountName: undefined }), 'UnexpectedReply'],
      ['no id', me({ id: '' }), 'UnexpectedReply'],
      ['trap: an id of null', me({ id: null }), 'UnexpectedReply'],
      ['trap: a login of null', me({ onPremisesSamAccountName: null }), 'UnexpectedReply'],
    ]),
  ),
  ...saying('folder', [
    ['folder not allowed', { status: 403 }, 'PermissionDenied'],
    ['folder not found', { status: 404 }, 'TargetNotFound'],
  ]).map((row): Row => ({
    ...row,
    requires: { path: 'Finance' },
    expect: { ...(row.expect as Expected), stage: 'Authorized' },
  })),
  {
    name: 'not https',
    config: { url: 'http://ocis.example.com' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /url/ },
  },
  ...generalRows('me'),
];

const appTokenMethod: FakedMethod = {
  method: 'app-token',
  routes: api(basic),
  config: { url: server },
  secret: { username, appToken },
};
const refresh: FakedMethod = {
  method: 'oidc-refresh',
  routes: { ...api(`Bearer ${minted}`), ...provider() },
  config: { url: server, issuer },
  secret: { clientId: 'migration', clientSecret, refreshToken },
  canaries: [minted],
  signIn: ['discovery', 'token'],
};
const collector = { json: { issuer, token_endpoint: 'https://collector.example.org/token' } };

export const cases: PlatformCases = [
  ...methodCases({ ...appTokenMethod, strangers: basicOffered }, [
    ...rows,
    {
      kind: 'rejected',
      name: 'a wrong token, or tokens are not enabled; sent once',
      secret: { appToken: 'canary-wrong-85' },
      hits: { me: 1 },
      expect: { reason: 'AccessRefused', causes: 3 },
    },
    {
      name: 'a setting of the other method',
      config: { issuer },
      offline: true,
      expect: { reason: 'InvalidConfiguration', about: /issuer/ },
    },
    {
      kind: 'malformed secret',
      name: 'no token',
      without: ['appToken'],
      expect: { reason: 'SecretKeyMissing', about: /appToken/ },
    },
  ]),
  ...methodCases(refresh, [
    ...rows,
    {
      kind: 'rejected',
      name: 'a refresh token that has ended',
      secret: { refreshToken: 'canary-ended-86' },
      hits: { token: 1 },
      expect: { reason: 'AccessRefused', causes: 3 },
    },
    ...responded(
      saying('discovery', [
        ['trap: the provider sends us to another host', collector, 'EgressDenied'],
        ['no provider there', { status: 404 }, 'TargetNotFound'],
        ['no token endpoint', { json: { issuer } }, 'UnexpectedReply'],
        ['the provider is down', { status: 503 }, 'ServiceUnavailable'],
      ]),
    ),
    ...saying('token', [
      ['invalid_client', oauthError('invalid_client', 401), 'CredentialsRejected'],
      ['no token', { json: { expires_in: 300 } }, 'UnexpectedReply'],
    ]),
    {
      name: '401 on two new tokens',
      replies: { me: graphError(401, 'unauthenticated') },
      hits: { token: 2, me: 2 },
      expect: 'AccessRefused',
    },
    {
      kind: 'malformed secret',
      name: 'a line break in the refresh token',
      secret: { refreshToken: 'canary-a\nb' },
      expect: { reason: 'SecretInvalid', about: /refreshToken/ },
    },
  ]),
  ...methodCases({ ...refresh, routes: { ...api(`Bearer ${minted}`), ...provider(server) } }, [
    { kind: 'connected', name: 'the server is its own provider', without: ['issuer'], expect: 'Verified' },
  ]),
  ...refreshCases(refresh, { token: 'token', test: 'me', issue: (fresh) => issued({ refresh_token: fresh }) }),
];
