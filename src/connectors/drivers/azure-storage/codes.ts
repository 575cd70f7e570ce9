import type { FailedReason, InconclusiveReason } from '../../../api/reasons.ts';
import type { StorageResponse } from './response.ts';

/** What an error code means. */
export interface Meaning {
  reason: FailedReason | InconclusiveReason;
  about?: string;
  causes?: readonly string[];
}

const denied = { reason: 'PermissionDenied' } as const;
const wrong = { reason: 'InvalidConfiguration' } as const;
const passing = { reason: 'ServiceUnavailable' } as const;
const ourBug = { ...wrong, about: 'the service does not take the request as it is made' } as const;

/** learn.microsoft.com, "Common REST API error codes" and "SAS error codes"; each service's own list beside them. */
export const codes: Readonly<Record<string, Meaning>> = {
  NoAuthenticationInformation: ourBug,
  AuthorizationPermissionMismatch: { ...denied, about: 'list what is there' },
  AuthorizationSourceIPMismatch: { ...denied, about: 'the SAS is for other network addresses (sip)' },
  AuthorizationProtocolMismatch: { ...wrong, about: 'the SAS wants https (spr)' },
  AuthorizationServiceMismatch: { ...denied, about: 'the SAS is not for this service (ss)' },
  AuthorizationResourceTypeMismatch: { ...denied, about: 'the SAS is not for this kind of resource (srt)' },
  InsufficientAccountPermissions: denied,
  ContainerDisabled: { ...denied, about: 'an administrator has disabled the container' },
  ShareDisabled: { ...denied, about: 'an administrator has disabled the share' },
  UnauthorizedBlobOverwrite: { ...denied, about: 'overwrite what is there' },
  KeyBasedAuthenticationNotPermitted: {
    ...wrong,
    about: 'the storage account does not take keys, nor a SAS that was signed with one',
  },
  AccountIsDisabled: { reason: 'CredentialsRevoked' },
  FeatureVersionMismatch: {
    ...wrong,
    about: 'the stored access policy has a permission that this version of the protocol does not know',
  },
  AccountRequiresHttps: { ...wrong, about: 'the storage account takes https only' },
  InvalidResourceName: { ...wrong, about: 'the name is not one that the service allows' },
  // Our own bug: a header that a bearer token needs.
  MissingRequiredHeader: { reason: 'UnexpectedReply', about: 'the service misses a header' },
  AccountBeingCreated: passing,
  ContainerBeingDeleted: passing,
  ShareBeingDeleted: passing,
  FilesystemBeingDeleted: passing,
  InternalError: passing,
  // unverified: OperationTimedOut, and the status of ServerBusy
  OperationTimedOut: passing,
  ServerBusy: { reason: 'RateLimited' },
};

/** The credential lacks a permission, and the service says which; whether the signature was looked at is not said. */
export function lacksPermission({ code = '' }: StorageResponse): boolean {
  return Object.hasOwn(codes, code) && codes[code]?.reason === 'PermissionDenied';
}

/** Comes before the credential is judged as well: it says nothing about it. */
export function authorizationFailure(limited: boolean): Meaning {
  return {
    reason: 'PermissionDenied',
    causes: [
      'a firewall or virtual network rule of the storage account',
      ...(limited ? ['the network addresses that the SAS is limited to (sip)'] : []),
      'an access control list',
    ],
  };
}

// unverified: the names FilesystemNotFound and PathNotFound
export const notFound: ReadonlySet<string> = new Set([
  'ContainerNotFound',
  'ShareNotFound',
  'FilesystemNotFound',
  'ResourceNotFound',
  'ParentNotFound',
  'PathNotFound',
]);
