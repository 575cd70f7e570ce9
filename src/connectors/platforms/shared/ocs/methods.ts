import type { PlatformMethod, PlatformRow } from '../../../../api/platform.gen.ts';
import { secret, text, token, username } from '../field.ts';

export const appPassword: PlatformMethod = {
  name: 'app-password',
  title: 'App password',
  description:
    'Sign in as the account and create an app password under Settings, Security. It belongs to the name that was used to sign in: user name or e-mail address. The operator does not send a rejected password again, because the server slows down a whole address after failed attempts.',
  secret: {
    required: ['username', 'appPassword'],
    properties: {
      username,
      appPassword: secret(
        'App password',
        'App password of the account. With two-factor sign-in the password of the account itself does not work.',
        'your-app-password',
      ),
    },
  },
  credential: { basic: { username: '{{secret.username}}', password: '{{secret.appPassword}}' } },
};

/** `clientAuth`: where the server's OAuth app looks for id and secret. */
export function oauthRefresh(clientAuth: 'basic' | 'body', replies: PlatformRow[]): PlatformMethod {
  // https://github.com/owncloud/oauth2: with PKCE no secret is needed, on a refresh too.
  const isOpen = clientAuth === 'basic';
  return {
    name: 'oauth-refresh',
    title: 'OAuth, with a refresh token',
    description:
      'As an administrator, add an OAuth 2.0 client (Settings, Administration: Security, or User Authentication). Then obtain a refresh token of the user. Each refresh token works once, and the operator stores the next one.',
    secret: {
      required: ['clientId', ...(isOpen ? [] : ['clientSecret']), 'refreshToken'],
      properties: {
        clientId: text('Client ID', 'Client identifier of the OAuth 2.0 client.', 'a1b2c3d4e5f6', token),
        clientSecret: secret(
          'Client secret',
          `Secret of the OAuth 2.0 client${isOpen ? ', unless the sign-in used PKCE alone' : ''}.`,
          'your-client-secret',
        ),
        refreshToken: secret(
          'Refresh token',
          'Refresh token that the sign-in of the account or the last refresh issued.',
          'your-refresh-token',
          token,
        ),
      },
    },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: '{{config.url}}/index.php/apps/oauth2/api/v1/token',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth,
          refreshToken: '{{secret.refreshToken}}',
        },
        replies,
      },
    ],
    interactive: {
      authorizeUrl: '{{config.url}}/index.php/apps/oauth2/authorize',
      ...(isOpen
        ? {
            client: 'either' as const,
            refusals: [{ error: 'unauthorized_client', fix: 'Enable the user, or use another one.' }],
          }
        : {}),
    },
    credential: { bearer: '{{token.access}}' },
  };
}
