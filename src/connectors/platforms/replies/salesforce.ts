import type { PlatformReply } from '../../../api/platform.gen.ts';

const grant = (words: string) => `json.error == "invalid_grant" && json.error_description.matches("(?i)${words}")`;
const network = "this network address is outside the ranges of the user's profile or of the application";

/**
 * https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flow_errors.htm; nearly every cause has the code
 * invalid_grant, so the text decides, and a text that nobody knows decides nothing.
 */
export const tokenReplies: PlatformReply[] = [
  {
    when: grant('audience'),
    outcome: 'InvalidConfiguration',
    causes: ['loginUrl is of another kind of organization (production or sandbox)'],
  },
  { when: grant('expired access/refresh token'), outcome: 'CredentialsExpired' },
  {
    when: grant('authentication failure'),
    outcome: 'AccessRefused',
    causes: [
      'the user name, the password or the security token is wrong',
      network,
      'the application may not be used this way',
      'loginUrl is of another kind of organization',
    ],
  },
  {
    when: grant('hasn.?t approved this consumer'),
    outcome: 'InteractionRequired',
    causes: ['the application is not pre-authorized for the user (permitted users, profile or permission set)'],
  },
  {
    when: grant('challenge required'),
    outcome: 'InteractionRequired',
    causes: ['the user must confirm the sign-in (multi-factor authentication), which this method cannot do'],
  },
  { when: grant('inactive (user|organization)'), outcome: 'CredentialsRevoked' },
  { when: grant('password expired'), outcome: 'CredentialsExpired' },
  { when: grant('user is locked'), outcome: 'AccountLocked' },
  { when: grant('ip restricted'), outcome: 'PermissionDenied', causes: [network] },
  {
    when: grant('no client credentials user'),
    outcome: 'InvalidConfiguration',
    causes: ["the application's client credentials flow is off, or names no user to run as"],
  },
  { when: `method == "jwt-bearer" && ${grant('expired authorization code')}`, outcome: 'ClockSkew' },
  { when: 'json.error == "invalid_grant"', outcome: 'UnexpectedReply' },
  {
    when: 'json.error in ["invalid_client_id", "invalid_client"]',
    outcome: 'CredentialsRejected',
    causes: ['clientId or clientSecret is wrong'],
  },
  { when: 'status == 200 && !(has(json.instance_url) && json.instance_url != "")', outcome: 'UnexpectedReply' },
];

const code = (name: string) => `json.exists(e, e.errorCode == "${name}")`;

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm: the body is a list. */
export const apiReplies: PlatformReply[] = [
  {
    when: `status == 401 && ${code('INVALID_SESSION_ID')}`,
    outcome: 'AccessRefused',
    causes: [
      'the instance is not the one of this organization',
      'the session is locked to another network address',
      'API access control blocks the application',
    ],
  },
  // Neither 429 nor Retry-After is sent; Connect and UI API answer 503.
  { when: code('REQUEST_LIMIT_EXCEEDED'), outcome: 'RateLimited' },
  {
    when: `status == 403 && ${code('API_DISABLED_FOR_ORG')}`,
    outcome: 'PermissionDenied',
    causes: ['the user lacks the permission API Enabled', 'the edition of the organization has no API'],
  },
  // An ended token as well; this one was made a moment ago, and each test makes another.
  { when: 'status == 403 && text.contains("Bad_OAuth_Token")', outcome: 'UnexpectedReply' },
  { when: 'status == 403', outcome: 'PermissionDenied' },
  { when: 'status == 410', outcome: 'InvalidConfiguration', causes: ['the version in apiVersion is retired'] },
];

export const identityReplies: PlatformReply[] = [
  ...apiReplies,
  { when: 'status == 200 && json.active == false', outcome: 'CredentialsRevoked' },
  {
    // 15 characters are the id, three more its checksum.
    when: 'status == 200 && has(config.organizationId) && (!has(json.organization_id) || !json.organization_id.startsWith(config.organizationId.substring(0, 15)))',
    outcome: 'IdentityMismatch',
    causes: ['the account belongs to another organization than organizationId'],
  },
];
