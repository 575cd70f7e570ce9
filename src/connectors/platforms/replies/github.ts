import type { PlatformReply } from '../../../api/platform.gen.ts';

export const headers = { Accept: 'application/vnd.github+json', 'X-GitHub-Api-Version': '2022-11-28' };

/**
 * A 403 that asks for patience, not one about rights:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
const limits: PlatformReply[] = [
  {
    when: '(status == 403 || status == 429) && (headers["x-ratelimit-remaining"] == "0" || "retry-after" in headers || json.message.lowerAscii().contains("secondary rate limit"))',
    outcome: 'RateLimited',
    // A secondary limit without a header wants a minute at least.
    retryAt:
      '"x-ratelimit-remaining" in headers && headers["x-ratelimit-remaining"] == "0" ? int(headers["x-ratelimit-reset"]) : now + 60',
  },
  {
    when: 'status == 403 && headers["x-github-sso"].startsWith("required")',
    outcome: 'InteractionRequired',
    causes: ['the token is not authorized for the single sign-on of an organization'],
  },
  {
    when: 'status == 400',
    outcome: 'InvalidConfiguration',
    causes: ['the server does not know the version of the API that is asked for'],
  },
];

/** The route that tells who we are. */
export const testReplies: PlatformReply[] = [
  ...limits,
  // After several bad attempts every token of the user is refused here, and a good one needs no right to be answered:
  // https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
  { when: 'status == 403 && method == "personal-access-token"', outcome: 'RateLimited' },
];

/** The JWT of an app; the texts: tests of octokit/auth-app.js, and other public clients. */
export const appReplies: PlatformReply[] = [
  ...limits,
  { when: `status == 401 && json.message.matches("(?i)'(issued at|expiration time)' claim")`, outcome: 'ClockSkew' },
  {
    when: 'json.message.matches("(?i)json web token could not be decoded|integration not found")',
    outcome: 'CredentialsRejected',
    causes: ['privateKey is not a key of this app', 'appId is wrong'],
  },
  {
    when: 'status == 401',
    outcome: 'AccessRefused',
    clockFirst: true,
    causes: ['privateKey is not a key of this app, or it was removed', 'appId is wrong'],
  },
];

export const installationReplies: PlatformReply[] = [
  ...appReplies,
  {
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['the app was uninstalled', 'installationId is one of another app'],
  },
  { when: 'status == 403 && json.message.lowerAscii().contains("suspended")', outcome: 'CredentialsRevoked' },
];

/** A private repository is not found by those who may not see it. */
export const repositoryReplies: PlatformReply[] = [
  ...limits,
  {
    when: 'status == 403 && (json.message.contains("Resource not accessible by") || "x-accepted-github-permissions" in headers)',
    outcome: 'ScopeMissing',
  },
  { when: 'status == 403', outcome: 'PermissionDenied' },
  { when: 'status == 404', outcome: 'TargetNotFound', causes: ['there is no such repository', 'it may not be seen'] },
];
