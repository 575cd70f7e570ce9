import type { PlatformRow } from '../../../api/platform.gen.ts';

/** https://support.zendesk.com/hc/en-us/articles/9182123625370: when the last API tokens end. */
export const end = '2027-04-30T00:00:00Z';

export const replies: PlatformRow[] = [
  {
    when: `status == 401 && method == "api-token" && now >= ${Date.parse(end) / 1000}`,
    outcome: 'CredentialsExpired',
  },
  {
    when: 'status == 401 && method == "api-token"',
    outcome: 'CredentialsRejected',
    causes: [
      '`email` or `apiToken` is wrong',
      'the token was deactivated, because it was not used for 30 days or was retired',
    ],
  },
  {
    when: 'status == 401 && method == "oauth-token"',
    outcome: 'TokenNotRefreshable',
    causes: ['the token has expired', 'the token was revoked or was never valid'],
  },
  {
    when: 'status == 404 && (json.error == "InvalidEndpoint" || json.error.title == "InvalidEndpoint")',
    outcome: 'TargetNotFound',
    causes: ['this plan does not include the API'],
  },
  {
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['`spec.config.subdomain` is not the subdomain of an account'],
  },
  { when: 'status == 403 && text.contains("missing the following required scopes")', outcome: 'ScopeMissing' },
  {
    when: 'status == 403 && (has(json.error) || has(json.errors))',
    outcome: 'PermissionDenied',
    causes: [
      'the account lacks a permission',
      'this plan does not include the API',
      'the token was made with a scope that does not exist',
    ],
  },
  // unverified: suspended.
  {
    when: 'status == 200 && (json.user.active == false || json.user.suspended == true)',
    outcome: 'CredentialsRevoked',
  },
];
