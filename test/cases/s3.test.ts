import { describe, it } from '@jest/globals';
import type { Answer, Received } from '../support/fake-platform.ts';
import { holdVerdict, type VerdictCase } from './verdict-case.ts';

const keys = { accessKeyId: 'MADEUPKEYID0000000', secretAccessKey: 'made-up-secret-access-key' };
const endpoint = 'https://oss-xx-region.example.com';
const config = { endpoint, region: 'xx-region', bucket: 'finance-archive' };

const xml = (status: number, body: string): Answer => ({
  status,
  type: 'application/xml',
  text: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
});
const error = (status: number, code: string) => xml(status, `<Error><Code>${code}</Code></Error>`);
const buckets = xml(200, '<ListAllMyBucketsResult><Owner><ID>1000</ID></Owner><Buckets/></ListAllMyBucketsResult>');
const list = xml(200, '<ListBucketResult><Name>finance-archive</Name></ListBucketResult>');

/** The bucket in the path is refused with this, whoever asks. */
const refusing =
  (code: string, service: Answer = buckets) =>
  ({ url, headers }: Received): Answer => {
    if (headers['authorization'] === undefined) return error(403, 'AccessDenied');
    if (!url.hostname.startsWith('finance-archive.') && url.pathname !== '/') return error(403, code);
    return url.hostname.startsWith('finance-archive.') ? list : service;
  };

const pathStyle = (code: string, service?: Answer): VerdictCase => ({
  name: `${code}${service ? ', and no list of buckets' : ''}`,
  platform: 's3-compatible',
  config,
  secret: keys,
  answer: refusing(code, service),
  reason: 'InvalidConfiguration',
  says: /forcePathStyle.*false/,
});

describe('A store that takes no bucket in the path', () => {
  it.each<VerdictCase>([
    pathStyle('SecondLevelDomainForbidden'),
    pathStyle('SecondLevelDomainForbidden', error(403, 'AccessDenied')),
    pathStyle('PathStyleDomainForbidden'),
    pathStyle('VirtualHostDomainRequired'),
    pathStyle('InvalidPathAccess', error(403, 'AccessDenied')),
    { ...pathStyle('SecondLevelDomainForbidden'), name: 'with a path', requires: { path: 'a/b' } },
    {
      ...pathStyle('SecondLevelDomainForbidden'),
      name: 'is asked otherwise then',
      config: { ...config, forcePathStyle: false },
      reason: 'Verified',
      says: /^/,
    },
  ])('$name', holdVerdict);
});

const amazon = { region: 'eu-central-1', bucket: 'finance-archive' };

const r2 = {
  preset: 'cloudflare-r2',
  endpoint: 'https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com',
  bucket: 'finance-archive',
};
const hex = '0123456789abcdef0123456789abcdef';

const refused = (code: string, more: Partial<VerdictCase> = {}): VerdictCase => ({
  name: `401 ${code}`,
  platform: 's3-compatible',
  config: r2,
  secret: { accessKeyId: hex, secretAccessKey: hex + hex },
  answer: () => error(401, code),
  reason: 'AccessRefused',
  says: /accessKeyId or secretAccessKey is wrong.*jurisdiction/s,
  credential: 'NotAccepted',
  ...more,
});

describe("A store's own words for a key that it does not take", () => {
  it.each<VerdictCase>([
    refused('Unauthorized'),
    refused('Unauthorized', { name: 'without a bucket', config: { ...r2, bucket: undefined } }),
    refused('Unauthorized', {
      name: 'of another product',
      config: { ...config, preset: 'wasabi', endpoint: undefined },
    }),
    refused('AuthenticationRequired'),
    refused('NoSuchUser', { config }),
    refused('UserSuspended', { reason: 'CredentialsRevoked', says: /^/ }),
    refused('UserDisable', { reason: 'PermissionDenied', says: /not active/, credential: 'NotAccepted' }),
    refused('InArrearOrInsufficientBalance', {
      reason: 'PermissionDenied',
      says: /not active/,
      credential: 'NotAccepted',
    }),
    refused('OfAnotherStore', {
      reason: 'UnexpectedReply',
      answer: () => error(403, 'OfAnotherStore'),
      says: /It is the store itself that refuses/,
    }),
    refused('InvalidAccessKeyId', { reason: 'CredentialsRejected', says: /^/ }),
  ])('$name', holdVerdict);
});

const named = (accessKeyId: string): VerdictCase => ({
  name: accessKeyId,
  platform: 's3-compatible',
  config,
  secret: { ...keys, accessKeyId },
  answer: ({ headers }) => {
    const shown = headers['authorization'] ?? '';
    return shown.includes(`Credential=${accessKeyId}/`) ? list : error(403, 'AccessDenied');
  },
  reason: 'Verified',
});

describe("An access key ID that is not of AWS's form", () => {
  it.each<VerdictCase>([
    named('test:tester'),
    named('tenant$user'),
    named('00ab12cd34ef000000000001'),
    named('project:svc#backup'),
    named('minio~admin'),
    { ...named('two words'), reason: 'SecretInvalid', says: /accessKeyId/ },
    { ...named('a/b'), reason: 'SecretInvalid', says: /accessKeyId/ },
    { ...named('test:tester'), name: 'at AWS', platform: 'amazon-s3', config: amazon, reason: 'SecretInvalid' },
  ])('$name', holdVerdict);
});
