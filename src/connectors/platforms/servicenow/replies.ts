import type { PlatformRow } from '../../../api/platform.gen.ts';

/** A page, whatever the status: an instance for developers sleeps when nobody uses it. */
export const hibernating: PlatformRow[] = [
  {
    when: 'text.lowerAscii().contains("instance is hibernating")',
    outcome: 'ServiceUnavailable',
    causes: ['the instance is hibernating: wake it up on its web page'],
  },
];
const denied = 'status == 401 && json.error in ["server_error", "access_denied"]';
const user = [
  'the user is inactive or locked out',
  'the user is not allowed interactive sessions (web service access only)',
];

/**
 * https://support.servicenow.com/kb?id=kb_article_view&sysparm_article=KB0791140 and the vendor's community: one body
 * for every cause. On a refresh the next identical request may succeed, so there it decides nothing.
 */
export const tokenReplies: PlatformRow[] = [
  { table: 'hibernating' },
  { when: `method == "oauth-refresh" && ${denied}`, outcome: 'UnexpectedReply' },
  {
    when: `method == "oauth-password" && ${denied}`,
    outcome: 'AccessRefused',
    causes: ['the password is wrong', ...user],
  },
  {
    when: `method == "jwt-bearer" && ${denied}`,
    outcome: 'AccessRefused',
    compareClocks: true,
    causes: [
      '`privateKey` is not the key of `spec.config.keyId`',
      '`spec.config.userIdentifier` is not a user',
      ...user,
    ],
  },
  {
    when: denied,
    outcome: 'AccessRefused',
    causes: ['the application has no user, or is not allowed to use this grant', ...user],
  },
  // unverified: the code of a wrong client at this endpoint; it is the one of RFC 6749.
  {
    when: 'json.error == "invalid_client"',
    outcome: 'CredentialsRejected',
    causes: ['`clientId` or `clientSecret` is wrong'],
  },
];

export const recordReplies: PlatformRow[] = [
  { table: 'hibernating' },
  { when: 'status == 429', outcome: 'RateLimited', retryAfter: 'int(headers["x-ratelimit-reset"])' },
  {
    when: 'status == 401 && method == "basic"',
    outcome: 'CredentialsRejected',
    causes: ['`username` or `password` is wrong', ...user],
  },
  { when: 'status == 403 && has(json.error)', outcome: 'PermissionDenied' },
];

/** What this says of somebody whose own record is hidden. */
export const currentUserReplies: PlatformRow[] = [
  { when: 'status == 200 && json.result.user_name == "guest"', outcome: 'UnexpectedReply' },
  {
    when: 'status in [200, 400, 401, 403, 404] && !filled(json.result.user_sys_id)',
    outcome: 'PermissionDenied',
    causes: ['the account is not allowed to read its own record (table sys_user), so nothing identifies it'],
  },
];
