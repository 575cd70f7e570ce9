import { expect } from '@jest/globals';
import { failure } from '../../../src/connectors/failure.ts';
import {
  apiError,
  clientRoutes,
  clientSecret,
  foreignKey,
  goodKey,
  issued,
  jwtRoutes,
  me,
  minted,
  oauthError,
  password,
  passwordRoutes,
  refreshRoutes,
  refreshToken,
  securityToken,
} from './fake.ts';
import { methodCases, type FakedMethod, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { missingRows } from '../shared/secrets/missing.ts';
import { apiRows, renewedRows, tokenRows } from './rows.ts';

const canaries = [minted];
const signIn = ['token'];
const client = { clientId: '3MVG9.client', clientSecret };
const acting = { clientId: '3MVG9.client', username: 'migration@example.com' };

const jwt: FakedMethod = {
  method: 'jwt-bearer',
  routes: jwtRoutes(),
  config: acting,
  secret: { privateKey: goodKey },
  canaries,
  signIn,
};
const expired = { token: oauthError('invalid_grant', 'expired authorization code') };
const jwtCases = [
  ...methodCases(jwt, [
    ...apiRows,
    ...renewedRows,
    ...tokenRows,
    {
      kind: 'rejected',
      name: 'a key that is not of the certificate',
      secret: { privateKey: foreignKey },
      hits: { token: 1 },
      expect: { reason: 'AccessRefused', causes: 2 },
    },
    { name: 'trap: the assertion was over on arrival', replies: expired, expect: 'ClockSkew' },
    {
      kind: 'malformed secret',
      name: 'key cut off',
      secret: { privateKey: goodKey.slice(0, 400) },
      expect: { reason: 'SecretInvalid', about: /privateKey/ },
    },
    ...missingRows('privateKey'),
    { name: 'no user', without: ['username'], offline: true, expect: 'InvalidConfiguration' },
  ]),
  ...onHost('test.salesforce.com', 'https://test.salesforce.com'),
  ...onHost('acme--uat.sandbox.my.salesforce.com', 'https://test.salesforce.com'),
  ...onHost('acme.my.salesforce.com', 'https://login.salesforce.com'),
];

function onHost(host: string, audience: string) {
  const faked = { ...jwt, routes: jwtRoutes(host, audience), config: { ...acting, loginUrl: `https://${host}` } };
  return methodCases(faked, [{ kind: 'connected', name: `audience at ${host}`, expect: 'Verified' }]);
}

const wrongSecret: Row = {
  kind: 'rejected',
  name: 'a wrong client secret',
  secret: { clientSecret: 'canary-wrong-secret' },
  hits: { token: 1 },
  expect: { reason: 'CredentialsRejected', causes: 1 },
};
const credentials: FakedMethod = {
  method: 'client-credentials',
  routes: clientRoutes,
  config: { myDomainUrl: 'https://acme.my.salesforce.com/' },
  secret: client,
  canaries,
  signIn,
};
const refresh: FakedMethod = {
  method: 'refresh-token',
  routes: refreshRoutes,
  secret: { ...client, refreshToken },
  canaries: [minted, 'canary-next-token-86'],
  signIn,
};
const rotated = { token: issued({ refresh_token: 'canary-next-token-86' }) };
const lost = failure('TokenNotRefreshable');
const refreshRows: Row[] = [
  {
    kind: 'connected',
    name: 'a new refresh token is kept',
    replies: rotated,
    context: {
      keepRefreshToken: (token) => {
        expect(token).toBe('canary-next-token-86');
        return Promise.resolve(undefined);
      },
    },
    hits: { me: 1 },
    expect: 'Verified',
  },
  {
    name: 'a new refresh token that cannot be kept: the access token is not used',
    replies: { ...rotated, me: 'reset' },
    context: { keepRefreshToken: () => Promise.resolve(lost) },
    hits: { token: 1 },
    expect: 'TokenNotRefreshable',
  },
  {
    kind: 'rejected',
    name: 'a refresh token that is over',
    secret: { refreshToken: 'canary-ended-token' },
    hits: { token: 1 },
    expect: 'CredentialsExpired',
  },
  { name: 'settings of another method', config: acting, offline: true, expect: 'InvalidConfiguration' },
  ...missingRows('refreshToken', 'clientId'),
];

const person: FakedMethod = {
  method: 'username-password',
  routes: passwordRoutes,
  secret: { ...client, username: 'migration@example.com', password, securityToken },
  canaries,
  signIn,
};
const personRows: Row[] = [
  {
    name: 'a new session, refused: the password is not sent again',
    replies: { me: [apiError(401, 'INVALID_SESSION_ID'), me()] },
    hits: { token: 1, me: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    kind: 'rejected',
    name: 'trap: a wrong password is sent once, and is one cause of several',
    secret: { password: 'canary-wrong-password' },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 4 },
  },
  ...missingRows('password', 'securityToken'),
];

export const cases: PlatformCases = [
  ...jwtCases,
  ...methodCases(credentials, [
    ...apiRows,
    ...renewedRows,
    ...tokenRows,
    wrongSecret,
    { name: 'no My Domain', without: ['myDomainUrl'], offline: true, expect: 'InvalidConfiguration' },
    ...missingRows('clientSecret'),
  ]),
  ...methodCases(refresh, [...apiRows, ...renewedRows, ...tokenRows, ...refreshRows]),
  ...methodCases(person, [...apiRows, ...tokenRows, ...personRows]),
];
