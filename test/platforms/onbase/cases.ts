import {
  clientSecret,
  clientToken,
  groups,
  issued,
  opaqueToken,
  password,
  routes,
  sessionId,
  username,
  userToken,
} from './fake.ts';
import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { missing } from '../shared/secrets/missing.ts';
import { refused, rows } from './rows.ts';

const config = {
  idpUrl: 'https://onbase.example.com/identityprovider',
  apiUrl: 'https://onbase.example.com/api/',
};
const client = { clientId: 'connection-operator', clientSecret };
const byPassword: FakedMethod = {
  method: 'password',
  routes: routes('password'),
  config,
  secret: { ...client, username, password },
  canaries: [userToken, opaqueToken, sessionId],
  signIn: ['token'],
};
const passwordRows: Row[] = [
  // A second sign-in would send the password again.
  ...saying('groups', [
    ['401, and then it would be accepted', [refused, groups(), refused], 'AccessRefused', 2],
    ['401 on the token', refused, 'AccessRefused', 2],
  ]).map((row): Row => ({ ...row, hits: { token: 1 } })),
  {
    kind: 'rejected',
    name: 'a wrong password, sent once',
    secret: { password: 'canary-wrong-password' },
    hits: { token: 1 },
    expect: 'CredentialsRejected',
  },
  { kind: 'connected', name: 'the user of the token', expect: { reason: 'Verified', account: { id: username } } },
  {
    kind: 'connected',
    name: 'a token that cannot be read: the user name that the IdP has taken',
    replies: { token: issued(opaqueToken) },
    expect: { reason: 'Verified', account: { id: username, name: username } },
  },
  missing('username'),
];
const inTenant: FakedMethod = {
  ...byPassword,
  routes: routes('password', 'Finance'),
  config: { ...config, tenant: 'Finance', licenseType: 'QueryMetering' },
};

const byClient: FakedMethod = {
  method: 'client-credentials',
  routes: routes('client_credentials'),
  config,
  secret: client,
  canaries: [clientToken, opaqueToken, sessionId],
  signIn: ['token'],
};
const clientRows: Row[] = [
  ...saying('groups', [
    ['401, then accepted', [refused, groups(), refused], 'Verified'],
    ['401 on two tokens', refused, 'AccessRefused', 2],
  ]).map((row): Row => ({ ...row, hits: { token: 2 } })),
  {
    kind: 'rejected',
    name: 'a wrong client secret',
    secret: { clientSecret: 'canary-wrong-secret' },
    hits: { token: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'connected',
    name: 'the client of the token',
    expect: { reason: 'Verified', account: { id: 'connection-operator' } },
  },
  {
    kind: 'unexpected reply',
    name: 'a token that cannot be read names nobody',
    replies: { token: issued(opaqueToken) },
    expect: { reason: 'UnexpectedReply', stage: 'Authorized' },
  },
];

export const cases: PlatformCases = [
  ...methodCases(byPassword, [...rows, ...passwordRows]),
  ...methodCases(inTenant, [
    {
      kind: 'connected',
      name: 'a tenant and a licence type',
      expect: { reason: 'Verified', account: { tenant: 'Finance' } },
    },
  ]),
  ...methodCases(byClient, [...rows, ...clientRows]),
];
