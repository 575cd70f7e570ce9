import { describe, it } from '@jest/globals';
import type { Answer } from '../../support/fake-platform.ts';
import { holdVerdict, type VerdictCase } from '../verdict-case.ts';

const keys = { accessKeyId: 'MADEUPKEYID0000000', secretAccessKey: 'made-up-secret-access-key' };
const at = (preset: string, endpoint?: string) => ({
  preset,
  bucket: 'finance-archive',
  region: 'eu-1',
  ...(endpoint === undefined ? {} : { endpoint }),
});
const custom = at('custom', 'https://oss-eu-central-1.example.com');
const r2 = at('cloudflare-r2', 'https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com');
const b2 = { ...at('backblaze-b2'), region: 'eu-central-003' };
const wasabi = { ...at('wasabi'), region: 'eu-central-1' };

const error = (status: number, code: string, message = 'Made up.'): Answer => ({
  status,
  type: 'application/xml',
  text: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

type Row = [store: string, config: Record<string, unknown>, said: Answer, reason: VerdictCase['reason'], says?: RegExp];

const rows: Row[] = [
  [
    'R2',
    r2,
    error(400, 'InvalidArgument', 'Credential access key has length 20, should be 32'),
    'CredentialsRejected',
    /length/,
  ],
  [
    'R2',
    r2,
    error(400, 'InvalidRegionName', "The region name 'eu-1' is not valid. Must be one of: wnam, enam, auto"),
    'WrongRegion',
  ],
  ['R2', r2, error(401, 'Unauthorized', 'Unauthorized'), 'AccessRefused', /jurisdiction/],
  ['R2', r2, error(400, 'InvalidArgument', 'Made up'), 'UnexpectedReply'],
  ['B2', b2, error(403, 'InvalidAccessKeyId', 'The key is not valid'), 'CredentialsRejected'],
  [
    'B2',
    b2,
    error(403, 'AccessDenied', 'Transaction cap exceeded, see the Caps &amp; Alerts page to increase your cap.'),
    'RateLimited',
  ],
  ['Wasabi', wasabi, error(403, 'AccessDenied', 'Your account has been suspended.'), 'CredentialsRevoked'],
  [
    'Alibaba',
    custom,
    error(403, 'InvalidSecurityToken', 'The security token you provided is invalid.'),
    'CredentialsRejected',
  ],
  ['Alibaba', custom, error(403, 'AccessKeyIdAndSecurityTokenNotMatch'), 'CredentialsRejected'],
  ['Alibaba', custom, error(403, 'SecurityTokenExpired'), 'CredentialsExpired'],
  ['Alibaba', custom, error(403, 'InDebt', 'Current user is indebted'), 'PermissionDenied'],
  ['Alibaba', custom, error(403, 'UserDisable'), 'PermissionDenied'],
  ['Alibaba', custom, error(403, 'AbnormalBucketOwnerStatus'), 'PermissionDenied'],
  [
    'Alibaba',
    custom,
    error(
      403,
      'AccessDenied',
      'The bucket you are attempting to access must be addressed using the specified endpoint.',
    ),
    'WrongRegion',
  ],
  [
    'Huawei',
    custom,
    error(403, 'InvalidAccessKeyId', 'The user holding this access key has been disabled.'),
    'CredentialsRevoked',
  ],
  ['Huawei', custom, error(403, 'InvalidAccessKeyId', 'the access key AKMADEUP is inactive.'), 'CredentialsRevoked'],
  ['Alibaba', custom, error(403, 'InvalidAccessKeyId', 'The OSS Access Key Id is disabled.'), 'CredentialsRevoked'],
  ['Ceph', at('ceph-rgw', 'https://rgw.example.com'), error(403, 'UserSuspended'), 'CredentialsRevoked'],
  [
    'MinIO',
    at('minio', 'https://minio.example.com'),
    error(503, 'XMinioServerNotInitialized'),
    ['ServiceUnavailable', 'RateLimited'],
  ],
  ['Tencent', custom, error(403, 'RequestTimeTooSkewed'), 'ClockSkew'],
];

describe('What stores say in their own words', () => {
  it.each(rows.map(([store, config, said, reason, says]) => ({ store, config, said, reason, says })))(
    '$store: $said.text',
    ({ store, config, said, reason, says }) =>
      holdVerdict({
        name: store,
        platform: 's3-compatible',
        config,
        secret: keys,
        answer: () => said,
        reason,
        ...(says ? { says } : {}),
      }),
  );
});
