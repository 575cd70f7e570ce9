import type { PlatformRow } from '../../../api/platform.gen.ts';

/** learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode; it comes in a fault as well. */
export const ewsReplies: PlatformRow[] = [
  {
    when: 'code == "ErrorNonExistentMailbox"',
    outcome: 'TargetNotFound',
    causes: ['there is no such mailbox on this server'],
  },
  {
    when: 'code == "ErrorAccessDenied"',
    outcome: 'PermissionDenied',
    causes: ['the account has neither Full Access to the mailbox nor a permission on its folders'],
  },
  {
    when: 'code in ["ErrorImpersonateUserDenied", "ErrorImpersonationDenied"]',
    outcome: 'PermissionDenied',
    causes: ['the account does not have the role ApplicationImpersonation for the mailbox'],
  },
  { when: 'code == "ErrorAccountDisabled"', outcome: 'CredentialsRevoked', causes: ['the account is disabled'] },
  { when: 'code == "ErrorPasswordExpired"', outcome: 'CredentialsExpired', causes: ['the password has expired'] },
  {
    when: 'code == "ErrorPasswordChangeRequired"',
    outcome: 'InteractionRequired',
    causes: ['the password must be changed'],
  },
  {
    when: 'code in ["ErrorServerBusy", "ErrorADUnavailable", "ErrorADOperation", "ErrorMailboxStoreUnavailable", "ErrorMailboxMoveInProgress", "ErrorInternalServerTransientError"]',
    outcome: 'ServiceUnavailable',
  },
  {
    when: 'code in ["ErrorConnectionFailed", "ErrorTimeoutExpired", "ErrorExceededConnectionCount", "ErrorMailboxFailover"]',
    outcome: 'ServiceUnavailable',
  },
  // Another code, or a warning: nobody knows what it proves.
  {
    when: 'text.matches("ResponseClass=\\"(?:Error|Warning)\\"") || text.contains(":Fault>")',
    outcome: 'UnexpectedReply',
  },
  {
    // unverified: that 403 is how an Exchange Server refuses where EWS is switched off
    when: 'status == 403',
    outcome: 'TargetNotFound',
    causes: [
      'Exchange Web Services are disabled, for the account or as a whole',
      '`url` is not the address of Exchange Web Services',
    ],
  },
  {
    when: 'status == 404 || status == 405',
    outcome: 'TargetNotFound',
    causes: ['`url` is not the address of Exchange Web Services'],
  },
];
