import type { PlatformReply } from '../../../api/platform.gen.ts';

const page =
  'text.matches("(?i)^\\\\s*<(!doctype|html)") || ("content-type" in headers && headers["content-type"].contains("html"))';

/** Pods that restart or scale answer 200 with a body that is neither JSON nor a page: opentext/pyxecm, otcs.py. */
export const notReady: PlatformReply = {
  when: `status == 200 && json == null && !(${page})`,
  outcome: 'ServiceUnavailable',
};

export const apiReplies: PlatformReply[] = [
  notReady,
  // An OTDS ticket that has ended is a 400, not a 401; this one is a moment old.
  { when: 'status == 400 && json.status == 1034', outcome: 'UnexpectedReply', clockFirst: true },
  // unverified: a right that is missing as a 500.
  { when: 'status == 500 && json.error.matches("(?i)permission")', outcome: 'PermissionDenied' },
];

/** OTDS says in words why it refuses; a 200 is no login. */
// unverified: the words of failureReason, and that a 401 has them as well.
const failure = (words: string) => `json.failureReason.matches("(?i)${words}")`;

export const otdsReplies: PlatformReply[] = [
  {
    when: 'json.continuation == true',
    outcome: 'InteractionRequired',
    causes: ['OTDS wants another step, such as a second factor'],
  },
  { when: failure('lock'), outcome: 'AccountLocked' },
  { when: failure('expire'), outcome: 'CredentialsExpired' },
  { when: failure('credential|password|not found|unknown user'), outcome: 'CredentialsRejected' },
  {
    when: 'json.failureReason != null && json.failureReason != ""',
    outcome: 'AccessRefused',
    causes: ['the user name or the password is wrong', 'the account is disabled, or may not sign in here'],
  },
];

export const oauthReplies: PlatformReply[] = [
  {
    when: 'status == 401',
    outcome: 'AccessRefused',
    causes: ['clientId is wrong', 'clientSecret is wrong', 'the OAuth client may not use client credentials'],
  },
];
