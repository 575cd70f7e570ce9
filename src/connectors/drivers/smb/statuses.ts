import type { FailedReason, InconclusiveReason } from '../../../api/reasons.ts';
import { extendAccount } from '../../engine/said-words.ts';
import { workstation } from './settings.ts';

type Reason = FailedReason | InconclusiveReason;

interface Meaning {
  reason: Reason;
  about?: string;
  fix?: string;
  causes?: readonly string[];
}

/** NTSTATUS values ([MS-ERREF] 2.3.1) by the names that smbclient prints behind `NT_STATUS_`. */
const codes: Readonly<Record<string, number>> = {
  ACCESS_DENIED: 0xc0000022,
  WRONG_PASSWORD: 0xc000006a,
  NO_SUCH_USER: 0xc0000064,
  LOGON_FAILURE: 0xc000006d,
  NOT_FOUND: 0xc0000225,
  ACCOUNT_RESTRICTION: 0xc000006e,
  INVALID_LOGON_HOURS: 0xc000006f,
  INVALID_WORKSTATION: 0xc0000070,
  PASSWORD_EXPIRED: 0xc0000071,
  ACCOUNT_DISABLED: 0xc0000072,
  NO_SUCH_DOMAIN: 0xc00000df,
  SMARTCARD_LOGON_REQUIRED: 0xc00002fa,
  AUTHENTICATION_FIREWALL_FAILED: 0xc0000413,
  NO_LOGON_SERVERS: 0xc000005e,
  NETLOGON_NOT_STARTED: 0xc0000192,
  DOMAIN_CONTROLLER_NOT_FOUND: 0xc0000233,
  NO_TRUST_SAM_ACCOUNT: 0xc000018b,
  TIME_DIFFERENCE_AT_DC: 0xc0000133,
  LOGON_TYPE_NOT_GRANTED: 0xc000015b,
  TRUSTED_DOMAIN_FAILURE: 0xc000018c,
  TRUSTED_RELATIONSHIP_FAILURE: 0xc000018d,
  ACCOUNT_EXPIRED: 0xc0000193,
  INSUFF_SERVER_RESOURCES: 0xc0000205,
  PASSWORD_MUST_CHANGE: 0xc0000224,
  ACCOUNT_LOCKED_OUT: 0xc0000234,
  NTLM_BLOCKED: 0xc0000418,
  NETWORK_ACCESS_DENIED: 0xc00000ca,
  BAD_NETWORK_NAME: 0xc00000cc,
  REQUEST_NOT_ACCEPTED: 0xc00000d0,
  NOT_SUPPORTED: 0xc00000bb,
  MEDIA_WRITE_PROTECTED: 0xc00000a2,
  USER_SESSION_DELETED: 0xc0000203,
  NETWORK_SESSION_EXPIRED: 0xc000035c,
  OBJECT_NAME_NOT_FOUND: 0xc0000034,
  OBJECT_PATH_NOT_FOUND: 0xc000003a,
  OBJECT_NAME_INVALID: 0xc0000033,
  NOT_A_DIRECTORY: 0xc0000103,
  NO_SUCH_FILE: 0xc000000f,
  NO_MORE_FILES: 0x80000006,
  PRIVILEGE_NOT_HELD: 0xc0000061,
  FILE_IS_A_DIRECTORY: 0xc00000ba,
  CANNOT_DELETE: 0xc0000121,
};

export const moreProcessingRequired = 0xc0000016;
/** The answer comes later. */
export const pending = 0x00000103;
/** Another server has it (DFS). */
export const pathNotCovered = 0xc0000257;
/** [MS-ERREF] 2.3: the two highest bits of a refusal. */
export const error = 3;
export const statusOf = (name: string): number | undefined => codes[name];
/** By these a server says that the account may not. */
export const denied: ReadonlySet<string> = new Set([
  'ACCESS_DENIED',
  'NETWORK_ACCESS_DENIED',
  'PRIVILEGE_NOT_HELD',
  'MEDIA_WRITE_PROTECTED',
  'CANNOT_DELETE',
]);
export const statusName = (status: number): string | undefined =>
  Object.keys(codes).find((name) => codes[name] === status);

const noController = ['the server reaches no controller of the domain'];
const brokenTrust = ['the trust between the server and its domain, or between two domains, is broken'];

const signIn: Readonly<Record<string, Meaning>> = {
  LOGON_FAILURE: { reason: 'CredentialsRejected' },
  WRONG_PASSWORD: { reason: 'CredentialsRejected' },
  NO_SUCH_USER: { reason: 'CredentialsRejected' },
  // A domain controller of Samba 4.17 says so of a wrong password where the user name is user@domain.
  NOT_FOUND: { reason: 'CredentialsRejected' },
  ACCOUNT_DISABLED: { reason: 'CredentialsRevoked' },
  ACCOUNT_EXPIRED: { reason: 'CredentialsExpired', about: 'the account', fix: extendAccount },
  PASSWORD_EXPIRED: { reason: 'CredentialsExpired', about: 'the password' },
  PASSWORD_MUST_CHANGE: { reason: 'InteractionRequired', about: 'the password must be changed' },
  ACCOUNT_LOCKED_OUT: { reason: 'AccountLocked' },
  ACCOUNT_RESTRICTION: {
    reason: 'PermissionDenied',
    about: 'sign in with NTLM: a policy restricts the account, such as the group Protected Users',
  },
  INVALID_LOGON_HOURS: { reason: 'PermissionDenied', about: 'sign in at this hour' },
  INVALID_WORKSTATION: {
    reason: 'PermissionDenied',
    about: `sign in from any workstation: ${workstation}, as the operator calls itself, is none of those it may`,
  },
  LOGON_TYPE_NOT_GRANTED: { reason: 'PermissionDenied', about: 'sign in over the network' },
  NETWORK_ACCESS_DENIED: { reason: 'PermissionDenied', about: 'sign in over the network' },
  SMARTCARD_LOGON_REQUIRED: { reason: 'PermissionDenied', about: 'sign in with a password: it needs a smart card' },
  AUTHENTICATION_FIREWALL_FAILED: {
    reason: 'PermissionDenied',
    about: 'sign in on this server: users of other domains need the right "Allowed to authenticate" on it',
  },
  NO_SUCH_DOMAIN: { reason: 'InvalidConfiguration', about: 'the server knows no domain of that name' },
  NO_LOGON_SERVERS: { reason: 'ServiceUnavailable', causes: noController },
  NETLOGON_NOT_STARTED: { reason: 'ServiceUnavailable', causes: noController },
  DOMAIN_CONTROLLER_NOT_FOUND: { reason: 'ServiceUnavailable', causes: noController },
  NO_TRUST_SAM_ACCOUNT: { reason: 'ServiceUnavailable', causes: brokenTrust },
  TRUSTED_DOMAIN_FAILURE: { reason: 'ServiceUnavailable', causes: brokenTrust },
  TRUSTED_RELATIONSHIP_FAILURE: { reason: 'ServiceUnavailable', causes: brokenTrust },
  TIME_DIFFERENCE_AT_DC: { reason: 'ClockSkew' },
  INSUFF_SERVER_RESOURCES: { reason: 'ServiceUnavailable' },
  REQUEST_NOT_ACCEPTED: { reason: 'RateLimited' },
  NTLM_BLOCKED: {
    reason: 'InvalidConfiguration',
    about: 'NTLM is switched off on the server or in its domain, and this method has nothing else: allow NTLM there',
  },
  // unverified: what a refusal of access in answer to a sign-in, not to a share, is about
  ACCESS_DENIED: {
    reason: 'AccessRefused',
    causes: [
      'NTLM is switched off',
      'a policy of the server about signing',
      'the account may not sign in over the network',
    ],
  },
  NOT_SUPPORTED: { reason: 'InvalidConfiguration', about: 'the server does not take this way to sign in' },
};

const share: Readonly<Record<string, Meaning>> = {
  ACCESS_DENIED: { reason: 'PermissionDenied' },
  NETWORK_ACCESS_DENIED: { reason: 'PermissionDenied' },
  BAD_NETWORK_NAME: { reason: 'TargetNotFound' },
  REQUEST_NOT_ACCEPTED: { reason: 'RateLimited' },
  INSUFF_SERVER_RESOURCES: { reason: 'ServiceUnavailable' },
  USER_SESSION_DELETED: { reason: 'ServiceUnavailable' },
  NETWORK_SESSION_EXPIRED: { reason: 'ServiceUnavailable' },
};

/** What the status of SESSION_SETUP says of the credential; undefined where nobody knows. */
export function meaningOfSignIn(status: number): Meaning | undefined {
  return byCode(signIn, status);
}

/** What the status of TREE_CONNECT says of the share. */
export function meaningOfShare(status: number): Meaning | undefined {
  return byCode(share, status);
}

function byCode(table: Readonly<Record<string, Meaning>>, status: number): Meaning | undefined {
  return table[statusName(status) ?? ''];
}
