import type { PlatformReply } from '../../../api/platform.gen.ts';

/** What every method of the API may answer. */
const common: PlatformReply[] = [
  { when: 'json.error in ["internal_error", "fatal_error", "request_timeout"]', outcome: 'ServiceUnavailable' },
  { when: 'json.error == "ratelimited"', outcome: 'RateLimited' },
];

/** https://docs.slack.dev/reference/methods/auth.test: the status is 200 whatever happens, `error` tells. */
export const replies: PlatformReply[] = [
  {
    when: 'json.error == "invalid_auth"',
    outcome: 'AccessRefused',
    causes: ['the token is wrong', 'this network address is not allowed to use it'],
  },
  { when: 'json.error == "not_authed"', outcome: 'InvalidConfiguration', causes: ['no token arrived at Slack'] },
  {
    when: 'json.error in ["account_inactive", "authorization_not_found", "token_revoked"]',
    outcome: 'CredentialsRevoked',
  },
  {
    when: 'json.error in ["accesslimited", "ekm_access_denied"]',
    outcome: 'PermissionDenied',
    causes: ['the workspace does not allow access from this network', 'its administrators have suspended access'],
  },
  {
    when: 'json.error in ["enterprise_is_restricted", "invalid_post_type", "token_rotation_not_enabled"]',
    outcome: 'InvalidConfiguration',
    causes: ['the method cannot be used with this kind of workspace or application'],
  },
  ...common,
  // A token that was made a moment ago cannot have expired.
  { when: 'json.error == "token_expired" && minted', outcome: 'UnexpectedReply' },
  { when: 'json.error == "token_expired"', outcome: 'CredentialsExpired' },
  { when: 'json.error == "missing_scope"', outcome: 'ScopeMissing' },
  { when: 'status == 200 && json.ok != true', outcome: 'UnexpectedReply' },
  {
    when: 'json.ok == true && has(config.teamId) && (!has(json.team_id) || json.team_id != config.teamId)',
    outcome: 'IdentityMismatch',
    causes: ['the token belongs to another workspace than teamId'],
  },
  {
    when: 'json.ok == true && has(config.enterpriseId) && (!has(json.enterprise_id) || json.enterprise_id != config.enterpriseId)',
    outcome: 'IdentityMismatch',
    causes: ['the token belongs to another Enterprise organization than enterpriseId, or to none'],
  },
];

/** https://docs.slack.dev/authentication/using-token-rotation, https://docs.slack.dev/reference/methods/oauth.v2.access */
export const tokenReplies: PlatformReply[] = [
  {
    when: 'json.error == "invalid_refresh_token" || (status == 400 && json.error == "invalid_grant")',
    outcome: 'CredentialsRevoked',
    causes: ['the refresh token was used already or was withdrawn', 'it is not one of this application'],
  },
  {
    when: 'json.error in ["bad_client_secret", "invalid_client_id"]',
    outcome: 'CredentialsRejected',
    causes: ['clientId or clientSecret is wrong'],
  },
  {
    when: 'json.error == "token_rotation_not_enabled"',
    outcome: 'InvalidConfiguration',
    causes: ['token rotation is off for this application: its tokens need no refresh'],
  },
  ...common,
  { when: 'status == 200 && json.ok != true', outcome: 'UnexpectedReply' },
];
