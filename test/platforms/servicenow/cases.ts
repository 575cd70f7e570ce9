import { basicOffered } from '../../support/basic-offered.ts';
import { failure } from '../../../src/connectors/failure.ts';
import {
  basicRoutes,
  clientRoutes,
  clientSecret,
  denied,
  foreignKey,
  goodKey,
  issued,
  jwtRoutes,
  me,
  minted,
  password,
  passwordRoutes,
  refreshRoutes,
  refreshToken,
  unauthorized,
  username,
} from './fake.ts';
import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { missingRows } from '../shared/secrets/missing.ts';
import { apiRows, renewedRows, tokenRows } from './rows.ts';

const config = { hostname: 'acme.service-now.com' };
const client = { clientId: 'client-1', clientSecret };
const wrongPassword = { password: 'canary-wrong-password' };

const basic: FakedMethod = { method: 'basic', routes: basicRoutes, config, secret: { username, password } };
const basicRows: Row[] = [
  {
    kind: 'rejected',
    name: 'a wrong password is sent once',
    secret: wrongPassword,
    hits: { me: 1 },
    expect: 'CredentialsRejected',
  },
  { name: 'settings of another method', config: { keyId: 'k' }, offline: true, expect: 'InvalidConfiguration' },
  ...missingRows('username', 'password'),
];

const refresh: FakedMethod = {
  method: 'oauth-refresh',
  routes: refreshRoutes,
  config,
  secret: { ...client, refreshToken },
  canaries: [minted, 'canary-next-token-75'],
  signIn: ['token'],
};
const next = { token: issued({ refresh_token: 'canary-next-token-75' }) };
const refreshRows: Row[] = [
  {
    kind: 'rejected',
    name: 'trap: a refused refresh may be a passing fault',
    secret: { refreshToken: 'canary-ended-token' },
    hits: { token: 1 },
    expect: 'UnexpectedReply',
  },
  { name: 'access_denied', replies: { token: denied('access_denied') }, expect: 'UnexpectedReply' },
  {
    name: 'a new refresh token that cannot be kept: the access token is not used',
    replies: { ...next, me: 'reset' },
    context: { keepRefreshToken: () => Promise.resolve(failure('TokenNotRefreshable')) },
    expect: 'TokenNotRefreshable',
  },
  {
    kind: 'connected',
    name: 'a new refresh token is kept',
    replies: next,
    context: {
      keepRefreshToken: (token) =>
        Promise.resolve(token === 'canary-next-token-75' ? undefined : failure('TokenNotRefreshable')),
    },
    expect: 'Verified',
  },
  ...missingRows('refreshToken'),
];

const person: FakedMethod = {
  method: 'oauth-password',
  routes: passwordRoutes,
  config,
  secret: { ...client, username, password },
  canaries: [minted],
  signIn: ['token'],
};
const personRows: Row[] = [
  {
    name: 'trap: a token that is still the old one proves no sign-in, and the password is not sent again',
    replies: { me: unauthorized },
    hits: { token: 1, me: 1 },
    expect: 'UnexpectedReply',
  },
  {
    name: 'trap: a token that is refused: the password is not sent again',
    replies: { me: [unauthorized, me()] },
    hits: { token: 1, me: 1 },
    expect: 'UnexpectedReply',
  },
  {
    kind: 'rejected',
    name: 'trap: a wrong password is sent once, and is one cause of several',
    secret: wrongPassword,
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  ...saying('token', [['access_denied', denied('access_denied'), 'AccessRefused', 3]]),
  ...missingRows('password'),
];

const service: FakedMethod = {
  method: 'client-credentials',
  routes: clientRoutes,
  config,
  secret: client,
  canaries: [minted],
  signIn: ['token'],
};
const serviceRows: Row[] = [
  {
    kind: 'rejected',
    name: 'a wrong client secret',
    secret: { clientSecret: 'canary-wrong-secret' },
    hits: { token: 1 },
    expect: 'CredentialsRejected',
  },
  ...saying('token', [['access_denied', denied('access_denied'), 'AccessRefused', 3]]),
  ...missingRows('clientSecret'),
];

const jwt: FakedMethod = {
  method: 'jwt-bearer',
  routes: jwtRoutes,
  config: { ...config, keyId: 'kid-1', userIdentifier: username },
  secret: { ...client, privateKey: goodKey },
  canaries: [minted],
  signIn: ['token'],
};
const jwtRows: Row[] = [
  {
    kind: 'rejected',
    name: 'a key that is not of the verifier map',
    secret: { privateKey: foreignKey },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 4 },
  },
  {
    name: 'refused, clocks differ',
    replies: { token: denied('access_denied', { dateMs: 120_000 }) },
    expect: 'ClockSkew',
  },
  {
    name: 'refused, no Date',
    replies: { token: denied('access_denied', { dateMs: 'none' }) },
    expect: 'UnexpectedReply',
  },
  {
    kind: 'malformed secret',
    name: 'key cut off',
    secret: { privateKey: goodKey.slice(0, 400) },
    expect: { reason: 'SecretInvalid', about: /privateKey/ },
  },
  ...missingRows('privateKey'),
  { name: 'no key id', without: ['keyId'], offline: true, expect: 'InvalidConfiguration' },
];

export const cases: PlatformCases = [
  ...methodCases({ ...basic, strangers: basicOffered }, [...apiRows, ...basicRows]),
  ...methodCases(refresh, [...apiRows, ...tokenRows, ...renewedRows, ...refreshRows]),
  ...methodCases(person, [...apiRows, ...tokenRows, ...personRows]),
  ...methodCases(service, [...apiRows, ...tokenRows, ...renewedRows, ...serviceRows]),
  ...methodCases(jwt, [...apiRows, ...tokenRows, ...renewedRows, ...jwtRows]),
];
