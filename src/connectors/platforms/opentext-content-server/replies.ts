import type { PlatformRow } from '../../../api/platform.gen.ts';

/** Pods that restart or scale answer 200 with a body that is neither JSON nor a page: opentext/pyxecm, otcs.py. */
export const notReady: PlatformRow[] = [
  { when: 'status == 200 && json == null && !page', outcome: 'ServiceUnavailable' },
];

export const apiReplies: PlatformRow[] = [
  { table: 'notReady' },
  // An OTDS ticket that has ended is a 400, not a 401; this one is a moment old.
  { when: 'status == 400 && json.status == 1034', outcome: 'UnexpectedReply', compareClocks: true },
  // unverified: a right that is missing as a 500.
  { when: 'status == 500 && json.error.matches("(?i)permission")', outcome: 'PermissionDenied' },
];

/** OTDS says in words why it refuses; a 200 is no login. */
// unverified: the words of failureReason, and that a 401 has them as well.
export const otdsReplies: PlatformRow[] = [
  {
    when: 'json.continuation == true',
    outcome: 'InteractionRequired',
    causes: ['OTDS requires another step, such as a second factor'],
  },
  { when: 'json.failureReason.matches("(?i)lock")', outcome: 'AccountLocked' },
  { when: 'json.failureReason.matches("(?i)expire")', outcome: 'CredentialsExpired' },
  {
    when: 'json.failureReason.matches("(?i)credential|password|not found|unknown user")',
    outcome: 'CredentialsRejected',
  },
  {
    when: 'filled(json.failureReason)',
    outcome: 'AccessRefused',
    causes: ['the user name or the password is wrong', 'the account is disabled or is not allowed to sign in here'],
  },
];

export const oauthReplies: PlatformRow[] = [
  {
    when: 'status == 401',
    outcome: 'AccessRefused',
    causes: [
      '`clientId` is wrong',
      '`clientSecret` is wrong',
      'the OAuth client is not allowed to use client credentials',
    ],
  },
];
