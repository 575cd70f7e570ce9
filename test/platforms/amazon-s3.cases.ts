import { accessKey, stsRows } from './amazon-s3/access-key.ts';
import { bucketRows, inputRows } from './amazon-s3/buckets.ts';
import { assumeRole, webIdentity } from './amazon-s3/roles.ts';
import type { PlatformCases } from './case.ts';

export const cases: PlatformCases = [
  ...accessKey,
  ...assumeRole,
  ...webIdentity,
  ...stsRows,
  ...bucketRows,
  ...inputRows,
];
