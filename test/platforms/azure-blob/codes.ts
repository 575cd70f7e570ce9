import type { PlatformCase } from '../case.ts';
import { anotherKey, azurite, code, replies, row, sasRow } from './setup.ts';

export const failedRows: PlatformCase[] = [
  {
    ...row,
    name: 'AuthenticationFailed at another time',
    start: replies(
      code(403, 'AuthenticationFailed', {
        detail: 'The MAC signature found',
        headers: { date: 'Mon, 01 Jan 2018 00:00:00 GMT' },
      }),
    ),
    expect: { reason: 'ClockSkew' },
  },
  {
    ...row,
    name: 'AuthenticationFailed without detail',
    start: replies(code(403, 'AuthenticationFailed')),
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  {
    ...row,
    name: 'AuthenticationFailed without detail and Date',
    start: replies(code(403, 'AuthenticationFailed', { headers: { date: '' } })),
    expect: { reason: 'UnexpectedReply', about: /does not tell its time/ },
  },
  {
    ...sasRow,
    name: 'AuthenticationFailed, time frame',
    start: replies(code(403, 'AuthenticationFailed', { detail: 'Signature not valid in the specified time frame' })),
    expect: { reason: 'CredentialsExpired' },
  },
  {
    ...sasRow,
    name: 'AuthenticationFailed, not well formed',
    start: replies(code(403, 'AuthenticationFailed', { detail: 'sv is not well formed' })),
    expect: { reason: 'InvalidConfiguration' },
  },
  {
    ...sasRow,
    name: 'AuthenticationFailed, resource level',
    start: replies(
      code(403, 'AuthenticationFailed', { detail: 'Signed resource type not allowed for this resource level' }),
    ),
    expect: { reason: 'InvalidConfiguration' },
  },
  // Azurite's word for a wrong key; of Azure it is said about networks, and the product's rule is not bent to the emulator.
  {
    ...row,
    name: 'AuthorizationFailure, which is what Azurite says of a wrong key',
    secret: { accountKey: anotherKey },
    start: azurite(),
    expect: { reason: 'PermissionDenied', causes: 3 },
  },
];

export const codeRows: PlatformCase[] = (
  [
    [400, 'InvalidAuthenticationInfo', 'InvalidConfiguration'],
    [401, 'NoAuthenticationInformation', 'InvalidConfiguration'],
    [403, 'AuthorizationPermissionMismatch', 'PermissionDenied'],
    [403, 'AuthorizationFailure', 'PermissionDenied'],
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
    [500, 'InternalError', 'ServiceUnavailable'],
    [500, 'OperationTimedOut', 'ServiceUnavailable'],
    [503, 'ServerBusy', 'RateLimited'],
    [400, 'SomethingNew', 'UnexpectedReply'],
  ] as const
).flatMap(([status, name, reason]) => [
  { ...row, name: `${status} ${name}`, start: replies(code(status, name)), expect: { reason } },
  { ...sasRow, name: `${status} ${name} to a SAS`, start: replies(code(status, name)), expect: { reason } },
]);
