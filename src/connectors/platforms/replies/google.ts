import type { PlatformReply } from '../../../api/platform.gen.ts';

const grant = (words: string) => `json.error == "invalid_grant" && json.error_description.matches("(?i)${words}")`;

/** https://developers.google.com/identity/protocols/oauth2/service-account#jwt-error-codes; the status is 400 or 401. */
export const tokenReplies: PlatformReply[] = [
  {
    when: 'json.error_subtype == "invalid_rapt"',
    outcome: 'InteractionRequired',
    causes: ['a policy of the domain wants a new sign-in'],
  },
  {
    when: grant('invalid jwt signature'),
    outcome: 'CredentialsRejected',
    causes: ['privateKey is not a key of this service account', 'the key was deleted, was disabled or has expired'],
  },
  {
    // The text: googleapis/google-cloud-php issue 3622.
    when: grant('account not found'),
    outcome: 'CredentialsRejected',
    causes: ['the service account was deleted or disabled', 'clientEmail is wrong'],
  },
  {
    when: grant('not a valid email|invalid email or user id'),
    outcome: 'TargetNotFound',
    causes: ['there is no user with the address in subject'],
  },
  { when: grant('must be a short-lived token'), outcome: 'ClockSkew' },
  { when: grant('expired or revoked'), outcome: 'CredentialsRevoked' },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    clockFirst: true,
    causes: ['the key or its service account cannot be used', 'the user in subject cannot be impersonated'],
  },
  {
    when: 'json.error == "unauthorized_client"',
    outcome: 'InteractionRequired',
    causes: [
      'domain-wide delegation is not set up for this service account, or not for all of the scopes',
      'it was set up less than 24 hours ago',
    ],
  },
  {
    when: 'json.error == "admin_policy_enforced"',
    outcome: 'InteractionRequired',
    causes: ['an administrator of the domain blocks these scopes for this client'],
  },
  { when: 'json.error in ["deleted_client", "disabled_client"]', outcome: 'CredentialsRevoked' },
  {
    when: 'json.error == "org_internal"',
    outcome: 'PermissionDenied',
    causes: ['the client is for users of its own organization'],
  },
  { when: 'json.error == "invalid_scope"', outcome: 'InvalidConfiguration', causes: ['scopes has an unknown scope'] },
];

const info = (...reasons: string[]) =>
  `json.error.details.exists(d, has(d.reason) && d.reason in ${JSON.stringify(reasons)})`;
const older = (...reasons: string[]) =>
  `json.error.errors.exists(e, has(e.reason) && e.reason in ${JSON.stringify(reasons)})`;

/** https://developers.google.com/workspace/drive/api/guides/handle-errors, googleapis google/api/error_reason.proto */
export const apiReplies: PlatformReply[] = [
  { when: `status == 403 && ${older('rateLimitExceeded', 'userRateLimitExceeded')}`, outcome: 'RateLimited' },
  { when: `status == 401 && ${info('ACCOUNT_STATE_INVALID')}`, outcome: 'CredentialsRevoked' },
  {
    // unverified: insufficientPermissions, the older name.
    when: `status == 403 && (${info('ACCESS_TOKEN_SCOPE_INSUFFICIENT')} || ${older('insufficientPermissions')})`,
    outcome: 'ScopeMissing',
  },
  {
    when: `status == 403 && (${info('SERVICE_DISABLED')} || ${older('accessNotConfigured')})`,
    outcome: 'InvalidConfiguration',
    causes: ["the Google Drive API is not enabled in the service account's project"],
  },
  {
    when: `status == 403 && ${info('CONSUMER_SUSPENDED', 'CONSUMER_INVALID')}`,
    outcome: 'CredentialsRevoked',
    causes: ["the service account's project is suspended or gone"],
  },
  // Our request had no token: our defect, and no word on the credential.
  { when: 'status == 403 && json.error.message.contains("unregistered callers")', outcome: 'UnexpectedReply' },
  {
    when: `status == 400 && ${older('required', 'badRequest')}`,
    outcome: 'InvalidConfiguration',
    causes: ['Google does not take the request'],
  },
];
