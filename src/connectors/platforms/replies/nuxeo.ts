import type { PlatformReply } from '../../../api/platform.gen.ts';

const grant = (words: string) => `json.error == "invalid_grant" && json.error_description.matches("(?i)${words}")`;

/**
 * NuxeoOAuth2Servlet.java of nuxeo/nuxeo: access_denied is a wrong client, invalid_request an unknown refresh token.
 * The vendor's client looks at `error` whatever the status is, and so does this.
 */
export const tokenReplies: PlatformReply[] = [
  {
    when: 'json.error in ["access_denied", "invalid_client"]',
    outcome: 'CredentialsRejected',
    causes: ['clientId or clientSecret is wrong', 'the client is disabled'],
  },
  {
    when: 'json.error == "invalid_request"',
    outcome: 'AccessRefused',
    causes: ['refreshToken has ended, was revoked or was used before', 'refreshToken belongs to another client'],
  },
  { when: grant('expired'), outcome: 'CredentialsExpired' },
  { when: grant('refresh.?token'), outcome: 'CredentialsRejected' },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['refreshToken has ended or was revoked', 'the server does not take refresh tokens'],
  },
  { when: 'json.error == "unauthorized_client"', outcome: 'InteractionRequired' },
  { when: 'json.error in ["invalid_scope", "unsupported_grant_type"]', outcome: 'InvalidConfiguration' },
  { when: 'json.error in ["temporarily_unavailable", "server_error"]', outcome: 'ServiceUnavailable' },
];

/** The server has a name for those who have not signed in, which proves nothing. */
export const anonymous = 'json.isAnonymous == true';

export const apiReplies: PlatformReply[] = [
  // unverified: 403 for an account that is known and may not use the API.
  { when: 'status == 403', outcome: 'PermissionDenied' },
  { when: `status == 200 && ${anonymous}`, outcome: 'UnexpectedReply' },
];
