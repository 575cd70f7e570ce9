import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import { rotationCases } from '../../support/rotation-cases.ts';
import type { PlatformCases } from '../case.ts';
import {
  aboutRows,
  account,
  administratorRows,
  domainRows,
  folderRows,
  grantedScopes,
  rootRow,
} from '../shared/google/drive-rows.ts';
import {
  about,
  asSubject,
  client,
  driveRoutes,
  goodKey,
  issued,
  metadataScope,
  minted,
  refreshRoutes,
} from '../shared/google/fake.ts';
import { acting, delegatedRoutes, identityToken, provider } from '../shared/google/federation-fake.ts';
import { delegatedRows, federatedRows } from '../shared/google/federation-rows.ts';
import { keyFile, keyParts } from '../shared/google/key-file.ts';
import { foreignKeyRow, malformed, mintedRows, refreshRows, tokenErrors } from '../shared/google/rows.ts';

const shared: Row[] = [
  {
    kind: 'connected',
    name: 'good',
    hits: { token: 1, about: 1 },
    expect: { reason: 'Verified', account, access: {} },
  },
  rootRow,
  ...folderRows,
  ...aboutRows,
  ...domainRows,
  ...administratorRows(metadataScope),
  ...mintedRows('about', about()),
];

const rows: Row[] = [
  ...shared,
  {
    kind: 'connected',
    name: 'subject in capitals, two scopes',
    config: { subject: 'Admin@Example.com', scopes: [metadataScope, 'https://www.googleapis.com/auth/drive'] },
    expect: 'Verified',
  },
  { kind: 'connected', name: 'without a key id', without: ['privateKeyId'], expect: 'Verified' },
  {
    kind: 'connected',
    name: 'a key with \\n written out',
    secret: { privateKey: goodKey.replaceAll('\n', '\\n') },
    expect: 'Verified',
  },
  foreignKeyRow,
  ...responded(saying('token', tokenErrors), 'signIn'),
  malformed('no PEM', { privateKey: 'canary-no-pem' }, 'SecretInvalid', /privateKey/),
  malformed('empty key', { privateKey: '' }, 'SecretKeyMissing', /privateKey/),
  { name: 'no subject', without: ['subject'], offline: true, expect: 'InvalidConfiguration' },
];

const elsewhere = keyFile({ token_uri: 'https://collector.example.org/token' });
const cutOff = { serviceAccountJson: keyFile().serviceAccountJson.slice(0, 200) };

const fileRows: Row[] = [
  { kind: 'connected', name: 'the file as Google issues it', expect: { reason: 'Verified', account } },
  {
    kind: 'connected',
    name: 'trap: its token_uri is not followed',
    secret: elsewhere,
    hits: { token: 1 },
    expect: 'Verified',
  },
  malformed('a file of another kind', keyFile({ type: 'authorized_user' }), 'SecretInvalid', /service_account/),
  malformed('another universe', keyFile({ universe_domain: 'example.org' }), 'SecretInvalid', /googleapis\.com/),
  malformed('the file is cut off', cutOff, 'SecretInvalid', /serviceAccountJson/),
];

const base = {
  method: 'service-account',
  routes: { token: asSubject, ...driveRoutes(minted) },
  signIn: ['token'],
  config: { subject: 'admin@example.com' },
};
const refresh: FakedMethod = {
  method: 'oauth-refresh',
  routes: { ...refreshRoutes, ...driveRoutes(minted) },
  signIn: Object.keys(refreshRoutes),
  secret: client,
  canaries: [minted],
};
const asUser: FakedMethod = {
  method: 'workload-identity',
  routes: {
    ...(await delegatedRoutes({ scope: /^https:\S+( https:\S+)*$/, sub: /^\w+@example\.com$/i })),
    ...driveRoutes(minted),
  },
  signIn: ['token'],
  config: { workloadIdentityProvider: provider, serviceAccountEmail: acting, subject: 'admin@example.com' },
  secret: {},
  identityToken,
  canaries: [minted],
};
const asUserRows: Row[] = [
  ...shared.filter(({ replies = {} }) => !('token' in replies)),
  ...federatedRows,
  ...delegatedRows,
  {
    kind: 'connected',
    name: 'one assertion for one test',
    hits: { token: 1, signing: 1, delegated: 1, about: 1 },
    expect: { reason: 'Verified', account },
  },
  {
    kind: 'connected',
    name: 'subject in capitals, two scopes',
    config: { subject: 'Admin@Example.com', scopes: [metadataScope, 'https://www.googleapis.com/auth/drive'] },
    expect: 'Verified',
  },
  ...['subject', 'serviceAccountEmail'].map((key): Row => ({
    name: `no ${key}`,
    without: [key],
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: new RegExp(`${key} is missing`) },
  })),
];
const next = 'canary-next-refresh-36';

export const cases: PlatformCases = [
  ...methodCases({ ...base, secret: keyParts, canaries: [minted] }, rows),
  ...methodCases({ ...base, secret: keyFile(), canaries: [minted, goodKey] }, fileRows),
  ...methodCases(asUser, asUserRows),
  ...methodCases(refresh, [...shared, ...refreshRows, ...grantedScopes]),
  ...rotationCases(refresh, { token: 'token', reply: issued({ refresh_token: next }), next }),
];
