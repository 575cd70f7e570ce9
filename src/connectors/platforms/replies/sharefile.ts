import type { PlatformReply } from '../../../api/platform.gen.ts';

/** https://api.sharefile.com/gettingstarted/oauth2password: the reply names the account and where its API is. */
const common: PlatformReply[] = [
  {
    when: 'status == 200 && has(json.access_token) && !(json.subdomain.size() > 0 && json.apicp.size() > 0)',
    outcome: 'UnexpectedReply',
  },
  {
    when: 'status == 200 && has(json.access_token) && (!has(json.subdomain) || !has(json.apicp))',
    outcome: 'UnexpectedReply',
  },
  {
    when: 'status == 200 && json.subdomain.lowerAscii() != config.subdomain',
    outcome: 'IdentityMismatch',
    causes: ['the credential opens another account than subdomain: one user name can be active in several'],
  },
  // rclone/rclone backend/sharefile: 509 is a limit of bandwidth.
  { when: 'status == 509', outcome: 'RateLimited' },
  // unverified: the errors of the token endpoint (RFC 6749, 5.2, holds for it).
  {
    when: 'json.error == "invalid_client"',
    outcome: 'CredentialsRejected',
    causes: ['clientId or clientSecret is wrong'],
  },
];

export const passwordReplies: PlatformReply[] = [
  ...common,
  {
    // unverified: that the password of a user of single sign-on or of a locked one is refused so.
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: [
      'username or password is wrong',
      'the user signs in by single sign-on, which this method cannot',
      'the user has two-factor sign-in, which wants an app-specific password',
      'the user is locked',
    ],
  },
];

export const refreshReplies: PlatformReply[] = [
  ...common,
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: [
      'the refresh token has ended, was withdrawn or was used already: sign in again',
      'it was issued to another application than clientId',
    ],
  },
];

export const apiReplies: PlatformReply[] = [
  { when: 'status == 403', outcome: 'PermissionDenied' },
  { when: 'status == 509', outcome: 'RateLimited' },
];
