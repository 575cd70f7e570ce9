import type { PlatformRow } from '../../../api/platform.gen.ts';

/**
 * NuxeoOAuth2Servlet.java of nuxeo/nuxeo: access_denied is a wrong client, invalid_request an unknown refresh token.
 * The vendor's client looks at `error` whatever the status is, and so does this.
 */
export const tokenReplies: PlatformRow[] = [
  {
    when: 'json.error in ["access_denied", "invalid_client"]',
    outcome: 'CredentialsRejected',
    causes: ['`clientId` or `clientSecret` is wrong', 'the client is disabled'],
  },
  {
    when: 'json.error == "invalid_request"',
    outcome: 'AccessRefused',
    causes: [
      '`refreshToken` has expired, was revoked or was used before',
      '`refreshToken` was issued to another client',
    ],
  },
  {
    when: 'json.error == "invalid_grant" && json.error_description.matches("(?i)expired")',
    outcome: 'CredentialsExpired',
  },
  {
    when: 'json.error == "invalid_grant" && json.error_description.matches("(?i)refresh.?token")',
    outcome: 'CredentialsRejected',
  },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['`refreshToken` has expired or was revoked', 'the server does not accept refresh tokens'],
  },
  { when: 'json.error in ["invalid_scope", "unsupported_grant_type"]', outcome: 'InvalidConfiguration' },
  { when: 'json.error in ["temporarily_unavailable", "server_error"]', outcome: 'ServiceUnavailable' },
];

export const apiReplies: PlatformRow[] = [
  // unverified: 403 for an account that is known and may not use the API.
  { when: 'status == 403 && json["entity-type"] == "exception"', outcome: 'PermissionDenied' },
  // The server has a name for those who have not signed in, which proves nothing.
  { when: 'status == 200 && json.isAnonymous == true', outcome: 'UnexpectedReply' },
];
