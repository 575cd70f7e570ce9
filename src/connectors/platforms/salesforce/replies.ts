import type { PlatformRow } from '../../../api/platform.gen.ts';

const network = 'this network address is outside the ranges of the profile of the user, or of the application';

/**
 * https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flow_errors.htm; a text that nobody knows decides
 * nothing.
 */
export const tokenReplies: PlatformRow[] = [
  {
    when: 'grantError.contains("audience")',
    outcome: 'InvalidConfiguration',
    causes: ['`spec.config.loginUrl` is of another kind of organization (production or sandbox)'],
  },
  { when: 'grantError.contains("expired access/refresh token")', outcome: 'CredentialsExpired' },
  {
    when: 'grantError.contains("authentication failure")',
    outcome: 'AccessRefused',
    causes: [
      'the user name, the password or the security token is wrong',
      network,
      'the application is not allowed to use this flow',
      '`spec.config.loginUrl` is of another kind of organization',
    ],
  },
  {
    when: 'grantError.matches("hasn.?t approved this consumer")',
    outcome: 'InteractionRequired',
    causes: ['the application is not pre-authorized for the user (permitted users, profile or permission set)'],
  },
  {
    when: 'grantError.contains("challenge required")',
    outcome: 'InteractionRequired',
    causes: ['the user must confirm the sign-in (multi-factor authentication), which this method cannot do'],
  },
  {
    when: 'json.error in ["inactive_user", "inactive_org"] || grantError.matches("inactive (user|organization)")',
    outcome: 'CredentialsRevoked',
  },
  { when: 'json.error == "rate_limit_exceeded" || grantError.contains("rate exceeded")', outcome: 'RateLimited' },
  { when: 'json.error == "unknown_error"', outcome: 'ServiceUnavailable' },
  {
    when: 'grantError.contains("not supported on this domain")',
    outcome: 'InvalidConfiguration',
    causes: ['this flow needs the My Domain address of the organization'],
  },
  { when: 'grantError.contains("password expired")', outcome: 'CredentialsExpired' },
  { when: 'grantError.contains("user is locked")', outcome: 'AccountLocked' },
  {
    when: 'grantError.contains("ip restricted")',
    outcome: 'PermissionDenied',
    causes: [network, 'it is outside the login hours of the profile'],
  },
  {
    when: 'grantError.contains("no client credentials user")',
    outcome: 'InvalidConfiguration',
    causes: ['the client credentials flow of the application is off, or names no user to run as'],
  },
  { when: 'method == "jwt-bearer" && grantError.contains("expired authorization code")', outcome: 'ClockSkew' },
  {
    when: 'grantError.contains("invalid assertion")',
    outcome: 'AccessRefused',
    compareClocks: true,
    causes: [
      '`privateKey` is not the key of the certificate that was uploaded to the application',
      '`spec.config.clientId` or `spec.config.username` is wrong',
    ],
  },
  {
    when: 'json.error in ["invalid_app_access", "OAUTH_APP_BLOCKED", "OAUTH_APP_ACCESS_DENIED", "OAUTH_EC_APP_NOT_FOUND"]',
    outcome: 'InteractionRequired',
    causes: [
      'the user is not approved for the application (permitted users, profile or permission set)',
      'an administrator has blocked the application, or not installed it in the organization',
    ],
  },
  { when: 'json.error == "invalid_grant"', outcome: 'UnexpectedReply' },
  {
    when: 'json.error in ["invalid_client_id", "invalid_client", "invalid_client_credentials"]',
    outcome: 'CredentialsRejected',
    causes: ['`clientId` or `clientSecret` is wrong'],
  },
];

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm: the body is a list. */
export const apiReplies: PlatformRow[] = [
  {
    when: 'status == 401 && "INVALID_SESSION_ID" in codes',
    outcome: 'AccessRefused',
    causes: [
      'the instance is not the one of this organization',
      'the session is locked to another network address',
      'API access control blocks the application',
    ],
  },
  // Neither 429 nor Retry-After is sent.
  { when: '"REQUEST_LIMIT_EXCEEDED" in codes', outcome: 'RateLimited' },
  {
    when: 'status == 403 && "API_DISABLED_FOR_ORG" in codes',
    outcome: 'PermissionDenied',
    causes: ['the user lacks the permission API Enabled', 'the edition of the organization does not include the API'],
  },
  // An expired token as well; this one was issued a moment ago, and each test makes another.
  { when: 'status == 403 && text.contains("Bad_OAuth_Token")', outcome: 'UnexpectedReply' },
  { when: 'status == 403 && text.startsWith("Inactive")', outcome: 'CredentialsRevoked' },
  { when: 'status == 403 && text.matches("^(No_Access|Wrong_Org)")', outcome: 'PermissionDenied' },
  { when: 'status == 403', outcome: 'PermissionDenied' },
  {
    when: 'status == 410 || "UNSUPPORTED_API_VERSION" in codes',
    outcome: 'InvalidConfiguration',
    causes: ['the version in `spec.config.apiVersion` is retired'],
  },
];

export const identityReplies: PlatformRow[] = [
  { table: 'api' },
  { when: 'status == 200 && json.active == false', outcome: 'CredentialsRevoked' },
];
