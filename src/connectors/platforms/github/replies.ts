import type { PlatformRow } from '../../../api/platform.gen.ts';

/**
 * A 403 that asks for patience, not one about permissions:
 * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
export const limits: PlatformRow[] = [
  {
    when: 'status in [403, 429] && headers["x-ratelimit-remaining"] == "0"',
    outcome: 'RateLimited',
    retryAfter: 'int(headers["x-ratelimit-reset"])',
  },
  {
    when: 'status in [403, 429] && (has(headers["retry-after"]) || said.matches("secondary rate limit|abuse detection"))',
    outcome: 'RateLimited',
    // A secondary limit without a header wants a minute at least.
    retryAfter: 'now + 60',
  },
  {
    when: 'status == 403 && headers["x-github-sso"].startsWith("required")',
    outcome: 'InteractionRequired',
    causes: ['the token is not authorized for the single sign-on of an organization'],
  },
  { when: 'status == 403 && said.contains("suspended")', outcome: 'CredentialsRevoked' },
  {
    when: 'status == 403 && said.contains("ip allow list")',
    outcome: 'AccessRefused',
    causes: ['this network address is not on the IP allow list of the organization or enterprise'],
  },
  {
    when: 'status == 400',
    outcome: 'InvalidConfiguration',
    causes: ['the server does not support the version of the API that the operator uses'],
  },
];

/** The request that identifies the account. */
export const testReplies: PlatformRow[] = [
  { table: 'limits' },
  // After several bad attempts every token of the user is refused here:
  // https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
  { when: 'status == 403 && said.contains("maximum number of login attempts")', outcome: 'RateLimited' },
  {
    when: 'status == 403 && method == "personal-access-token"',
    outcome: 'AccessRefused',
    causes: ['the token is not allowed by a policy of the organization or enterprise', 'the account is restricted'],
  },
];

/** The JWT of an app; the texts: tests of octokit/auth-app.js, and other public clients. */
export const appReplies: PlatformRow[] = [
  { table: 'limits' },
  { when: `status == 401 && json.message.matches("(?i)'(issued at|expiration time)' claim")`, outcome: 'ClockSkew' },
  {
    when: 'json.message.matches("(?i)json web token could not be decoded|integration not found")',
    outcome: 'CredentialsRejected',
    causes: ['`privateKey` is not a key of this app', '`spec.config.appId` is wrong'],
  },
  {
    when: 'status == 401',
    outcome: 'AccessRefused',
    compareClocks: true,
    causes: ['`privateKey` is not a key of this app, or was removed', '`spec.config.appId` is wrong'],
  },
];

export const installationReplies: PlatformRow[] = [
  { table: 'app' },
  {
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['the app was uninstalled', '`spec.config.installationId` belongs to another app'],
  },
];

/** A private repository is not found by those who may not see it. */
export const repositoryReplies: PlatformRow[] = [
  { table: 'limits' },
  {
    when: 'status == 403 && (has(headers["x-accepted-github-permissions"]) || json.message.contains("Resource not accessible by"))',
    outcome: 'ScopeMissing',
  },
  { when: 'status == 403', outcome: 'PermissionDenied' },
  {
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['the repository does not exist', 'the account is not allowed to see it'],
  },
];
