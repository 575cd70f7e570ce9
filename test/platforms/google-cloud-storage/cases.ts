import { generalRows, methodCases, saying, type FakedMethod, type Row, type Said } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import { rotationCases } from '../../support/rotation-cases.ts';
import type { PlatformCases } from '../case.ts';
import {
  apiError,
  assertionToken,
  client,
  goodKey,
  issued,
  minted,
  oauthError,
  refreshRoutes,
} from '../shared/google/fake.ts';
import { acting, actingRoutes, directRoutes, identityToken, provider } from '../shared/google/federation-fake.ts';
import { actingRows, federatedRows } from '../shared/google/federation-rows.ts';
import { keyFile, keyParts } from '../shared/google/key-file.ts';
import { answers, foreignKeyRow, malformed, mintedRows, refreshRows, tokenErrors } from '../shared/google/rows.ts';
import { buckets, permissions, storageRoutes, tokenInfo } from './fake.ts';
import { hmac } from './hmac.ts';

const email = 'svc@project.iam.gserviceaccount.com';
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const none = { write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const inProject: Pick<Row, 'config' | 'without'> = { config: { projectId: 'my-project-123' }, without: ['bucket'] };
const payer: Row['config'] = { userProject: 'payer-project' };

/** What differs between the methods is what the token's scope allows. */
const shared: Row[] = [
  {
    kind: 'connected',
    name: 'the buckets of a project',
    ...inProject,
    hits: { buckets: 1, tokenInfo: 1 },
    expect: { reason: 'Verified', account: { email } },
  },
  {
    kind: 'connected',
    name: 'a project without buckets',
    ...inProject,
    replies: { buckets: buckets({}) },
    expect: { reason: 'Verified', account: { email } },
  },
  {
    name: 'trap: no rights are an empty list and status 200',
    replies: { bucket: permissions() },
    expect: { reason: 'PermissionDenied', causes: 1 },
  },
  {
    name: 'requires a right that is not granted',
    requires: { access: ['Read', 'Delete'] },
    replies: { bucket: permissions('get', 'list', 'create') },
    expect: { reason: 'PermissionDenied', about: /^delete$/, account: { email } },
  },
  {
    name: 'requester pays, no project to bill',
    replies: { bucket: apiError(400, 'userProjectMissing') },
    expect: { reason: 'InvalidConfiguration', causes: 1 },
  },
  {
    name: 'requester pays, in other words',
    replies: {
      bucket: apiError(400, 'required', { message: 'Bucket is a requester pays bucket but no user project provided.' }),
    },
    expect: { reason: 'InvalidConfiguration', causes: 1 },
  },
  { name: 'no such bucket', replies: { bucket: apiError(404, 'notFound') }, expect: 'TargetNotFound' },
  {
    name: 'a token that tokeninfo does not know',
    replies: { tokenInfo: oauthError('invalid_token', 'Invalid Value') },
    expect: 'UnexpectedReply',
  },
  { name: 'no bucket and no project', without: ['bucket'], offline: true, expect: 'InvalidConfiguration' },
  {
    name: 'a bucket that is an address',
    config: { bucket: 'gs://archive' },
    offline: true,
    expect: 'InvalidConfiguration',
  },
  ...saying('bucket', answers),
  ...saying('buckets', [['403 on the list', apiError(403, 'forbidden'), 'PermissionDenied']]).map((row) => ({
    ...row,
    ...inProject,
  })),
  ...mintedRows('bucket', permissions('get', 'list')),
  ...generalRows('bucket'),
];

const scope =
  /^https:\/\/www[.]googleapis[.]com\/auth\/devstorage[.]read_only https:\/\/www[.]googleapis[.]com\/auth\/userinfo[.]email$/;
const base = {
  method: 'service-account',
  routes: { token: assertionToken({ scope }), ...storageRoutes },
  signIn: ['token'],
  config: { bucket: 'archive' },
};
/** There is no subject here, and no scope of the user's choice. */
const ownTokenErrors: Said[] = [
  ...tokenErrors.filter(
    ([name]) => !/valid email|invalid email|unauthorized_client|the same with 401|invalid_scope/.test(name),
  ),
  ['unauthorized_client', oauthError('unauthorized_client', 'Unauthorized', { status: 401 }), 'InteractionRequired', 1],
  ['invalid_scope', oauthError('invalid_scope', 'Unknown'), 'InvalidConfiguration'],
];
const serviceAccountRows: Row[] = [
  {
    kind: 'connected',
    name: 'good',
    hits: { token: 1, bucket: 1 },
    expect: { reason: 'Verified', account: { id: '1098', email }, access: all },
  },
  {
    kind: 'connected',
    name: 'requester pays',
    config: payer,
    hits: { billed: 1 },
    expect: { reason: 'Verified', access: { read: 'Granted', ...none } },
  },
  ...shared,
  {
    name: 'probe: without a bucket there is no place for it',
    ...inProject,
    requires: { proof: 'Probe', path: '/' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /requires\.proof is Probe, which google-cloud-storage cannot do/ },
  },
  foreignKeyRow,
  ...responded(saying('token', ownTokenErrors), 'signIn'),
  malformed('no PEM', { privateKey: 'canary-no-pem' }, 'SecretInvalid', /privateKey/),
];
const elsewhere = keyFile({ token_uri: 'https://collector.example.org/token' });
const fileRows: Row[] = [
  { kind: 'connected', name: 'the file as Google issues it', expect: { reason: 'Verified', account: { email } } },
  { kind: 'connected', name: 'trap: its token_uri is not followed', secret: elsewhere, expect: 'Verified' },
  malformed('a file of another kind', keyFile({ type: 'authorized_user' }), 'SecretInvalid', /service_account/),
  malformed(
    "a user's file, which has other parts",
    {
      serviceAccountJson: JSON.stringify({ type: 'authorized_user', client_id: 'x', refresh_token: 'canary-of-user' }),
    },
    'SecretInvalid',
    /`serviceAccountJson` of the Secret.*type.* must be service_account \([^;]*\)$/,
  ),
  malformed(
    "a client's file, which is of no kind",
    { serviceAccountJson: JSON.stringify({ web: { client_id: 'x', client_secret: 'canary-of-client' } }) },
    'SecretKeyMissing',
    /^key `serviceAccountJson` of the Secret has no client_email and no private_key in it/,
  ),
];

const refresh: FakedMethod = {
  method: 'oauth-refresh',
  routes: { ...refreshRoutes, ...storageRoutes },
  signIn: Object.keys(refreshRoutes),
  config: { bucket: 'archive' },
  secret: client,
  canaries: [minted],
};
const user = { email: 'ada@example.com', sub: '42' };
const writable = tokenInfo({ ...user, scope: 'openid https://www.googleapis.com/auth/devstorage.read_write' });
const refreshOnlyRows: Row[] = [
  {
    kind: 'connected',
    name: 'a token for reading cannot write, whatever the user may',
    replies: { tokenInfo: tokenInfo(user) },
    expect: { reason: 'Verified', account: { id: '42', email: user.email }, access: { read: 'Granted', ...none } },
  },
  {
    kind: 'connected',
    name: 'a token for writing',
    replies: { tokenInfo: writable },
    expect: { reason: 'Verified', access: all },
  },
  {
    kind: 'connected',
    name: 'a token that does not tell the user',
    replies: { tokenInfo: { json: { azp: client.clientId, scope: 'https://www.googleapis.com/auth/cloud-platform' } } },
    expect: { reason: 'Verified', account: {}, access: all },
  },
];
const federated: FakedMethod = {
  method: 'workload-identity',
  routes: { ...directRoutes, ...storageRoutes },
  signIn: ['token'],
  config: { bucket: 'archive', workloadIdentityProvider: provider },
  secret: {},
  identityToken,
  canaries: [minted],
};
const actingAs: FakedMethod = {
  ...federated,
  routes: {
    ...actingRoutes(
      'https://www.googleapis.com/auth/devstorage.read_only',
      'https://www.googleapis.com/auth/userinfo.email',
    ),
    ...storageRoutes,
  },
  config: { ...federated.config, serviceAccountEmail: acting },
};
const direct: Row[] = [
  {
    kind: 'connected',
    name: 'the principal of the pool itself',
    hits: { token: 1, bucket: 1 },
    expect: { reason: 'Verified', account: { tenant: provider }, access: all },
  },
  {
    kind: 'connected',
    name: 'the provider as the console shows it',
    config: { workloadIdentityProvider: `https://iam.googleapis.com/${provider}`.slice(6) },
    expect: 'Verified',
  },
  ...federatedRows,
  ...generalRows('bucket'),
];
const acted: Row[] = [
  {
    kind: 'connected',
    name: 'acts as a service account',
    hits: { token: 1, acting: 1, bucket: 1, tokenInfo: 1 },
    expect: { reason: 'Verified', account: { id: '1098', email }, access: all },
  },
  ...actingRows,
  ...shared,
];
const next = 'canary-next-refresh-36';

export const cases: PlatformCases = [
  ...methodCases({ ...base, secret: keyParts, canaries: [minted] }, serviceAccountRows),
  ...methodCases({ ...base, secret: keyFile(), canaries: [minted, goodKey] }, fileRows),
  ...methodCases(refresh, [...refreshOnlyRows, ...shared, ...refreshRows]),
  ...methodCases(federated, direct),
  ...methodCases(actingAs, acted),
  ...rotationCases(refresh, { token: 'token', reply: issued({ refresh_token: next }), next }),
  ...hmac,
];
