import type { PlatformMethod } from '../platform.ts';
import { secret, text } from './field.ts';
import { refreshReplies, tokenUrl } from './replies/box.ts';

/** https://developer.box.com/guides/authentication/tokens/refresh: every use gives a new refresh token and ends the old one. */
export const oauthRefresh: PlatformMethod = {
  name: 'oauth-refresh',
  title: 'OAuth refresh token',
  description:
    'A Platform App with User Authentication (OAuth 2.0), and the refresh token of the user who granted it access. Box replaces the refresh token at every use, and the one that is not used for 60 days ends: give this connection a sign-in of its own, which no other program uses.',
  secret: {
    required: ['clientId', 'clientSecret', 'refreshToken'],
    properties: {
      clientId: text('Client ID', 'Developer Console, Configuration.', 'a1b2c3d4e5f6'),
      clientSecret: secret('Client Secret', 'Developer Console, Configuration.', 'your-client-secret'),
      refreshToken: secret('Refresh token', 'From a sign-in of the user; good for one use.', 'your-refresh-token'),
    },
  },
  config: { properties: { userId: false, boxSubjectType: false, boxSubjectId: false } },
  auth: {
    oauth2: {
      grant: 'refresh_token',
      tokenUrl,
      clientId: '{{secret.clientId}}',
      clientSecret: '{{secret.clientSecret}}',
      clientAuth: 'body',
      replies: refreshReplies,
    },
  },
};
