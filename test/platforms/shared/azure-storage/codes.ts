import type { Reason } from '../../../../src/api/reasons.ts';
import type { Stage } from '../../../../src/connectors/failure.ts';
import { storageError, type FakeService } from '../../../support/fakes/azure-storage.ts';
import type { FakeReply } from '../../../support/fake-platform.ts';
import type { Row } from '../../../support/http-cases.ts';

type Kind = 'key' | 'sas' | 'token';
type Line = readonly [status: number, code: string, reason: Reason, causes?: number];

/** learn.microsoft.com, "Common REST API error codes" and "SAS error codes" */
const lines: readonly Line[] = [
  [400, 'InvalidAuthenticationInfo', 'InvalidConfiguration'],
  [400, 'AccountRequiresHttps', 'InvalidConfiguration'],
  [400, 'InvalidResourceName', 'InvalidConfiguration'],
  [400, 'MissingRequiredHeader', 'UnexpectedReply'],
  [401, 'NoAuthenticationInformation', 'InvalidConfiguration'],
  [403, 'AuthorizationPermissionMismatch', 'PermissionDenied'],
  [403, 'AuthorizationFailure', 'PermissionDenied', 2],
  [403, 'AuthorizationSourceIPMismatch', 'PermissionDenied'],
  [403, 'AuthorizationProtocolMismatch', 'InvalidConfiguration'],
  [403, 'AuthorizationServiceMismatch', 'PermissionDenied'],
  [403, 'AuthorizationResourceTypeMismatch', 'PermissionDenied'],
  [403, 'InsufficientAccountPermissions', 'PermissionDenied'],
  [403, 'KeyBasedAuthenticationNotPermitted', 'InvalidConfiguration'],
  [403, 'AccountIsDisabled', 'CredentialsRevoked'],
  [404, 'ResourceNotFound', 'TargetNotFound'],
  [409, 'FeatureVersionMismatch', 'InvalidConfiguration'],
  [409, 'AccountBeingCreated', 'ServiceUnavailable'],
  [409, 'ContainerBeingDeleted', 'ServiceUnavailable'],
  [409, 'ShareBeingDeleted', 'ServiceUnavailable'],
  [409, 'FilesystemBeingDeleted', 'ServiceUnavailable'],
  [500, 'InternalError', 'ServiceUnavailable'],
  [500, 'OperationTimedOut', 'ServiceUnavailable'],
  [503, 'ServerBusy', 'RateLimited'],
  [400, 'SomethingNew', 'UnexpectedReply'],
];

/** AuthenticationErrorDetail of a refused signature; of a token none is known. */
const details: readonly (readonly [detail: string, reason: Reason])[] = [
  ['Signature not valid in the specified time frame', 'CredentialsExpired'],
  ['sv is not well formed', 'InvalidConfiguration'],
  ['Signed resource type not allowed for this resource level', 'InvalidConfiguration'],
  ['The date header in the request is incorrect', 'ClockSkew'],
];

/** Entra accepted an application before; a key or SAS is not known to be good by any refusal. */
function stageOf(kind: Kind, status = 403): Stage {
  if (kind === 'token') return 'Authorized';
  return status < 500 ? 'Authenticated' : 'Reached';
}

/** What each error of the service means, whichever of these routes is asked. */
export function codeRows(service: FakeService, kind: Kind, routes: readonly string[]): Row[] {
  const [route = ''] = routes;
  const all = (reply: FakeReply) => Object.fromEntries(routes.map((name) => [name, reply]));
  const failed = (more = {}) => all(storageError(service, 403, 'AuthenticationFailed', more));
  return [
    ...lines.map(([status, code, reason, causes]): Row => ({
      name: `${status} ${code} at ${route}`,
      replies: all(storageError(service, status, code)),
      expect: { reason, stage: stageOf(kind, status), ...(causes === undefined ? {} : { causes }) },
    })),
    ...(kind === 'token' ? [] : details).map(([detail, reason]): Row => ({
      name: `AuthenticationFailed: ${detail}`,
      replies: failed({ detail }),
      expect: { reason, stage: stageOf(kind) },
    })),
    {
      name: `trap: AuthenticationFailed is about the key, the clock or our signature (${kind})`,
      replies: failed(),
      expect: { reason: 'AccessRefused', stage: stageOf(kind), causes: 2 },
    },
    ...[-20, 20].map((minutes): Row => ({
      name: `AuthenticationFailed, the service's clock is ${minutes} minutes off`,
      replies: failed({ detail: 'The MAC signature found', dateMs: minutes * 60_000 }),
      expect: { reason: 'ClockSkew', stage: stageOf(kind) },
    })),
    {
      name: 'AuthenticationFailed without a Date',
      replies: failed({ dateMs: 'none' }),
      expect: { reason: 'UnexpectedReply', stage: stageOf(kind), about: /does not tell its time/ },
    },
    {
      name: 'ServerBusy with Retry-After',
      replies: all(storageError(service, 503, 'ServerBusy', { headers: { 'retry-after': '9' } })),
      expect: { reason: 'RateLimited', stage: stageOf(kind, 503), retryAfterMs: 9000 },
    },
  ];
}
