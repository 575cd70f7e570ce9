import type { Reason } from '../../../src/api/reasons.ts';
import { type FakeReply } from '../../support/fake-platform.ts';
import { methodCases, type FakedMethod, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { missing } from '../shared/secrets/missing.ts';
import {
  api,
  apiError,
  ccgToken,
  clientSecret,
  encrypted,
  foreignKey,
  issued,
  jwtToken,
  me,
  minted,
  oauthError,
  passphrase,
  split,
} from './fake.ts';
import { refreshCases } from './refresh-cases.ts';
import { account, apiRows, inFolder, mismatch, tokenRows, wrongSecret } from './rows.ts';

const subText = "Please check the 'sub' claim. The 'sub' specified is invalid.";
const otherText = (more?: FakeReply) => ({ token: oauthError('invalid_grant', subText, more) });

const signIn = ['token', 'split'];
const parts = { clientId: 'client-1', clientSecret, publicKeyId: 'key-1', privateKey: encrypted, passphrase };
const asEnterprise = { ...api(minted), split, token: jwtToken('123456', 'enterprise') };
const jwt: FakedMethod = {
  method: 'jwt',
  routes: asEnterprise,
  signIn,
  config: { enterpriseId: '123456' },
  secret: parts,
  canaries: [minted],
};
const jwtRows: Row[] = [
  ...tokenRows,
  ...apiRows,
  {
    kind: 'rejected',
    name: 'a key that Box does not know',
    secret: { privateKey: foreignKey },
    replies: otherText(),
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  { name: 'invalid_grant, clocks differ', replies: otherText({ dateMs: 120_000 }), expect: 'ClockSkew' },
  { name: 'invalid_grant, no Date', replies: otherText({ dateMs: 'none' }), expect: 'UnexpectedReply' },
  {
    kind: 'malformed secret',
    name: 'wrong passphrase',
    secret: { passphrase: 'canary-wrong-pass' },
    expect: { reason: 'SecretInvalid', about: /privateKey.*passphrase/ },
  },
  {
    kind: 'malformed secret',
    name: 'key cut off',
    secret: { privateKey: encrypted.slice(0, 400) },
    expect: { reason: 'SecretInvalid', about: /cut off/ },
  },
  missing('privateKey'),
  { name: 'no subject', without: ['enterpriseId'], offline: true, expect: 'InvalidConfiguration' },
  {
    name: 'settings of another method',
    config: { boxSubjectType: 'user' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /boxSubjectType/ },
  },
];

const appSettings = {
  clientID: 'client-1',
  clientSecret,
  appAuth: { publicKeyID: 'key-1', privateKey: encrypted, passphrase },
};
const boxFile = (enterpriseID = '123456') => JSON.stringify({ boxAppSettings: appSettings, enterpriseID });
const file: FakedMethod = {
  method: 'jwt',
  routes: asEnterprise,
  signIn,
  secret: { configJson: boxFile() },
  canaries: [minted, clientSecret, passphrase, encrypted],
};
const fileRows: Row[] = [
  { kind: 'connected', name: 'the file as Box issues it', expect: { reason: 'Verified', account } },
  {
    kind: 'rejected',
    name: 'the file, and a wrong secret beside it',
    secret: wrongSecret,
    expect: 'CredentialsRejected',
  },
  badFile('cut off', boxFile().slice(0, 300), 'SecretInvalid', /configJson/),
  badFile('the path of a file', '/etc/box/config.json', 'SecretInvalid', /configJson/),
  badFile('without the application', '{"enterpriseID":"123456"}', 'SecretKeyMissing', /clientID/),
  badFile('without an enterprise', boxFile('0'), 'InvalidConfiguration', /enterpriseId/),
];

const asUser: FakedMethod = {
  ...jwt,
  routes: { ...api(minted), split, token: jwtToken('31415926', 'user') },
  config: { userId: '31415926' },
};
const userRows: Row[] = [
  { kind: 'connected', name: 'as a user', expect: { reason: 'Verified', account } },
  {
    kind: 'connected',
    name: 'as a user without enterprise',
    replies: { me: me({ role: 'user', enterprise: null }) },
    expect: { reason: 'Verified', account: { administrator: false } },
  },
  ...mismatch,
];

const impersonating = Object.fromEntries(
  Object.entries(api(minted)).map(([name, route]) => [
    name,
    { ...route, headers: { ...route.headers, 'as-user': '2718' } },
  ]),
);
const impersonation: FakedMethod = {
  ...jwt,
  routes: { ...asEnterprise, ...impersonating },
  config: { enterpriseId: '123456', asUserId: '2718' },
};
const impersonationRows: Row[] = [
  { kind: 'connected', name: 'as-user, in a folder', ...inFolder, hits: { me: 1, folder: 1 }, expect: 'Verified' },
  { name: 'as-user is not allowed', replies: { me: apiError(403, 'forbidden') }, expect: 'PermissionDenied' },
];

const ccg: FakedMethod = {
  method: 'client-credentials',
  routes: { ...api(minted), split, token: ccgToken },
  signIn,
  config: { boxSubjectType: 'enterprise', boxSubjectId: '123456' },
  secret: { clientId: 'client-1', clientSecret },
  canaries: [minted],
};
const ccgRows: Row[] = [
  ...tokenRows,
  ...apiRows,
  ...mismatch.map((row) => ({ ...row, replies: { token: issued, ...row.replies } })),
  {
    name: 'invalid_grant, any other text: no clock is in play',
    replies: otherText({ dateMs: 'none' }),
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  missing('clientSecret'),
  { name: 'no subject', without: ['boxSubjectId'], offline: true, expect: 'InvalidConfiguration' },
];

const stored = 'canary-stored-token-15';
const accessToken: FakedMethod = { method: 'access-token', routes: api(stored), secret: { accessToken: stored } };
const accessTokenRows: Row[] = [
  ...apiRows,
  ...mismatch,
  {
    kind: 'rejected',
    name: 'a token that has ended',
    secret: { accessToken: 'canary-ended-token' },
    hits: { me: 1 },
    expect: { reason: 'TokenNotRefreshable', causes: 2 },
  },
  {
    kind: 'malformed secret',
    name: 'a line break in the token',
    secret: { accessToken: 'canary-first\nsecond' },
    expect: { reason: 'SecretInvalid', about: /accessToken/ },
  },
  missing('accessToken'),
];

function badFile(name: string, configJson: string, reason: Reason, about: RegExp): Row {
  return { kind: 'malformed secret', name: `the file: ${name}`, secret: { configJson }, expect: { reason, about } };
}

export const cases: PlatformCases = [
  ...methodCases(jwt, jwtRows),
  ...methodCases(file, fileRows),
  ...methodCases(asUser, userRows),
  ...methodCases(impersonation, impersonationRows),
  ...methodCases(ccg, ccgRows),
  ...refreshCases,
  ...methodCases(accessToken, accessTokenRows),
];
