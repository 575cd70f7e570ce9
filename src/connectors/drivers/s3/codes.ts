import type { FailedReason, InconclusiveReason } from '../../../api/reasons.ts';
import { outage } from '../../engine/defaults.ts';
import type { StoreResponse } from './response.ts';

/**
 * What an error's `<Code>` means, whatever its status: products differ there.
 * docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; XAdminUserNotFound is versitygw's unknown key (404).
 */
const codes: Readonly<Record<string, FailedReason | InconclusiveReason>> = {
  InvalidAccessKeyId: 'CredentialsRejected',
  XAdminUserNotFound: 'CredentialsRejected',
  InvalidSecurity: 'CredentialsRejected',
  InvalidToken: 'CredentialsRejected',
  // https://www.alibabacloud.com/help/en/oss/how-to-troubleshoot-403-status-code-when-you-access-oss
  InvalidSecurityToken: 'CredentialsRejected',
  AccessKeyIdAndSecurityTokenNotMatch: 'CredentialsRejected',
  SecurityTokenExpired: 'CredentialsExpired',
  ExpiredToken: 'CredentialsExpired',
  TokenRefreshRequired: 'CredentialsExpired',
  // Ceph: rgw_common.cc, ERR_USER_SUSPENDED
  UserSuspended: 'CredentialsRevoked',
  AccountProblem: 'PermissionDenied',
  // Alibaba and Huawei: the account owes money
  UserDisable: 'PermissionDenied',
  InArrearOrInsufficientBalance: 'PermissionDenied',
  InDebt: 'PermissionDenied',
  InDebtOverdue: 'PermissionDenied',
  AbnormalBucketOwnerStatus: 'PermissionDenied',
  BucketDisable: 'PermissionDenied',
  // https://docs.aws.amazon.com/emr/latest/APIReference/CommonErrors.html
  OptInRequired: 'PermissionDenied',
  AllAccessDisabled: 'PermissionDenied',
  NotSignedUp: 'PermissionDenied',
  RequestTimeTooSkewed: 'ClockSkew',
  RequestExpired: 'ClockSkew',
  RequestTimeout: 'TimedOut',
  TemporaryRedirect: 'ServiceUnavailable',
  Redirect: 'ServiceUnavailable',
  SlowDown: 'RateLimited',
  ServiceUnavailable: 'RateLimited',
  NoSuchBucket: 'TargetNotFound',
  UserProjectMissing: 'InvalidConfiguration',
  InvalidBucketName: 'InvalidConfiguration',
  MissingAuthenticationToken: 'InvalidConfiguration',
  IncompleteSignature: 'InvalidConfiguration',
  // Alibaba, Tencent, Huawei and Volcengine, in their lists of error codes
  // unverified: the codes of other stores than Alibaba's
  SecondLevelDomainForbidden: 'InvalidConfiguration',
  PathStyleDomainForbidden: 'InvalidConfiguration',
  VirtualHostDomainRequired: 'InvalidConfiguration',
  InvalidPathAccess: 'InvalidConfiguration',
};

/** The store takes the bucket in the host name alone, whoever asks. */
export const pathStyleForbidden: ReadonlySet<string> = new Set([
  'SecondLevelDomainForbidden',
  'PathStyleDomainForbidden',
  'VirtualHostDomainRequired',
  'InvalidPathAccess',
]);

/** Each store has a name of its own for it: ThrottlingException, QpsLimitExceeded, TooManyRequests, RequestLimitExceeded. */
const limited = /throttl|(?:qps|rate|request|traffic|bandwidth)(?:limit)+(?:ed|exceeded)|toomanyrequests/i;

export function reasonOfCode({ code }: StoreResponse): FailedReason | InconclusiveReason | undefined {
  if (code === undefined) return undefined;
  if (Object.hasOwn(codes, code)) return codes[code];
  return limited.test(code) ? 'RateLimited' : undefined;
}

/** Whether it is the store that responded, in its own words or by refusing, and not something in front of it or an outage. */
export function isFromStore(response: StoreResponse): boolean {
  const { status, html, code, document } = response;
  if (outage(response, '', 0) || reasonOfCode(response) === 'RateLimited') return false;
  if (code !== undefined || isSuccess(response)) return true;
  return 'ListVersionsResult' in document || (!html && (status === 401 || status === 403));
}

/** The document of one of the lists that a test asks for. */
export function isSuccess({ document }: StoreResponse): boolean {
  return 'ListBucketResult' in document || 'ListAllMyBucketsResult' in document;
}

/** Whether it speaks of the account that the key belongs to, which is looked at once the signature is. */
export function judgesAccount({ code = '' }: StoreResponse): boolean {
  return ['AccountProblem', 'NotSignedUp'].includes(code);
}
