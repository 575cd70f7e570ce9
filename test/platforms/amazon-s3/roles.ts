import type { PlatformCase } from '../case.ts';
import {
  account,
  all,
  aws,
  base,
  bucket,
  externalId,
  forged,
  roleArn,
  row,
  s3Host,
  silent,
  stsSays,
  token,
  untold,
  user,
  userArn,
} from './setup.ts';

const config = { bucket, roleArn, externalId };
const byRole = { ...base, method: 'assume-role', config } as const;
const roleRow = { ...row, method: 'assume-role', config } as const;
const session = {
  id: 'arn:aws:sts::210987654321:assumed-role/migration/connection-operator',
  name: 'migration/connection-operator',
  tenant: '210987654321',
};

export const assumeRole: PlatformCase[] = [
  {
    ...byRole,
    kind: 'connected',
    name: 'the role is assumed, the bucket is listed with its key',
    start: aws({ asks: ['AssumeRole', `GET ${s3Host}/`] }),
    expect: { reason: 'Verified', account: session, access: { read: 'Granted', ...untold } },
  },
  {
    ...byRole,
    kind: 'connected',
    name: 'a session name of its own',
    config: { ...config, sessionName: 'nightly' },
    start: aws(),
    expect: { reason: 'Verified', account: { name: 'migration/nightly' } },
  },
  {
    ...byRole,
    kind: 'rejected',
    name: 'wrong secret',
    start: aws({ users: [{ ...user, secretAccessKey: 'another' }], asks: ['AssumeRole'] }),
    expect: { reason: 'CredentialsRejected' },
  },
  { ...byRole, kind: 'timed out', name: 'no answer', start: silent, timeoutMs: 300, expect: { reason: 'TimedOut' } },
  {
    ...byRole,
    kind: 'unexpected reply',
    name: 'a success without a key',
    start: stsSays(200, '', { body: '<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>' }),
    expect: { reason: 'UnexpectedReply', about: /without saying which account/ },
  },
  {
    ...byRole,
    kind: 'malformed secret',
    name: 'no accessKeyId',
    secret: { secretAccessKey: 'canary-aws-secret' },
    expect: { reason: 'SecretKeyMissing', about: /^key `accessKeyId` of the Secret is missing/ },
  },
  {
    ...roleRow,
    name: 'another external id: the key itself is good, and it is said whose it is',
    config: { ...config, externalId: 'another' },
    start: aws({ asks: ['AssumeRole', 'GetCallerIdentity'] }),
    expect: {
      reason: 'PermissionDenied',
      about: /^assume the role arn:aws:iam::210987654321:role\/teams\/migration$/,
      causes: 4,
      account: { id: userArn, tenant: account },
    },
  },
  {
    ...roleRow,
    name: 'no external id',
    config: { bucket, roleArn },
    start: aws(),
    expect: { reason: 'PermissionDenied', causes: 4 },
  },
  {
    ...roleRow,
    name: 'the account that the role is in is the one that counts',
    config: { ...config, accountId: account },
    start: aws(),
    expect: { reason: 'IdentityMismatch', account: { tenant: '210987654321' } },
  },
  {
    ...roleRow,
    name: 'ValidationError',
    start: stsSays(400, 'ValidationError'),
    expect: { reason: 'InvalidConfiguration', stage: 'Authenticated', about: /roleArn, externalId or sessionName/ },
  },
  {
    ...roleRow,
    name: 'no role',
    config: { bucket },
    expect: { reason: 'InvalidConfiguration', about: /roleArn is missing/ },
  },
  {
    ...roleRow,
    name: 'a role of another partition',
    config: { ...config, region: 'cn-north-1' },
    expect: { reason: 'InvalidConfiguration', about: /partition aws, and region cn-north-1 is of aws-cn/ },
  },
];

const byToken = { kind: 'reply table', method: 'web-identity', config: { bucket, roleArn } } as const;
const identityToken = await token();

export const webIdentity: PlatformCase[] = [
  {
    ...byToken,
    kind: 'connected',
    name: 'the token of the service account, unsigned; the bucket with the key of the role',
    identityToken,
    start: aws({ users: [], asks: ['AssumeRoleWithWebIdentity', `GET ${s3Host}/`] }),
    expect: { reason: 'Verified', account: session, access: { read: 'Granted', ...untold } },
  },
  {
    ...byToken,
    name: 'probe',
    identityToken,
    requires: { proof: 'Probe', path: '/' },
    start: aws({ users: [] }),
    expect: { reason: 'Verified', access: all },
  },
  {
    ...byToken,
    kind: 'rejected',
    name: 'InvalidIdentityToken: an issuer that the account does not know',
    identityToken: forged,
    start: aws({ users: [], asks: ['AssumeRoleWithWebIdentity'] }),
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    ...byToken,
    name: 'a token for another audience',
    identityToken: await token({ audience: 'elsewhere' }),
    start: aws({ users: [] }),
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    ...byToken,
    name: 'a trust policy that names another service account',
    identityToken: await token({ sub: 'system:serviceaccount:other:bot' }),
    start: aws({ users: [] }),
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    ...byToken,
    name: 'ExpiredTokenException: the token is new, so a clock is wrong',
    identityToken: await token({ seconds: -30 }),
    start: aws({ users: [] }),
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  {
    ...byToken,
    name: 'IDPRejectedClaim',
    identityToken,
    start: stsSays(403, 'IDPRejectedClaim'),
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  {
    ...byToken,
    name: 'IDPCommunicationError',
    identityToken,
    start: stsSays(400, 'IDPCommunicationError'),
    expect: { reason: 'ServiceUnavailable', stage: 'Authenticated' },
  },
  {
    ...byToken,
    kind: 'timed out',
    name: 'no answer',
    identityToken,
    start: silent,
    timeoutMs: 300,
    expect: { reason: 'TimedOut' },
  },
  {
    ...byToken,
    kind: 'unexpected reply',
    name: 'an empty success',
    identityToken,
    start: stsSays(200, '', { body: '' }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached' },
  },
  {
    ...byToken,
    kind: 'malformed secret',
    name: 'a Secret instead of a service account',
    expect: { reason: 'InvalidConfiguration', about: /serviceAccountName is missing/ },
  },
];
