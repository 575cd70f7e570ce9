import type { PlatformRow } from '../../../api/platform.gen.ts';

export const commonReplies: PlatformRow[] = [
  {
    when: '"NO_PASSWORD_PROVIDED" in failures',
    outcome: 'InvalidConfiguration',
    causes: ['the password does not reach Vault'],
  },
  {
    when: '"INACTIVE_USER" in failures',
    outcome: 'CredentialsRevoked',
    causes: ['the user is inactive', 'the user does not exist'],
  },
  { when: '"USER_LOCKED_OUT" in failures', outcome: 'AccountLocked' },
  {
    when: '"PASSWORD_CHANGE_REQUIRED" in failures',
    outcome: 'InteractionRequired',
    causes: ['the user has to change the password'],
  },
  { when: '"CONFIGURATION_MODE_ENABLED" in failures', outcome: 'ServiceUnavailable' },
  { when: '"API_LIMIT_EXCEEDED" in failures', outcome: 'RateLimited' },
  {
    when: '"METHOD_NOT_SUPPORTED" in failures || "PARAMETER_REQUIRED" in failures',
    outcome: 'InvalidConfiguration',
    causes: ['the API in `spec.config.apiVersion` does not support this request'],
  },
  {
    when: '"MALFORMED_URL" in failures',
    outcome: 'TargetNotFound',
    causes: ['the API version in `spec.config.apiVersion` does not exist'],
  },
  { when: '"UNEXPECTED_ERROR" in failures', outcome: 'ServiceUnavailable' },
  { when: 'json.responseStatus == "EXCEPTION"', outcome: 'ServiceUnavailable' },
];

/** Where the session is a moment old, INVALID_SESSION_ID is no word on the credential; so is OPERATION_NOT_ALLOWED. */
export const otherReplies: PlatformRow[] = [
  {
    when: '"INSUFFICIENT_ACCESS" in failures',
    outcome: 'AccessRefused',
    causes: ['a permission is missing', 'what is requested does not exist'],
  },
  { when: 'has(json.responseStatus) && !successful', outcome: 'UnexpectedReply' },
];

export const loginReplies: PlatformRow[] = [
  { when: '"USERNAME_OR_PASSWORD_INCORRECT" in failures', outcome: 'CredentialsRejected' },
  { table: 'common' },
  { table: 'other' },
];

export const exchangeReplies: PlatformRow[] = [
  {
    when: '"USERNAME_OR_PASSWORD_INCORRECT" in failures',
    outcome: 'AccessRefused',
    causes: [
      'the account of the identity provider is not a user of the vault (federated ID)',
      'the profile in `spec.config.oauthProfileId` does not accept tokens of this client',
    ],
  },
  { table: 'common' },
  { table: 'other' },
];

export const meReplies: PlatformRow[] = [
  {
    // A wrong vaultDns signs in to another vault of the same user. Its session may be refused here, so this comes first.
    when: 'session.vaultHost != config.vaultDns',
    outcome: 'IdentityMismatch',
    causes: ['the user has no access to the vault in `spec.config.vaultDns` and was signed in to another one'],
  },
  {
    when: '"INSUFFICIENT_ACCESS" in failures',
    outcome: 'PermissionDenied',
    causes: ['the user is not allowed to use the API'],
  },
  { table: 'login' },
];

/** RFC 6749, 5.2, of the identity provider. */
export const providerReplies: PlatformRow[] = [
  { when: 'json.error == "invalid_client"', outcome: 'CredentialsRejected' },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['`clientId` or `clientSecret` is wrong', 'the application is not allowed to sign in this way'],
  },
  {
    // With 401 Keycloak and Auth0 say so of a wrong secret.
    when: 'status == 400 && json.error in ["unauthorized_client", "access_denied"]',
    outcome: 'InteractionRequired',
    causes: ['the application is not allowed to use the client credentials grant at the identity provider'],
  },
  {
    when: 'json.error in ["invalid_scope", "unsupported_grant_type", "invalid_request"]',
    outcome: 'InvalidConfiguration',
    causes: ['`spec.config.scope` is wrong or missing', '`spec.config.tokenUrl` is not the token endpoint'],
  },
  { when: 'json.error in ["temporarily_unavailable", "server_error"]', outcome: 'ServiceUnavailable' },
];
