import { basicOffered } from '../../support/basic-offered.ts';
import {
  apiError,
  basicRoutes,
  clientSecret,
  me,
  minted,
  oidcRoutes,
  password,
  ticket,
  ticketRoutes,
  tokenError,
  username,
} from './fake.ts';
import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missing } from '../shared/secrets/missing.ts';
import { url, peopleRows } from './rows.ts';

const wrong: Row = {
  kind: 'rejected',
  name: 'a wrong password',
  secret: { password: 'canary-wrong-password' },
  expect: 'CredentialsRejected',
};
const account_ = { username, password };
const basic: FakedMethod = { method: 'basic', routes: basicRoutes, config: { url }, secret: account_ };
const byTicket: FakedMethod = {
  ...basic,
  method: 'ticket',
  routes: ticketRoutes,
  signIn: ['login', 'check'],
  canaries: [ticket],
};
const ticketRows: Row[] = responded([
  { kind: 'connected', name: 'the ticket is ended', hits: { login: 1, check: 1, logout: 1 }, expect: 'Verified' },
  { ...wrong, name: 'trap: a wrong password is a 403', hits: { login: 1 } },
  ...saying('login', [
    ['a field is missing', apiError(400), 'InvalidConfiguration', 1],
    ['no ticket in the reply', { status: 201, json: { entry: {} } }, 'UnexpectedReply'],
  ]),
  ...saying('login', [['SAML is enforced', apiError(501), 'InteractionRequired', 1]]),
  ...saying('check', [
    ['trap: a fresh ticket is not found', apiError(404), 'AccessRefused', 2],
    ['the ticket does not arrive', apiError(400), 'InvalidConfiguration', 1],
    ['a fresh ticket is refused', apiError(401), 'UnexpectedReply'],
  ]).map((row): Row => ({ ...row, hits: { login: 1, check: 1 } })),
  { name: '401 with a fresh ticket', replies: { me: apiError(401) }, hits: { login: 1 }, expect: 'UnexpectedReply' },
  { kind: 'timed out', name: 'no ticket in time', replies: { login: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  missing('password'),
]);

const config = { url, issuerUrl: 'https://id.example.com/auth/realms/alfresco' };
const client = { clientId: 'connection-operator', clientSecret };
const service: FakedMethod = {
  method: 'oidc-client-credentials',
  routes: oidcRoutes('client_credentials'),
  signIn: ['token'],
  config,
  secret: client,
  canaries: [minted],
};
const person: FakedMethod = {
  ...service,
  method: 'oidc-password',
  routes: oidcRoutes('password'),
  secret: { ...client, ...account_ },
};
const tokenRows: Row[] = responded([
  { name: 'no realm', without: ['issuerUrl'], offline: true, expect: 'InvalidConfiguration' },
  ...saying('token', [
    ['a wrong client', tokenError('invalid_client'), 'CredentialsRejected'],
    ['the grant is not allowed', tokenError('unauthorized_client', 'Not allowed', 400), 'InteractionRequired'],
    ['invalid_grant without a text', tokenError('invalid_grant'), 'AccessRefused', 3],
    ['another scope', tokenError('invalid_scope', 'No', 400), 'InvalidConfiguration'],
    ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
    ['the realm is not there', { status: 404, json: { error: 'Realm does not exist' } }, 'TargetNotFound'],
  ]),
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
]);
const serviceRows: Row[] = [
  { name: '401, then accepted', replies: { me: [apiError(401), me()] }, hits: { token: 2 }, expect: 'Verified' },
  { name: '401 on two tokens', replies: { me: apiError(401) }, hits: { token: 2 }, expect: 'AccessRefused' },
];
// A second sign-in would send the password again.
const userRows: Row[] = [
  {
    name: '401, and then it would be accepted',
    replies: { me: [apiError(401), me()] },
    hits: { token: 1 },
    expect: 'AccessRefused',
  },
  { name: '401 on the token', replies: { me: apiError(401) }, hits: { token: 1 }, expect: 'AccessRefused' },
  ...saying('token', [
    ['a disabled account', tokenError('invalid_grant', 'Account disabled', 400), 'CredentialsRevoked'],
    ['an action to do', tokenError('invalid_grant', 'Account is not fully set up', 400), 'InteractionRequired', 1],
  ]),
];

export const cases: PlatformCases = [
  ...methodCases({ ...basic, strangers: basicOffered }, [
    ...peopleRows,
    { ...wrong, hits: { me: 1 } },
    missing('username'),
  ]),
  ...methodCases(byTicket, [...peopleRows, ...ticketRows]),
  ...methodCases(service, [
    ...peopleRows,
    ...tokenRows,
    ...serviceRows,
    {
      kind: 'rejected',
      name: 'a wrong client secret',
      secret: { clientSecret: 'canary-wrong-secret' },
      hits: { token: 1 },
      expect: 'CredentialsRejected',
    },
    missing('clientSecret'),
  ]),
  ...methodCases(person, [
    ...peopleRows,
    ...tokenRows,
    ...userRows,
    { ...wrong, hits: { token: 1 } },
    missing('clientId'),
  ]),
  ...methodCases(
    { ...person, routes: oidcRoutes('password', false), secret: { clientId: client.clientId, ...account_ } },
    [{ kind: 'connected', name: 'a public client', expect: 'Verified' }],
  ),
];
