import type { PlatformReply } from '../../../api/platform.gen.ts';

/** A page, whatever the status: an instance for developers sleeps when nobody uses it. */
const hibernating: PlatformReply = {
  when: 'text.matches("(?i)instance is hibernating")',
  outcome: 'ServiceUnavailable',
  causes: ['the instance is hibernating: wake it up on its web page'],
};
const denied = 'status == 401 && json.error in ["server_error", "access_denied"]';
const user = [
  'the user is inactive or locked out',
  'the user may not have interactive sessions (web service access only)',
];

/**
 * https://support.servicenow.com/kb?id=kb_article_view&sysparm_article=KB0791140 and the vendor's community: one body
 * for every cause. On a refresh the next identical request may succeed, so there it decides nothing.
 */
export const tokenReplies: PlatformReply[] = [
  hibernating,
  { when: `method == "oauth-refresh" && ${denied}`, outcome: 'UnexpectedReply' },
  {
    when: `method == "oauth-password" && ${denied}`,
    outcome: 'AccessRefused',
    causes: ['the password is wrong', ...user],
  },
  {
    when: `method == "jwt-bearer" && ${denied}`,
    outcome: 'AccessRefused',
    clockFirst: true,
    causes: ['privateKey is not the key of keyId', 'userIdentifier names no user', ...user],
  },
  {
    when: denied,
    outcome: 'AccessRefused',
    causes: ['the application has no user, or may not use this grant', ...user],
  },
  // unverified: the code of a wrong client at this endpoint; it is the one of RFC 6749.
  {
    when: 'json.error == "invalid_client"',
    outcome: 'CredentialsRejected',
    causes: ['clientId or clientSecret is wrong'],
  },
];

/** Used by the vendor's own pages and by several clients, not in the API reference; a 401 here decides nothing. */
export const currentUser = { url: 'https://{{config.hostname}}/api/now/ui/user/current_user' };

export const userReplies: PlatformReply[] = [
  hibernating,
  {
    when: 'status == 200 && json.result == []',
    outcome: 'PermissionDenied',
    causes: ['the account may not read its own record (table sys_user), so who it is cannot be told'],
    ask: {
      credential: true,
      request: currentUser,
      replies: [
        { when: 'status == 200 && json.result.user_name == "guest"', outcome: 'UnexpectedReply' },
        { when: 'status == 200 && json.result.user_sys_id != ""', outcome: 'Connected' },
      ],
    },
  },
  { when: 'status == 429', outcome: 'RateLimited', retryAt: 'int(headers["x-ratelimit-reset"])' },
  { when: 'status == 403', outcome: 'PermissionDenied' },
];

/** What the account may not see is no answer, and no failure either. */
export const roleReplies: PlatformReply[] = [{ when: 'status in [401, 403, 404]', outcome: 'Connected' }];
