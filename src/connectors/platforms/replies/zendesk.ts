import type { PlatformReply } from '../../../api/platform.gen.ts';

/** https://support.zendesk.com/hc/en-us/articles/9182123625370: when the last API tokens end. */
export const end = '2027-04-30T00:00:00Z';
const isOver = `now >= ${Date.parse(end) / 1000}`;

export const replies: PlatformReply[] = [
  { when: `status == 401 && method == "api-token" && ${isOver}`, outcome: 'CredentialsExpired' },
  {
    when: 'status == 401 && method == "api-token"',
    outcome: 'CredentialsRejected',
    causes: ['email or apiToken is wrong', 'the token was deactivated: it was not used for 30 days, or was retired'],
  },
  {
    when: 'status == 401 && method == "oauth-token"',
    outcome: 'TokenNotRefreshable',
    causes: ['the token has ended', 'it was revoked or was never valid'],
  },
  {
    when: 'status == 404 && (json.error == "InvalidEndpoint" || json.error.title == "InvalidEndpoint")',
    outcome: 'TargetNotFound',
    causes: ['this plan does not have it'],
  },
  { when: 'status == 404', outcome: 'TargetNotFound', causes: ['subdomain is not the one of an account'] },
  {
    when: 'status == 403',
    outcome: 'PermissionDenied',
    causes: ['a right is missing', 'this plan does not have it', 'the token was made with a scope that does not exist'],
  },
  // The route is open: whoever is not known is told to be the anonymous user.
  { when: 'status == 200 && json.user.id == null', outcome: 'UnexpectedReply' },
  // unverified: suspended.
  {
    when: 'status == 200 && (json.user.active == false || json.user.suspended == true)',
    outcome: 'CredentialsRevoked',
  },
];
