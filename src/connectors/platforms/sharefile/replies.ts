import type { PlatformRow } from '../../../api/platform.gen.ts';

export const tables: Record<string, PlatformRow[]> = {
  // rclone/rclone backend/sharefile: 509 is a limit of bandwidth.
  limits: [{ when: 'status == 509', outcome: 'RateLimited' }],
  // unverified: the errors of the token endpoint (RFC 6749, 5.2, holds for it).
  token: [
    { table: 'limits' },
    {
      when: 'json.error == "invalid_client"',
      outcome: 'CredentialsRejected',
      causes: ['`clientId` or `clientSecret` is wrong'],
    },
  ],
  api: [{ when: 'status == 403', outcome: 'PermissionDenied' }, { table: 'limits' }],
};

export const passwordReplies: PlatformRow[] = [
  { table: 'token' },
  {
    // unverified: that the password of a user of single sign-on or of a locked one is refused so.
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: [
      '`username` or `password` is wrong',
      'the user signs in by single sign-on, which this method does not support',
      'the user has two-factor sign-in, which needs an app-specific password',
      'the user is locked',
    ],
  },
];

export const refreshReplies: PlatformRow[] = [
  { table: 'token' },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: [
      'the refresh token has expired, was revoked or has been used already',
      'the refresh token was issued to another application than `clientId`',
    ],
    fix: 'Sign in again as the user and put the new refresh token into the Secret.',
  },
];
