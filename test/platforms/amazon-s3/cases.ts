import { accessKey, stsRows } from './access-key.ts';
import { bucketRows, inputRows } from './buckets.ts';
import { assumeRole, webIdentity } from './roles.ts';
import type { PlatformCases } from '../case.ts';

export const cases: PlatformCases = [
  ...accessKey,
  ...assumeRole,
  ...webIdentity,
  ...stsRows,
  ...bucketRows,
  ...inputRows,
];
