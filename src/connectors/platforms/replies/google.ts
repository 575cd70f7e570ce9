import type { PlatformReply } from '../../../api/platform.gen.ts';

export const tokenUrl = 'https://oauth2.googleapis.com/token';

const grant = (words: string) => `json.error == "invalid_grant" && json.error_description.matches("(?i)${words}")`;

const newSignIn: PlatformReply = {
  when: 'json.error_subtype == "invalid_rapt"',
  outcome: 'InteractionRequired',
  causes: ['a policy of the domain wants a new sign-in'],
};

const clientReplies: PlatformReply[] = [
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
];

/** https://developers.google.com/identity/protocols/oauth2/service-account#jwt-error-codes; the status is 400 or 401. */
const keyReplies: PlatformReply[] = [
  newSignIn,
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
  { when: grant('must be a short-lived token'), outcome: 'ClockSkew' },
  { when: grant('expired or revoked'), outcome: 'CredentialsRevoked' },
];

/** Of a service account that acts as a user. */
export const tokenReplies: PlatformReply[] = [
  ...keyReplies,
  {
    when: grant('not a valid email|invalid email or user id'),
    outcome: 'TargetNotFound',
    causes: ['there is no user with the address in subject'],
  },
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
  ...clientReplies,
  { when: 'json.error == "invalid_scope"', outcome: 'InvalidConfiguration', causes: ['scopes has an unknown scope'] },
];

/** Of a service account that acts as itself. */
export const ownTokenReplies: PlatformReply[] = [
  ...keyReplies,
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    clockFirst: true,
    causes: ['the key or its service account cannot be used', 'clientEmail is wrong'],
  },
  {
    when: 'json.error == "unauthorized_client"',
    outcome: 'InteractionRequired',
    causes: ['the service account may not get tokens for these scopes'],
  },
  ...clientReplies,
];

/** https://developers.google.com/identity/protocols/oauth2#expiration: one text for every way in which a grant ends. */
export const refreshReplies: PlatformReply[] = [
  newSignIn,
  {
    when: grant('expired or revoked'),
    outcome: 'CredentialsRevoked',
    causes: [
      'the user or an administrator revoked it',
      'it was not used for six months',
      'the consent screen of the client is in "Testing", where it ends after 7 days',
    ],
  },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: [
      'the refresh token is wrong or has ended',
      'it was issued to another client than clientId',
      'a policy of the domain stands against it: sign in again',
    ],
  },
  {
    when: 'json.error == "unauthorized_client"',
    outcome: 'InteractionRequired',
    causes: ['the client may not get tokens this way: sign in again with this client'],
  },
  ...clientReplies,
  {
    when: 'status == 200 && has(config.scopes) && has(json.scope) && !config.scopes.all(s, s in json.scope.split(" "))',
    outcome: 'ScopeMissing',
    causes: ['the user did not grant all of scopes: sign in again'],
  },
];

/** The newer form of an error: google.rpc.ErrorInfo. */
export const info = (...reasons: string[]) =>
  `json.error.details.exists(d, has(d.reason) && d.reason in ${JSON.stringify(reasons)})`;
export const older = (...reasons: string[]) =>
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
    causes: ['the API is not enabled in the project of the service account or client'],
  },
  {
    when: `status == 403 && ${info('CONSUMER_SUSPENDED', 'CONSUMER_INVALID')}`,
    outcome: 'CredentialsRevoked',
    causes: ['the project of the service account or client is suspended or gone'],
  },
  // Our request had no token: our defect, and no word on the credential.
  {
    when: `(status == 403 && json.error.message.contains("unregistered callers")) || (status == 401 && ${older('required')})`,
    outcome: 'UnexpectedReply',
  },
  {
    when: 'status == 401 && !minted',
    outcome: 'TokenNotRefreshable',
    causes: ['the token has ended (after 1 hour)', 'it was never valid'],
  },
  {
    when: `status == 400 && ${older('required', 'badRequest')}`,
    outcome: 'InvalidConfiguration',
    causes: ['Google does not take the request'],
  },
  // A bad token is answered with 401: this one was taken.
  { when: 'status == 403 && json.error.code == 403', outcome: 'PermissionDenied' },
];
