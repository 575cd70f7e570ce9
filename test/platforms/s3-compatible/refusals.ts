import type { PlatformCase } from '../case.ts';
import { accessKeyId, bucket, replies, replyOf, row, secret, server, sessionToken, untold } from './setup.ts';

export const openRows: PlatformCase[] = [
  {
    ...row,
    name: 'a public bucket proves nothing, the list of buckets does',
    start: server({ buckets: { [bucket]: { public: true } } }),
    expect: { reason: 'Verified', account: { id: 'owner-id' } },
  },
  {
    ...row,
    name: 'a public bucket and a key that may not list buckets',
    start: server({ buckets: { [bucket]: { public: true } }, mayListBuckets: false }),
    expect: { reason: 'UnexpectedReply', about: /the bucket finance-archive answers anyone/ },
  },
  {
    ...row,
    name: 'a store without authentication',
    start: server({ open: true }),
    expect: { reason: 'UnexpectedReply', about: /answers without a key as well/ },
  },
  {
    ...row,
    name: 'a store without authentication, no bucket',
    config: {},
    start: server({ open: true }),
    expect: { reason: 'UnexpectedReply', about: /answers without a key as well/ },
  },
  {
    ...row,
    name: 'no owner in the list',
    start: server({ owner: null }),
    expect: { reason: 'Verified', account: { id: accessKeyId } },
  },
  ...['02d6176db174dc93cb1b899f7c6078f08654445fe8cf1b6ce98d8855f66bdbf4', 'fe7272ea58be830e56fe1663b10fafef'].map(
    (id): PlatformCase => ({
      ...row,
      name: `an owner that the product names to everybody: ${id.slice(0, 8)}`,
      start: server({ owner: { id, name: 'minio' } }),
      expect: { reason: 'Verified', account: { id: accessKeyId, name: accessKeyId } },
    }),
  ),
];

export const refusedRows: PlatformCase[] = [
  {
    ...row,
    name: 'AccessDenied on the bucket, the key lists buckets',
    start: server({ buckets: { [bucket]: { denied: true } } }),
    expect: {
      reason: 'PermissionDenied',
      about: /list the bucket finance-archive/,
      account: { id: 'owner-id' },
      access: { read: 'Denied' },
    },
  },
  {
    ...row,
    name: 'AccessDenied on everything',
    start: server({ buckets: { [bucket]: { denied: true } }, mayListBuckets: false }),
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    ...row,
    name: 'AccessDenied without a bucket',
    config: {},
    start: server({ mayListBuckets: false }),
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    ...row,
    name: 'a key that may list and not read',
    start: server({ buckets: { [bucket]: { keys: ['report.pdf'], forbidden: ['HEAD', 'GET'] } } }),
    expect: { reason: 'Verified', access: { read: 'Denied', ...untold } },
  },
  {
    ...row,
    name: 'NoSuchBucket',
    config: { bucket: 'gone' },
    start: server(),
    expect: { reason: 'TargetNotFound', about: /the bucket gone/, account: { id: 'owner-id' } },
  },
  {
    ...row,
    name: 'NoSuchBucket, and the key may not list buckets: nothing shows that it is good',
    config: { bucket: 'gone' },
    start: server({ mayListBuckets: false }),
    expect: { reason: 'TargetNotFound', stage: 'Authenticated', about: /the bucket gone/ },
  },
  {
    ...row,
    name: 'a wrong key at a store that looks for the bucket first',
    config: { bucket: 'gone' },
    start: server({
      secretAccessKey: 'another',
      instead: ({ path }) =>
        path === '/gone' ? { status: 404, body: '<Error><Code>NoSuchBucket</Code></Error>' } : undefined,
    }),
    expect: { reason: 'CredentialsRejected' },
  },
  {
    ...row,
    name: 'an unknown code with 403',
    start: replyOf(403, 'SomethingNew'),
    expect: { reason: 'UnexpectedReply', about: /not known/ },
  },
  {
    ...row,
    name: 'an unknown code with 400',
    start: replyOf(400, 'SomethingNew'),
    expect: { reason: 'UnexpectedReply' },
  },
  {
    ...row,
    name: '404 that is no NoSuchBucket',
    start: replies(404, 'page not found'),
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /does not answer as an S3 store/ },
  },
  {
    ...row,
    name: 'XAdminUserNotFound of versitygw',
    start: replyOf(404, 'XAdminUserNotFound'),
    expect: { reason: 'CredentialsRejected' },
  },
  {
    ...row,
    name: 'InvalidSecurity',
    start: replyOf(403, 'InvalidSecurity'),
    expect: { reason: 'CredentialsRejected' },
  },
  {
    ...row,
    name: 'InvalidToken',
    secret: { ...secret, sessionToken },
    start: server({ sessionToken: 'another' }),
    expect: { reason: 'CredentialsRejected' },
  },
  {
    ...row,
    name: 'ExpiredToken',
    secret: { ...secret, sessionToken },
    start: server({ sessionToken, expired: true }),
    expect: { reason: 'CredentialsExpired' },
  },
  {
    ...row,
    name: 'TokenRefreshRequired',
    start: replyOf(400, 'TokenRefreshRequired'),
    expect: { reason: 'CredentialsExpired' },
  },
  { ...row, name: 'AccountProblem', start: replyOf(403, 'AccountProblem'), expect: { reason: 'PermissionDenied' } },
  { ...row, name: 'NotSignedUp', start: replyOf(403, 'NotSignedUp'), expect: { reason: 'PermissionDenied' } },
];
