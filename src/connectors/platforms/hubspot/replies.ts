import type { PlatformRow } from '../../../api/platform.gen.ts';

/** https://developers.hubspot.com/docs/api-reference/error-handling: `category` decides, and a 403 means a good token. */
export const apiReplies: PlatformRow[] = [
  {
    when: 'status == 401 && !credential.fresh && json.category == "EXPIRED_AUTHENTICATION"',
    outcome: 'CredentialsExpired',
  },
  // The account moves to another data centre, for up to a day.
  { when: 'status in [423, 477]', outcome: 'ServiceUnavailable' },
  { when: 'status == 403 && json.category == "MISSING_SCOPES"', outcome: 'ScopeMissing' },
  {
    when: 'status == 403 && json.category == "USER_DOES_NOT_HAVE_PERMISSIONS"',
    outcome: 'PermissionDenied',
    causes: ['the user who created the private app has lost permissions'],
  },
];

/** HubSpot has a shape of its own beside the one of RFC 6749. */
export const refreshReplies: PlatformRow[] = [
  { when: 'json.status in ["BAD_CLIENT_ID", "BAD_CLIENT_SECRET"]', outcome: 'CredentialsRejected' },
  {
    when: 'json.error == "invalid_grant" || json.status == "BAD_REFRESH_TOKEN" || json.subCategory.contains("INVALID_TOKEN")',
    outcome: 'CredentialsRevoked',
  },
  {
    when: 'status == 400 && json.subCategory.contains("MISSING_REQUIRED_FIELD")',
    outcome: 'InvalidConfiguration',
    causes: ['HubSpot does not accept the token request'],
  },
];
