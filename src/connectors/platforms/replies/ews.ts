import type { PlatformReply } from '../../platform.ts';

/** The code stands in the response, or in the detail of a fault that comes with status 500. */
export function coded(...codes: string[]): string {
  return `text.matches("<(?:[a-z]+:)?ResponseCode(?: [^>]*)?>(?:${codes.join('|')})</")`;
}

export const noMailbox = coded('ErrorNonExistentMailbox');

/** learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode */
export const ewsReplies: PlatformReply[] = [
  { when: noMailbox, outcome: 'TargetNotFound', causes: ['there is no such mailbox on this server'] },
  {
    when: coded('ErrorAccessDenied'),
    outcome: 'PermissionDenied',
    causes: ['the account has no Full Access to the mailbox, nor a right to its folders'],
  },
  {
    when: coded('ErrorImpersonateUserDenied', 'ErrorImpersonationDenied'),
    outcome: 'PermissionDenied',
    causes: ['the account has not the role ApplicationImpersonation for the mailbox'],
  },
  {
    when: coded('ErrorAccountDisabled'),
    outcome: 'CredentialsRevoked',
    causes: ['the account is disabled'],
  },
  { when: coded('ErrorServerBusy', 'ErrorADUnavailable', 'ErrorADOperation'), outcome: 'ServiceUnavailable' },
  // Another code, or a warning: nobody knows what it proves.
  {
    when: 'text.matches("ResponseClass=\\"(?:Error|Warning)\\"") || text.contains(":Fault>")',
    outcome: 'UnexpectedReply',
  },
  {
    // unverified: that 403 is how an Exchange Server refuses where EWS is switched off
    when: 'status == 403',
    outcome: 'TargetNotFound',
    causes: ['Exchange Web Services are switched off, for the account or as a whole', 'the address is another one'],
  },
  {
    when: 'status == 404 || status == 405',
    outcome: 'TargetNotFound',
    causes: ['the address is not that of Exchange Web Services'],
  },
];
