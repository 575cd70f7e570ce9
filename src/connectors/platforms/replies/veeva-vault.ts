import type { PlatformReply } from '../../../api/platform.gen.ts';

const fails = (...types: string[]) =>
  `json.responseStatus == "FAILURE" && json.errors.exists(e, e.type in ${JSON.stringify(types)})`;

/** https://developer.veevavault.com/docs/#api-response-status: the status is 200 as a rule, `type` tells. */
const commonReplies: PlatformReply[] = [
  { when: fails('NO_PASSWORD_PROVIDED'), outcome: 'InvalidConfiguration', causes: ['no password arrived at Vault'] },
  {
    when: fails('INACTIVE_USER'),
    outcome: 'CredentialsRevoked',
    causes: ['the user is inactive', 'there is no such user'],
  },
  { when: fails('USER_LOCKED_OUT'), outcome: 'AccountLocked' },
  {
    when: fails('PASSWORD_CHANGE_REQUIRED'),
    outcome: 'InteractionRequired',
    causes: ['the user has to change the password'],
  },
  { when: fails('CONFIGURATION_MODE_ENABLED'), outcome: 'ServiceUnavailable' },
  { when: fails('API_LIMIT_EXCEEDED'), outcome: 'RateLimited' },
  {
    when: fails('METHOD_NOT_SUPPORTED', 'PARAMETER_REQUIRED'),
    outcome: 'InvalidConfiguration',
    causes: ['apiVersion is one that does not know this request'],
  },
  { when: fails('MALFORMED_URL'), outcome: 'TargetNotFound', causes: ['there is no such apiVersion'] },
  { when: fails('UNEXPECTED_ERROR'), outcome: 'ServiceUnavailable' },
  { when: 'json.responseStatus == "EXCEPTION"', outcome: 'ServiceUnavailable' },
];

/** Where the session is a moment old, INVALID_SESSION_ID is no word on the credential; so is OPERATION_NOT_ALLOWED. */
const otherReplies: PlatformReply[] = [
  {
    when: fails('INSUFFICIENT_ACCESS'),
    outcome: 'AccessRefused',
    causes: ['a right is missing', 'what is asked for does not exist'],
  },
  {
    when: 'has(json.responseStatus) && !(json.responseStatus in ["SUCCESS", "WARNING"])',
    outcome: 'UnexpectedReply',
  },
];

export const loginReplies: PlatformReply[] = [
  { when: fails('USERNAME_OR_PASSWORD_INCORRECT'), outcome: 'CredentialsRejected' },
  ...commonReplies,
  ...otherReplies,
];

export const exchangeReplies: PlatformReply[] = [
  {
    when: fails('USERNAME_OR_PASSWORD_INCORRECT'),
    outcome: 'AccessRefused',
    causes: [
      "the identity provider's account is no user of the vault (its federated ID)",
      'the profile in oauthProfileId does not take tokens of this client',
    ],
  },
  ...commonReplies,
  ...otherReplies,
];

export const meReplies: PlatformReply[] = [
  {
    // A wrong vaultDns signs in to another vault of the same user.
    when: '!session.vaultUrl.lowerAscii().startsWith("https://" + config.vaultDns + "/") && session.vaultUrl.lowerAscii() != "https://" + config.vaultDns',
    outcome: 'IdentityMismatch',
    causes: ['the user has no access to the vault in vaultDns and was signed in to another one'],
  },
  {
    when: fails('INSUFFICIENT_ACCESS'),
    outcome: 'PermissionDenied',
    causes: ['the user has no permission to use the API'],
  },
  ...loginReplies,
];

export const rightsReplies: PlatformReply[] = [...commonReplies, ...otherReplies];

/** RFC 6749, 5.2, of the identity provider. */
export const providerReplies: PlatformReply[] = [
  { when: 'json.error == "invalid_client"', outcome: 'CredentialsRejected' },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['clientId or clientSecret is wrong', 'the application may not sign in this way'],
  },
  {
    when: 'json.error in ["unauthorized_client", "access_denied"]',
    outcome: 'InteractionRequired',
    causes: ['the application may not use the client credentials grant at the identity provider'],
  },
  {
    when: 'json.error in ["invalid_scope", "unsupported_grant_type", "invalid_request"]',
    outcome: 'InvalidConfiguration',
    causes: ['scope is wrong or missing', 'tokenUrl is not the token endpoint'],
  },
  { when: 'json.error in ["temporarily_unavailable", "server_error"]', outcome: 'ServiceUnavailable' },
];
