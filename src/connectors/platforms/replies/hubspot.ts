import type { PlatformReply } from '../../../api/platform.gen.ts';

/** https://developers.hubspot.com/docs/api-reference/error-handling: `category` tells, and a 403 is of a good token. */
export const apiReplies: PlatformReply[] = [
  { when: 'status == 403 && json.category == "MISSING_SCOPES"', outcome: 'ScopeMissing' },
  {
    when: 'status == 403 && json.category == "USER_DOES_NOT_HAVE_PERMISSIONS"',
    outcome: 'PermissionDenied',
    causes: ['whoever created the private app has lost rights'],
  },
  {
    when: 'status == 200 && json.portalId > 0 && has(config.portalId) && string(json.portalId) != config.portalId',
    outcome: 'IdentityMismatch',
    causes: ['the token belongs to another account than portalId'],
  },
];

/** HubSpot has a shape of its own beside the one of RFC 6749. */
export const tokenReplies: PlatformReply[] = [
  {
    when: 'json.error == "invalid_grant" || json.status == "BAD_REFRESH_TOKEN" || json.subCategory.contains("INVALID_TOKEN")',
    outcome: 'CredentialsRevoked',
  },
  {
    when: 'status == 400 && json.subCategory.contains("MISSING_REQUIRED_FIELD")',
    outcome: 'InvalidConfiguration',
    causes: ['HubSpot does not take the request for a token'],
  },
];
