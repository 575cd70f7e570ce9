import type { PlatformMethod } from '../../platform.ts';
import { password, secret, text, username } from '../shared/field.ts';
import { clientReplies, passwordReplies, refreshReplies } from './replies.ts';

const clientId = text(
  'Client ID',
  'Client ID of the application in iManage Control Center, Applications.',
  'a1b2c3d4-…',
);
const clientSecret = secret(
  'Client secret',
  'Client secret of the application, on the same page, if it has one.',
  'your-client-secret',
);
const register = 'Register the application in iManage Control Center, Applications, and enable it for the customer';
const oauth2 = {
  tokenUrl: 'https://{{config.host}}/auth/oauth2/token',
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
} as const;
const credential = { bearer: '{{token.access}}' };

export const methods: PlatformMethod[] = [
  {
    name: 'password',
    title: 'User name and password',
    description: `${register}. Allow it the password grant. The user must be a user of iManage, not of single sign-on. The scope is user, which is read-only.`,
    secret: {
      required: ['clientId', 'username', 'password'],
      properties: { clientId, clientSecret, username, password },
    },
    signIn: [
      {
        oauth2: {
          grant: 'password',
          ...oauth2,
          username: '{{secret.username}}',
          password: '{{secret.password}}',
          scope: 'user',
        },
        replies: passwordReplies,
      },
    ],
    credential,
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth 2 refresh token',
    description: `${register}. Allow it refresh tokens, which are off by default. Then obtain a refresh token of the user.`,
    secret: {
      required: ['clientId', 'refreshToken'],
      properties: {
        clientId,
        clientSecret,
        refreshToken: secret('Refresh token', 'Refresh token that the consent of the user gave.', 'your-refresh-token'),
      },
    },
    signIn: [
      {
        // Whether the old refresh token lives on is not documented, so a new one is stored.
        oauth2: { grant: 'refresh_token', ...oauth2, refreshToken: '{{secret.refreshToken}}' },
        replies: refreshReplies,
      },
    ],
    interactive: {
      authorizeUrl: 'https://{{config.host}}/auth/oauth2/authorize',
      client: 'either',
      scope: { value: 'user' },
    },
    credential,
  },
  {
    // unverified: the client credentials grant; only others than the vendor tell of it.
    name: 'client-credentials',
    title: 'Client credentials',
    description: `${register}. Allow it the client credentials grant.`,
    secret: { required: ['clientId', 'clientSecret'], properties: { clientId, clientSecret } },
    signIn: [{ oauth2: { grant: 'client_credentials', ...oauth2 }, replies: clientReplies }],
    credential,
  },
];
