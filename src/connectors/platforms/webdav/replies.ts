import type { PlatformRow } from '../../../api/platform.gen.ts';

export const tables: Record<string, PlatformRow[]> = {
  space: [
    {
      when: 'status == 207 && needsSpace && full',
      outcome: 'PermissionDenied',
      causes: ['the quota is used up, so nothing can be stored until space is freed'],
    },
  ],
  // Apache answers with a page that says so.
  done: [{ when: 'status in [201, 204]', outcome: 'Passed' }],
  // Web servers answer 401 to a known user who may not, and 405 or 501 where a method is switched off.
  denied: [{ when: 'status in [401, 403, 405, 501, 507]', outcome: 'PermissionDenied' }],
  // The folder was seen to be there, so this is how a server says that nothing may be put into it.
  noRoom: [{ when: 'status in [404, 409]', outcome: 'PermissionDenied' }],
};

export const testReplies: PlatformRow[] = [
  { when: 'status == 207 && absent', outcome: 'TargetNotFound', causes: ['there is nothing at `spec.config.url`'] },
  {
    when: 'status == 207 && isFile',
    outcome: 'TargetNotFound',
    causes: ['`spec.config.url` is a file, not a collection (folder)'],
  },
  { table: 'space' },
  // Whoever answered a challenge of the server was looked at. Of any other 403 nobody knows who said it, and of whom.
  { when: 'status == 403 && method in ["digest", "ntlm"]', outcome: 'PermissionDenied' },
  {
    when: 'status == 405 || status == 501',
    outcome: 'TargetNotFound',
    causes: ['the address is not a WebDAV collection'],
  },
  { when: 'status == 423 || status == 507', outcome: 'UnexpectedReply' },
];

export const pathReplies: PlatformRow[] = [
  { when: 'status == 207 && absent', outcome: 'TargetNotFound', causes: ['there is nothing at the path'] },
  {
    when: 'status == 207 && isFile',
    outcome: 'TargetNotFound',
    causes: ['the path is a file, not a collection (folder)'],
  },
  { table: 'space' },
  // The account was accepted a moment ago: this is how Apache and IIS say that it may not go there.
  { when: 'status == 401', outcome: 'PermissionDenied', causes: ['the account is not allowed to open the path'] },
  { when: 'status == 405', outcome: 'TargetNotFound', causes: ['the path is not a WebDAV collection'] },
];
