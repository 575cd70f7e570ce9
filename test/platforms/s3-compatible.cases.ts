import { startS3Server, type S3ServerOptions } from '../support/servers/s3-server.ts';
import { startSilentServer } from '../support/servers/silent-server.ts';
import type { PlatformCase, PlatformCases, Started } from './case.ts';

const accessKeyId = 'AKIDEXAMPLE';
const secretAccessKey = 'canary/s3+secret=access-key';
const sessionToken = 'canary-s3-session-token==';
const secret = { accessKeyId, secretAccessKey };
const bucket = 'finance-archive';
const untold = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;
/** What AWS writes into bodies beside the code; none of it may be repeated. */
const canaries = ['Marker of the store', 'AWS4-HMAC-SHA256', '4442587FB7D0A2F9'];

function server(options: Partial<S3ServerOptions> = {}, config: Record<string, unknown> = {}): () => Promise<Started> {
  return async () => {
    const running = await startS3Server({ accessKeyId, secretAccessKey, buckets: { [bucket]: {} }, ...options });
    return {
      config: { endpoint: running.url, ...config },
      urls: () => running.requests().map(({ url }) => url),
      canaries: () => canaries,
      stop: () => running.stop(),
    };
  };
}

/** The store answers every request the same. */
function replies(status: number, body = '', headers: Record<string, string> = {}): () => Promise<Started> {
  return server({ instead: () => ({ status, body, headers }) });
}

function replyOf(status: number, code: string, extra = ''): () => Promise<Started> {
  return replies(
    status,
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Marker of the store.</Message>${extra}</Error>`,
  );
}

async function silent(): Promise<Started> {
  const running = await startSilentServer();
  return { config: { endpoint: `http://${running.host}:${running.port}` }, stop: () => running.stop() };
}

const base = { method: 'access-key', secret, config: { bucket } } as const;
const row = { ...base, kind: 'reply table' } as const;

const five: PlatformCase[] = [
  {
    ...base,
    kind: 'connected',
    name: 'the bucket is listed, its owner is told',
    start: server(),
    expect: {
      reason: 'Verified',
      account: { id: 'owner-id', name: 'Owner & Sons' },
      access: { read: 'Granted', ...untold },
    },
  },
  {
    ...base,
    kind: 'connected',
    name: 'a key for one bucket only stands for itself',
    start: server({ mayListBuckets: false }),
    expect: {
      reason: 'Verified',
      account: { id: accessKeyId, name: accessKeyId },
      access: { read: 'Granted', ...untold },
    },
  },
  {
    ...base,
    kind: 'connected',
    name: 'without a bucket the buckets are listed',
    config: {},
    start: server(),
    expect: { reason: 'Verified', account: { id: 'owner-id' }, access: { read: 'NotTestable', ...untold } },
  },
  {
    ...base,
    kind: 'connected',
    name: 'temporary key',
    secret: { ...secret, sessionToken },
    start: server({ sessionToken }),
    expect: { reason: 'Verified' },
  },
  {
    ...base,
    kind: 'connected',
    name: 'another region',
    config: { bucket, region: 'eu-central-2' },
    start: server({ region: 'eu-central-2' }),
    expect: { reason: 'Verified' },
  },
  {
    ...base,
    kind: 'connected',
    name: 'a prefix with characters that are encoded',
    requires: { path: "/Finanzen 2026/a+b*(c)'ü" },
    start: server(),
    expect: { reason: 'Verified' },
  },
  {
    ...base,
    kind: 'connected',
    name: 'bucket and prefix in requires.path',
    config: {},
    requires: { path: `${bucket}/in` },
    start: server(),
    expect: { reason: 'Verified', access: { read: 'Granted', ...untold } },
  },
  {
    ...base,
    kind: 'rejected',
    name: 'SignatureDoesNotMatch with both clocks right: wrong secret',
    start: server({ secretAccessKey: 'another' }),
    expect: { reason: 'CredentialsRejected', causes: 2 },
  },
  {
    ...base,
    kind: 'rejected',
    name: 'InvalidAccessKeyId',
    start: server({ accessKeyId: 'AKIDANOTHER' }),
    expect: { reason: 'CredentialsRejected' },
  },
  { ...base, kind: 'timed out', name: 'no answer', start: silent, timeoutMs: 300, expect: { reason: 'TimedOut' } },
  {
    ...base,
    kind: 'unexpected reply',
    name: 'a web page',
    start: replies(200, '<!doctype html><title>Console</title>', { 'content-type': 'text/html' }),
    expect: { reason: 'UnexpectedReply', about: /answers with a web page/ },
  },
  {
    method: 'access-key',
    kind: 'malformed secret',
    name: 'no secretAccessKey',
    config: { endpoint: 'https://s3.example.com' },
    secret: { accessKeyId },
    expect: { reason: 'SecretKeyMissing', about: /secretAccessKey is missing/ },
  },
  {
    method: 'access-key',
    kind: 'malformed secret',
    name: 'a line break in the key',
    config: { endpoint: 'https://s3.example.com' },
    secret: { accessKeyId, secretAccessKey: `${secretAccessKey}\r\nmore` },
    expect: { reason: 'SecretInvalid', about: /secretAccessKey does not have the right form/ },
  },
];

const openRows: PlatformCase[] = [
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
];

const refusedRows: PlatformCase[] = [
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
    name: 'NoSuchBucket',
    config: { bucket: 'gone' },
    start: server(),
    expect: { reason: 'TargetNotFound', about: /the bucket gone/ },
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
    expect: { reason: 'UnexpectedReply', about: /does not answer as an S3 store/ },
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

const clockRows: PlatformCase[] = [
  { ...row, name: 'RequestTimeTooSkewed', start: server({ clockAheadMs: 3_600_000 }), expect: { reason: 'ClockSkew' } },
  {
    ...row,
    name: 'SignatureDoesNotMatch and another time: nothing is said about the secret',
    start: server({ secretAccessKey: 'another', clockAheadMs: 6 * 60_000 }),
    expect: { reason: 'ClockSkew' },
  },
  {
    ...row,
    name: 'SignatureDoesNotMatch without a Date',
    start: server({ secretAccessKey: 'another', date: false }),
    expect: { reason: 'UnexpectedReply', about: /does not tell its time/ },
  },
];

const regionRows: PlatformCase[] = [
  {
    ...row,
    name: 'AuthorizationHeaderMalformed with Region',
    start: server({ region: 'eu-west-1' }),
    expect: { reason: 'WrongRegion', about: /^eu-west-1, not us-east-1$/ },
  },
  {
    ...row,
    name: 'PermanentRedirect',
    start: server({
      instead: () => ({
        status: 301,
        headers: { 'x-amz-bucket-region': 'us-gov-west-1' },
        body: '<Error><Code>PermanentRedirect</Code></Error>',
      }),
    }),
    expect: { reason: 'WrongRegion', about: /^us-gov-west-1, not us-east-1$/ },
  },
  {
    ...row,
    name: 'a region that is none is not repeated',
    start: replyOf(400, 'AuthorizationHeaderMalformed', '<Region>Marker of the store</Region>'),
    expect: { reason: 'WrongRegion', about: /^not us-east-1$/ },
  },
  {
    ...row,
    name: 'AuthorizationHeaderMalformed without Region',
    start: replyOf(400, 'AuthorizationHeaderMalformed'),
    expect: { reason: 'InvalidConfiguration' },
  },
];

const passingRows: PlatformCase[] = [
  {
    ...row,
    name: 'SlowDown',
    start: server({
      instead: () => ({ status: 503, headers: { 'retry-after': '7' }, body: '<Error><Code>SlowDown</Code></Error>' }),
    }),
    expect: { reason: 'RateLimited', retryAfterMs: 7000 },
  },
  { ...row, name: 'ServiceUnavailable', start: replyOf(503, 'ServiceUnavailable'), expect: { reason: 'RateLimited' } },
  { ...row, name: 'RequestTimeout', start: replyOf(400, 'RequestTimeout'), expect: { reason: 'TimedOut' } },
  {
    ...row,
    name: 'TemporaryRedirect is not followed',
    start: server({
      instead: () => ({
        status: 307,
        headers: { location: 'https://elsewhere.example.com/' },
        body: '<Error><Code>TemporaryRedirect</Code></Error>',
      }),
    }),
    expect: { reason: 'ServiceUnavailable' },
  },
  {
    ...row,
    name: 'a redirect without a code is not followed',
    start: replies(302, '', { location: 'https://elsewhere.example.com/' }),
    expect: { reason: 'EgressDenied' },
  },
  { ...row, name: 'InternalError', start: replyOf(500, 'InternalError'), expect: { reason: 'ServiceUnavailable' } },
  {
    ...row,
    name: '200 with an error document',
    start: replyOf(200, 'InternalError'),
    expect: { reason: 'UnexpectedReply' },
  },
  {
    ...row,
    name: '200 with a document type',
    start: replies(200, '<!DOCTYPE x [<!ENTITY a "b">]><ListBucketResult>&a;</ListBucketResult>'),
    expect: { reason: 'UnexpectedReply' },
  },
  { ...row, name: '401 without a code', start: replies(401, ''), expect: { reason: 'CredentialsRejected' } },
  {
    ...row,
    name: 'the second step fails: nothing is decided',
    start: server({
      instead: ({ path, signed }) =>
        path === '/' && signed ? { status: 503, body: '<Error><Code>SlowDown</Code></Error>' } : undefined,
    }),
    expect: { reason: 'RateLimited' },
  },
];

const inputRows: PlatformCase[] = [
  input('no endpoint', {}, /endpoint is missing/),
  input('no endpoint for minio', { preset: 'minio' }, /endpoint is missing/),
  input(
    'an endpoint with a path',
    { endpoint: 'https://s3.example.com/minio' },
    /endpoint .* does not have the right form/,
  ),
  input('an endpoint without a scheme', { endpoint: 's3.example.com' }, /endpoint .* does not have the right form/),
  input(
    'an endpoint with a user',
    { endpoint: 'https://a@s3.example.com' },
    /endpoint .* does not have the right form/,
  ),
  input(
    'a bucket in capitals',
    { endpoint: 'https://s3.example.com', bucket: 'Finance' },
    /bucket is "Finance", which does not have the right form/,
  ),
  input('an unknown product', { preset: 'floppy' }, /preset is "floppy", which must be one of/),
];

function input(name: string, config: Record<string, unknown>, about: RegExp): PlatformCase {
  return { ...row, name, config, expect: { reason: 'InvalidConfiguration', about } };
}

export const cases: PlatformCases = [
  ...five,
  ...openRows,
  ...refusedRows,
  ...clockRows,
  ...regionRows,
  ...passingRows,
  ...inputRows,
];
