import type { PlatformRow } from '../../../api/platform.gen.ts';

/** The status is 200 whatever happens; `ok` and `error` say it. */
const notOk: PlatformRow = { when: 'status == 200 && json.ok != true', outcome: 'UnexpectedReply' };

/** What every method of the API may respond. */
export const commonReplies: PlatformRow[] = [
  {
    when: 'json.error in ["internal_error", "fatal_error", "request_timeout", "service_unavailable", "team_added_to_org", "org_login_required"]',
    outcome: 'ServiceUnavailable',
  },
  { when: 'json.error in ["ratelimited", "rate_limited"]', outcome: 'RateLimited' },
  {
    when: 'json.error in ["account_inactive", "authorization_not_found", "token_revoked"]',
    outcome: 'CredentialsRevoked',
  },
];

/** https://docs.slack.dev/authentication/using-token-rotation, https://docs.slack.dev/reference/methods/oauth.v2.access */
export const rotationReplies: PlatformRow[] = [
  {
    when: 'json.error == "invalid_refresh_token" || (status == 400 && json.error == "invalid_grant")',
    outcome: 'CredentialsRevoked',
    causes: ['the refresh token has been used already or was revoked', 'the refresh token belongs to another app'],
  },
  {
    when: 'json.error in ["bad_client_secret", "invalid_client_id"]',
    outcome: 'CredentialsRejected',
    causes: ['`clientId` or `clientSecret` is wrong'],
  },
  {
    when: 'json.error == "token_rotation_not_enabled"',
    outcome: 'InvalidConfiguration',
    causes: ['token rotation is off for this app, so its tokens need no refresh'],
  },
  { table: 'common' },
  notOk,
];

/** https://docs.slack.dev/reference/methods/auth.test */
export const testReplies: PlatformRow[] = [
  {
    when: 'json.error == "invalid_auth"',
    outcome: 'AccessRefused',
    causes: ['the token is wrong', 'the app does not allow requests from this network address'],
  },
  { when: 'json.error == "not_authed"', outcome: 'InvalidConfiguration', causes: ['no token arrived at Slack'] },
  {
    when: 'json.error in ["accesslimited", "ekm_access_denied"]',
    outcome: 'PermissionDenied',
    causes: [
      'the workspace does not allow access from this network',
      'the administrators of the workspace have suspended access',
    ],
  },
  {
    when: 'json.error in ["enterprise_is_restricted", "invalid_post_type", "token_rotation_not_enabled"]',
    outcome: 'InvalidConfiguration',
    causes: ['this kind of workspace or app does not support the method'],
  },
  { when: 'json.error in ["access_denied", "no_permission", "team_access_not_granted"]', outcome: 'PermissionDenied' },
  {
    when: 'json.error == "not_allowed_token_type"',
    outcome: 'InvalidConfiguration',
    causes: ['Slack does not accept this kind of token here: use a bot or user token'],
  },
  {
    when: 'json.error == "two_factor_setup_required"',
    outcome: 'InteractionRequired',
    causes: ['the workspace requires two-factor authentication, which the user has not set up'],
  },
  { table: 'common' },
  // A token that was issued a moment ago cannot have expired.
  { when: 'json.error == "token_expired" && credential.fresh', outcome: 'UnexpectedReply' },
  { when: 'json.error == "token_expired"', outcome: 'CredentialsExpired' },
  { when: 'json.error == "missing_scope"', outcome: 'ScopeMissing' },
  notOk,
];
