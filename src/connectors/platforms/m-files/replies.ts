import type { PlatformRow } from '../../../api/platform.gen.ts';

/** WebServiceError of developer.m-files.com; its ErrorCode is wrong, says the vendor, and its 403 has several meanings. */
export const replies: PlatformRow[] = [
  {
    when: 'status == 403 && json.IsLoggedToApplication == false && json.Exception.Name == "UnauthorizedAccessException"',
    outcome: 'CredentialsRejected',
    causes: ['`username` or `password` is wrong', 'the account is disabled', 'the account has no license'],
  },
  {
    when: 'status == 403 && json.IsLoggedToApplication == true && json.IsLoggedToVault == false',
    outcome: 'PermissionDenied',
    causes: ['the account is not allowed to open the vault in `spec.config.vaultGuid`'],
  },
  // unverified: 401, which the vendor does not name.
  { when: 'status == 401 || status == 403', outcome: 'UnexpectedReply' },
];
