import type { PlatformRow } from '../../../api/platform.gen.ts';
import { forbidden } from '../shared/graph/replies.ts';

export const mailboxReplies: PlatformRow[] = [
  { table: 'graph' },
  {
    // learn.microsoft.com/troubleshoot/exchange KB 4462988; the code comes with a 404, and inside a 403.
    when: String.raw`text.matches(r'(?i)"code"\s*:\s*"Mailbox(NotEnabled|NotSupported)ForRESTAPI"')`,
    outcome: 'TargetNotFound',
    causes: ['the mailbox has no licence, is inactive or was deleted', 'the mailbox is on premises'],
  },
  {
    when: String.raw`status == 403 && text.matches(r'(?i)"code"\s*:\s*"extensionError"')`,
    outcome: 'PermissionDenied',
    causes: ['the mailbox is on premises', 'an application access policy blocks it'],
  },
  {
    when: String.raw`status == 403 && text.matches(r'(?i)"code"\s*:\s*"ErrorAccessDenied"')`,
    outcome: 'PermissionDenied',
    causes: [
      'the application lacks a permission for mail, or the consent to it',
      'an application access policy blocks the mailbox (a change takes effect after up to two hours)',
    ],
  },
  forbidden,
  {
    // unverified: the codes ResourceNotFound and ErrorInvalidUser; the status alone decides.
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['there is no such mailbox'],
  },
];
