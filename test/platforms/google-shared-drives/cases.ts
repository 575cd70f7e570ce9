import type { FakeReply } from '../../support/fake-platform.ts';
import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import { rotationCases } from '../../support/rotation-cases.ts';
import type { PlatformCases } from '../case.ts';
import { aboutRows, account, administratorRows, domainRows, folderRows } from '../shared/google/drive-rows.ts';
import {
  about,
  apiError,
  asSubject,
  assertionToken,
  bearing,
  client,
  driveRoutes,
  goodKey,
  issued,
  minted,
  refreshRoutes,
} from '../shared/google/fake.ts';
import { acting, actingRoutes, delegatedRoutes, identityToken, provider } from '../shared/google/federation-fake.ts';
import { actingRows, delegatedRows, federatedRows } from '../shared/google/federation-rows.ts';
import { keyFile, keyParts } from '../shared/google/key-file.ts';
import { answers, foreignKeyRow, malformed, mintedRows, refreshRows, tokenErrors } from '../shared/google/rows.ts';

const driveApi = 'GET https://www.googleapis.com/drive/v3';
const readDrives = 'https://www.googleapis.com/auth/drive.readonly';
const oneDrive = (more: object = {}): FakeReply => ({
  json: {
    id: '0AXyz',
    name: 'Projects',
    capabilities: {
      canListChildren: true,
      canAddChildren: true,
      canEdit: false,
      canTrashChildren: false,
      canDeleteChildren: false,
      ...more,
    },
  },
});
const api = {
  ...driveRoutes(minted),
  drives: {
    ...bearing(minted),
    on: `${driveApi}/drives`,
    query: { pageSize: '1', fields: 'drives(id,name)' },
    good: { json: { drives: [{ id: '0AXyz', name: 'Projects' }] } },
  },
  drive: {
    ...bearing(minted),
    on: `${driveApi}/drives/0AXyz`,
    query: { fields: 'id,name,capabilities' },
    good: oneDrive(),
  },
};
const inDrive = { config: { driveId: '0AXyz' } };
const rights = { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'Denied' } as const;

const shared: Row[] = [
  {
    kind: 'connected',
    name: 'good',
    hits: { token: 1, about: 1, drives: 1 },
    expect: { reason: 'Verified', account, access: {} },
  },
  {
    kind: 'connected',
    name: 'a user in no shared drive',
    replies: { drives: { json: { drives: [] } } },
    expect: { reason: 'Verified', account },
  },
  {
    kind: 'connected',
    name: 'rights in one shared drive',
    ...inDrive,
    hits: { drive: 1 },
    expect: { reason: 'Verified', access: rights },
  },
  {
    kind: 'connected',
    name: 'a manager may delete',
    ...inDrive,
    replies: { drive: oneDrive({ canDeleteChildren: true }) },
    expect: { reason: 'Verified', access: { ...rights, delete: 'Granted' } },
  },
  {
    name: 'requires a right that the drive denies',
    ...inDrive,
    requires: { access: ['Update'] },
    expect: { reason: 'PermissionDenied', about: /^update$/ },
  },
  {
    name: 'not a member, or no such drive',
    ...inDrive,
    replies: { drive: apiError(404, 'notFound') },
    expect: { reason: 'TargetNotFound', account },
  },
  {
    name: 'a drive that does not answer',
    ...inDrive,
    replies: { drive: 'never' },
    timeoutMs: 600,
    expect: 'TimedOut',
  },
  ...saying('drives', answers).map((row) => ({ ...row, name: `the list: ${row.name}` })),
  ...folderRows,
  ...aboutRows,
  ...domainRows,
  ...administratorRows(readDrives),
  ...mintedRows('about', about()),
];

const base = {
  method: 'service-account',
  routes: { token: asSubject, ...api },
  signIn: ['token'],
  config: { subject: 'admin@example.com' },
};
const serviceAccountRows: Row[] = [
  ...shared,
  foreignKeyRow,
  ...responded(saying('token', tokenErrors), 'signIn'),
  malformed('no PEM', { privateKey: 'canary-no-pem' }, 'SecretInvalid', /privateKey/),
  { name: 'no subject', without: ['subject'], offline: true, expect: 'InvalidConfiguration' },
];
/** No user is acted as: the service account is itself a member of the drive. */
const itself: FakedMethod = {
  ...base,
  routes: { token: assertionToken({ scope: /^https:\S+$/ }), ...api },
  config: { driveId: '0AXyz' },
  secret: keyParts,
  canaries: [minted],
};
const itselfRows: Row[] = [
  {
    kind: 'connected',
    name: 'as itself, without a user to act as',
    hits: { token: 1, about: 1, drive: 1 },
    expect: { reason: 'Verified', account, access: rights },
  },
  {
    name: 'as itself, which is no member',
    replies: { drive: apiError(404, 'notFound') },
    expect: { reason: 'TargetNotFound', account },
  },
];
const elsewhere = keyFile({ token_uri: 'https://collector.example.org/token' });
const fileRows: Row[] = [
  { kind: 'connected', name: 'the file as Google issues it', expect: { reason: 'Verified', account } },
  { kind: 'connected', name: 'trap: its token_uri is not followed', secret: elsewhere, expect: 'Verified' },
  malformed('a file of another kind', keyFile({ type: 'authorized_user' }), 'SecretInvalid', /service_account/),
];

const refresh: FakedMethod = {
  method: 'oauth-refresh',
  routes: { ...refreshRoutes, ...api },
  signIn: Object.keys(refreshRoutes),
  secret: client,
  canaries: [minted],
};
const actingAs: FakedMethod = {
  method: 'workload-identity',
  routes: { ...actingRoutes(readDrives), ...api },
  signIn: ['token'],
  config: { workloadIdentityProvider: provider, serviceAccountEmail: acting },
  secret: {},
  identityToken,
  canaries: [minted],
};
const federatedOnly: Row[] = [
  {
    kind: 'connected',
    name: 'as a service account that is a member',
    ...inDrive,
    hits: { token: 1, acting: 1, about: 1, drive: 1 },
    expect: { reason: 'Verified', account, access: rights },
  },
  {
    kind: 'connected',
    name: 'scopes of its own',
    config: { driveId: '0AXyz', scopes: [readDrives] },
    hits: { acting: 1 },
    expect: 'Verified',
  },
  {
    name: 'no service account to act as',
    without: ['serviceAccountEmail'],
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /serviceAccountEmail is missing/ },
  },
  ...federatedRows,
  ...actingRows,
  ...aboutRows,
  ...mintedRows('about', about()),
];
/** The service account acts as a member of the drive. */
const asMember: FakedMethod = {
  ...actingAs,
  routes: { ...(await delegatedRoutes({ scope: /^https:\S+$/, sub: /^admin@example\.com$/ })), ...api },
  config: { ...actingAs.config, subject: 'admin@example.com' },
};
const asMemberRows: Row[] = [
  {
    kind: 'connected',
    name: 'as a user who is a member',
    ...inDrive,
    hits: { token: 1, signing: 1, delegated: 1, about: 1, drive: 1 },
    expect: { reason: 'Verified', account, access: rights },
  },
  {
    name: 'another user than subject',
    replies: { about: about('someone@example.com') },
    expect: { reason: 'IdentityMismatch', causes: 1, account: { email: 'someone@example.com' } },
  },
  ...delegatedRows,
];
const next = 'canary-next-refresh-36';

export const cases: PlatformCases = [
  ...methodCases({ ...base, secret: keyParts, canaries: [minted] }, serviceAccountRows),
  ...methodCases({ ...base, secret: keyFile(), canaries: [minted, goodKey] }, fileRows),
  ...methodCases(itself, itselfRows),
  ...methodCases(refresh, [...shared, ...refreshRows]),
  ...methodCases(actingAs, federatedOnly),
  ...methodCases(asMember, asMemberRows),
  ...rotationCases(refresh, { token: 'token', reply: issued({ refresh_token: next }), next }),
];
