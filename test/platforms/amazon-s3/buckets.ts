import type { PlatformCase } from '../case.ts';
import { account, all, aws, bucket, row, s3Host, s3Says, secret, untold, userArn } from './setup.ts';

const who = { id: userArn, tenant: account };

export const bucketRows: PlatformCase[] = [
  {
    ...row,
    name: 'AccessDenied on the bucket: the key is good',
    start: aws({ buckets: { [bucket]: { denied: true } } }),
    expect: {
      reason: 'PermissionDenied',
      about: /^list the bucket finance-archive$/,
      account: who,
      access: { read: 'Denied' },
    },
  },
  {
    ...row,
    name: 'a bucket that takes objects and is not listed, for those who only write',
    requires: { access: ['Write'], proof: 'Probe', path: 'in' },
    start: aws({ buckets: { [bucket]: { denied: true } } }),
    expect: { reason: 'Verified', access: all },
  },
  {
    ...row,
    name: 'a key that may list and not read',
    requires: { access: ['Read'] },
    start: aws({ buckets: { [bucket]: { keys: ['in/a b+c.pdf'], forbidden: ['HEAD', 'GET'] } } }),
    expect: { reason: 'PermissionDenied', about: /^read$/, account: who, access: { read: 'Denied', ...untold } },
  },
  {
    ...row,
    name: 'a key that may list and read',
    start: aws({
      buckets: { [bucket]: { keys: ['in/a b+c.pdf'] } },
      asks: ['GetCallerIdentity', `GET ${s3Host}/`, `HEAD ${s3Host}/in/a%20b%2Bc.pdf`],
    }),
    expect: { reason: 'Verified', access: { read: 'Granted', ...untold } },
  },
  {
    ...row,
    name: 'NoSuchBucket',
    config: { bucket: 'gone' },
    start: aws(),
    expect: { reason: 'TargetNotFound', about: /^the bucket gone$/, account: who },
  },
  {
    ...row,
    name: 'a bucket in another region',
    start: aws({ buckets: { [bucket]: { region: 'eu-west-1' } } }),
    expect: { reason: 'WrongRegion', about: /^eu-west-1, not us-east-1$/, account: who },
  },
  {
    ...row,
    name: 'PermanentRedirect names the region',
    start: s3Says(301, 'PermanentRedirect', { headers: { 'x-amz-bucket-region': 'ap-south-1' } }),
    expect: { reason: 'WrongRegion', about: /^ap-south-1, not us-east-1$/ },
  },
  {
    ...row,
    name: 'AccessDenied that names another region',
    start: s3Says(403, 'AccessDenied', { headers: { 'x-amz-bucket-region': 'ap-south-1' } }),
    expect: { reason: 'WrongRegion', about: /^ap-south-1, not us-east-1$/ },
  },
  {
    ...row,
    name: 'IllegalLocationConstraintException',
    start: s3Says(400, 'IllegalLocationConstraintException'),
    expect: { reason: 'WrongRegion', about: /^not us-east-1$/ },
  },
  {
    ...row,
    name: 'NotSignedUp',
    start: s3Says(403, 'NotSignedUp'),
    expect: { reason: 'PermissionDenied', account: who },
  },
  {
    ...row,
    name: 'AllAccessDisabled',
    start: s3Says(403, 'AllAccessDisabled'),
    expect: { reason: 'PermissionDenied' },
  },
  {
    ...row,
    name: 'RequestTimeTooSkewed',
    start: s3Says(403, 'RequestTimeTooSkewed'),
    expect: { reason: 'ClockSkew', stage: 'Authorized' },
  },
  { ...row, name: 'SlowDown', start: s3Says(503, 'SlowDown'), expect: { reason: 'RateLimited', stage: 'Authorized' } },
  {
    ...row,
    name: '200 with an error document',
    start: s3Says(200, 'InternalError'),
    expect: { reason: 'UnexpectedReply', stage: 'Authorized' },
  },
  {
    ...row,
    name: 'probe: no right to write',
    requires: { proof: 'Probe', path: '/', access: ['Write'] },
    start: aws({ buckets: { [bucket]: { forbidden: ['PUT'] } } }),
    expect: { reason: 'PermissionDenied', about: /^write$/, account: who },
  },
];

export const inputRows: PlatformCase[] = [
  input('an ARN of a bucket', 'arn:aws:s3:::finance-archive', /more than this setting takes: write finance-archive$/),
  input(
    'an access point',
    'arn:aws:s3:us-east-1:123456789012:accesspoint/finance',
    /access points and Outposts are not supported/,
  ),
  input('a directory bucket', 'finance--use1-az4--x-s3', /a directory bucket \(S3 Express\), which is not supported/),
  input('an Object Lambda access point', 'finance-1234567890abcdef--ol-s3', /an Object Lambda access point/),
  input('an address', 's3://finance-archive/in', /more than this setting takes: write finance-archive$/),
  input('capitals', 'Finance', /bucket is "Finance", which cannot be a bucket/),
  {
    ...row,
    name: 'a path that begins with no bucket',
    config: {},
    requires: { path: 'Finance/in' },
    expect: { reason: 'InvalidConfiguration', about: /requires\.path begins with "Finance"/ },
  },
  {
    ...row,
    name: 'a region of no partition that is known',
    config: { bucket, region: 'us-iso-east-1' },
    expect: { reason: 'InvalidConfiguration', about: /in none of the partitions/ },
  },
  {
    ...row,
    name: 'a role with the method access-key',
    config: { bucket, roleArn: 'arn:aws:iam::123456789012:role/x' },
    expect: { reason: 'InvalidConfiguration', about: /roleArn .*does not go with this method/ },
  },
  {
    ...row,
    name: 'an end that is no time',
    secret: { ...secret, expiration: 'tomorrow' },
    expect: { reason: 'SecretInvalid', about: /expiration/ },
  },
];

function input(name: string, wrong: string, about: RegExp): PlatformCase {
  return { ...row, name, config: { bucket: wrong }, expect: { reason: 'InvalidConfiguration', about } };
}
