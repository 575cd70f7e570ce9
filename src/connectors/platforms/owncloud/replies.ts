import type { PlatformRow } from '../../../api/platform.gen.ts';

/** owncloud/oauth2 lib/Controller/OAuthApiController.php */
export const tokenReplies: PlatformRow[] = [
  {
    when: 'json.error == "invalid_grant" && json.error_description.contains("does not exist")',
    outcome: 'CredentialsRevoked',
    causes: ['the refresh token is unknown, has been used already or was revoked'],
  },
  {
    when: 'json.error == "invalid_grant" && json.error_description.contains("ids mismatch")',
    outcome: 'CredentialsRejected',
    causes: ['the refresh token was issued to another client than `clientId`'],
  },
  {
    when: 'json.error == "unauthorized_client"',
    outcome: 'CredentialsRevoked',
    causes: ['the account is disabled or was deleted'],
  },
  {
    when: 'json.error == "invalid_client"',
    outcome: 'CredentialsRejected',
    causes: ['`clientId` or `clientSecret` is wrong'],
  },
  {
    when: 'json.error in ["invalid_request", "invalid_grant"]',
    outcome: 'AccessRefused',
    causes: [
      'the refresh token is not valid',
      'a proxy in front of the server removes the Authorization header, which holds ID and secret of the client',
    ],
  },
  { when: 'status >= 400 && status < 500 && !(status in [404, 408, 425, 429])', outcome: 'UnexpectedReply' },
];
