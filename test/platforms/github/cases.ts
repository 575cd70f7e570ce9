import { foreignKey, goodKey, issued, minted, ofApp, ofUser, refusal, repository, token, user } from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { everything, inRepository, limits, readOnly, repositoryRows, userRows } from './rows.ts';

const personal: FakedMethod = {
  method: 'personal-access-token',
  routes: ofUser('https://api.github.com'),
  secret: { token },
};
const residency: FakedMethod = {
  ...personal,
  routes: ofUser('https://api.acme.ghe.com'),
  config: { apiUrl: 'https://api.acme.ghe.com' },
};
const server: FakedMethod = {
  ...personal,
  routes: ofUser('https://git.example.com/api/v3'),
  config: { apiUrl: 'https://git.example.com/api/v3/' },
};
const serverRows: Row[] = [
  {
    kind: 'connected',
    name: 'Enterprise Server, an administrator',
    requires: { role: 'Administrator' },
    replies: { user: user({ site_admin: true }) },
    expect: { reason: 'Verified', account: { administrator: true, tenant: 'git.example.com' } },
  },
  { name: 'Enterprise Server, no administrator', requires: { role: 'Administrator' }, expect: 'PermissionDenied' },
  {
    name: 'Enterprise Server, a repository',
    requires: { path: 'acme/handbook' },
    replies: { repository: repository({ pull: true, push: true }, {}, { 'x-oauth-scopes': 'repo' }) },
    expect: { reason: 'Verified', access: everything },
  },
];

const app: FakedMethod = {
  method: 'app',
  routes: ofApp,
  config: { appId: '123456', installationId: '7654321' },
  secret: { privateKey: goodKey },
  canaries: [minted],
  signIn: ['app'],
};
const otherText = refusal(401, 'Something else');
const appRows: Row[] = [
  {
    kind: 'connected',
    name: 'an installation',
    hits: { app: 1, token: 1, repositories: 1 },
    expect: {
      reason: 'Verified',
      account: { id: '123456', name: 'migrator', tenant: 'api.github.com' },
      access: everything,
    },
  },
  {
    kind: 'connected',
    name: 'an installation that may read, in a repository',
    ...inRepository,
    replies: { token: issued({ metadata: 'read', contents: 'read' }) },
    hits: { repository: 1 },
    expect: { reason: 'Verified', access: readOnly },
  },
  {
    name: 'an installation without Contents',
    requires: { access: ['Read'] },
    replies: { token: issued({ metadata: 'read' }) },
    expect: { reason: 'PermissionDenied', about: /^read$/ },
  },
  {
    kind: 'rejected',
    name: 'a key of another app',
    secret: { privateKey: foreignKey },
    hits: { app: 1 },
    expect: { reason: 'CredentialsRejected', causes: 2 },
  },
  ...responded(
    saying('app', [
      ...limits,
      ['iat', refusal(401, "'Issued at' claim ('iat') must be an Integer in the past"), 'ClockSkew'],
      ['exp', refusal(401, "'Expiration time' claim ('exp') is too far in the future"), 'ClockSkew'],
      ['wrong app id', refusal(401, 'Integration not found'), 'CredentialsRejected', 2],
      ['401 of another text', otherText, 'AccessRefused', 2],
      ['401 of another text, clocks differ', { ...otherText, dateMs: 120_000 }, 'ClockSkew'],
      ['401 of another text, no Date', { ...otherText, dateMs: 'none' }, 'UnexpectedReply'],
      ['no id', { json: { name: 'x' } }, 'UnexpectedReply'],
    ]),
    'signIn',
  ),
  ...saying('token', [
    ...limits,
    ['trap: 404 on the installation', refusal(404, 'Not Found'), 'TargetNotFound', 2],
    ['suspended', refusal(403, 'This installation has been suspended'), 'CredentialsRevoked'],
    ['no token', { status: 201, json: { permissions: {} } }, 'UnexpectedReply'],
  ]).map((row) => ({ ...row, name: `installation: ${row.name}` })),
  ...saying('repositories', [
    ...limits,
    ['401 on a token made a moment ago', refusal(401, 'Bad credentials'), 'UnexpectedReply'],
    ['403', refusal(403, 'No'), 'PermissionDenied'],
  ]).map((row) => ({ ...row, name: `repositories: ${row.name}` })),
  ...repositoryRows,
  {
    kind: 'malformed secret',
    name: 'key cut off',
    secret: { privateKey: goodKey.slice(0, 400) },
    expect: { reason: 'SecretInvalid', about: /privateKey.*cut off/ },
  },
  {
    kind: 'malformed secret',
    name: 'no key',
    without: ['privateKey'],
    expect: { reason: 'SecretKeyMissing', about: /privateKey/ },
  },
  { name: 'no installation', without: ['installationId'], offline: true, expect: 'InvalidConfiguration' },
  ...generalRows('repositories'),
];

export const cases: PlatformCases = [
  ...methodCases(personal, userRows),
  ...methodCases(residency, [{ kind: 'connected', name: 'data residency', expect: 'Verified' }]),
  ...methodCases(server, serverRows),
  ...methodCases(app, appRows),
];
