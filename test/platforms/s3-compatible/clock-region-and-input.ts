import type { PlatformCase } from '../case.ts';
import { replies, replyOf, row, server } from './setup.ts';

export const clockRows: PlatformCase[] = [
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

export const regionRows: PlatformCase[] = [
  {
    ...row,
    name: 'AuthorizationHeaderMalformed with Region',
    start: server({ region: 'eu-west-1' }),
    expect: { reason: 'WrongRegion', stage: 'Authenticated', about: /^eu-west-1, not us-east-1$/ },
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
    expect: { reason: 'WrongRegion', stage: 'Authenticated', about: /^us-gov-west-1, not us-east-1$/ },
  },
  {
    ...row,
    name: 'a region that is none is not repeated',
    start: replyOf(400, 'AuthorizationHeaderMalformed', '<Region>Marker of the store</Region>'),
    expect: { reason: 'WrongRegion', stage: 'Authenticated', about: /^not us-east-1$/ },
  },
  {
    ...row,
    name: 'AuthorizationHeaderMalformed without Region',
    start: replyOf(400, 'AuthorizationHeaderMalformed'),
    expect: { reason: 'InvalidConfiguration', stage: 'Authenticated' },
  },
];

export const passingRows: PlatformCase[] = [
  {
    ...row,
    name: 'SlowDown',
    start: server({
      instead: () => ({ status: 503, headers: { 'retry-after': '7' }, body: '<Error><Code>SlowDown</Code></Error>' }),
    }),
    expect: { reason: 'RateLimited', retryAfterMs: 7000 },
  },
  { ...row, name: 'ServiceUnavailable', start: replyOf(503, 'ServiceUnavailable'), expect: { reason: 'RateLimited' } },
  {
    ...row,
    name: 'RequestTimeout',
    start: replyOf(400, 'RequestTimeout'),
    expect: { reason: 'TimedOut', stage: 'Authenticated' },
  },
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
    expect: { reason: 'ServiceUnavailable', stage: 'Authenticated' },
  },
  {
    ...row,
    name: 'a redirect without a code is not followed',
    start: replies(302, '', { location: 'https://elsewhere.example.com/' }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached' },
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
    expect: { reason: 'UnexpectedReply', stage: 'Reached' },
  },
  { ...row, name: '401 without a code', start: replies(401, ''), expect: { reason: 'CredentialsRejected' } },
  {
    ...row,
    name: 'the second step fails: nothing is decided',
    start: server({
      instead: ({ path, signed }) =>
        path === '/' && signed ? { status: 503, body: '<Error><Code>SlowDown</Code></Error>' } : undefined,
    }),
    expect: { reason: 'RateLimited', stage: 'Authorized' },
  },
];

export const inputRows: PlatformCase[] = [
  input('no endpoint', {}, /endpoint is missing/),
  input('no endpoint for minio', { preset: 'minio' }, /endpoint is missing/),
  input(
    'an endpoint with a path',
    { endpoint: 'https://s3.example.com/minio' },
    /^spec\.config\.endpoint .*has a path behind the host/,
  ),
  input(
    'an endpoint without a scheme',
    { endpoint: 's3.example.com' },
    /^spec\.config\.endpoint .*has no https:\/\/ before it/,
  ),
  input(
    'an endpoint with a user',
    { endpoint: 'https://a@s3.example.com' },
    /^spec\.config\.endpoint has a user name or password in it/,
  ),
  input(
    'a bucket in capitals',
    { endpoint: 'https://s3.example.com', bucket: 'Finance' },
    /^spec\.config\.bucket is "Finance", which contains capital letters: write finance/,
  ),
  ...['http://10.0.0.7:9000', 'http://[fd00::7]:9000'].map((endpoint) =>
    input(
      `no path style at ${endpoint}`,
      { endpoint, forcePathStyle: false, bucket: 'finance' },
      /needs an endpoint with a name/,
    ),
  ),
  input('an unknown product', { preset: 'floppy' }, /preset is "floppy", which must be one of/),
];

function input(name: string, config: Record<string, unknown>, about: RegExp): PlatformCase {
  return { ...row, name, config, expect: { reason: 'InvalidConfiguration', about } };
}
