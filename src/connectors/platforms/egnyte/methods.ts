import type { PlatformMethod } from '../../../api/platform.gen.ts';
import { password, secret, text, token, username } from '../shared/field.ts';
import { refreshReplies, tokenReplies } from './replies.ts';

const apiKey = text('API key', 'Client ID of the application.', 'a1b2c3d4e5f6g7h8i9j0', token);

export const methods: PlatformMethod[] = [
  {
    name: 'password',
    title: 'User name and password',
    description:
      'Register an application of the kind "internal" at developers.egnyte.com for this domain, and wait for its approval. Its key takes the password of a user of the domain, but not of a user who signs in by single sign-on. The operator does not send a rejected password again.',
    secret: {
      required: ['apiKey', 'username', 'password'],
      properties: {
        apiKey,
        clientSecret: secret(
          'Client secret',
          'Client secret of the application. API keys that were created since 2015 have one and need it.',
          'your-client-secret',
        ),
        username,
        password,
      },
    },
    signIn: [
      {
        oauth2: {
          grant: 'password',
          tokenUrl: 'https://{{host}}/puboauth/token',
          clientId: '{{secret.apiKey}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          username: '{{secret.username}}',
          password: '{{secret.password}}',
        },
        replies: tokenReplies,
      },
    ],
    credential: { bearer: '{{token.access}}' },
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth refresh token',
    description:
      'Register an application at developers.egnyte.com, let a user authorize it, and keep the refresh token. The operator stores the refresh token that Egnyte issues next, so do not use it elsewhere.',
    secret: {
      required: ['apiKey', 'clientSecret', 'refreshToken'],
      properties: {
        apiKey,
        clientSecret: secret('Client secret', 'Client secret of the application.', 'your-client-secret'),
        refreshToken: secret('Refresh token', 'Refresh token of the user.', 'your-refresh-token', token),
      },
    },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: 'https://{{host}}/puboauth/token',
          clientId: '{{secret.apiKey}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          refreshToken: '{{secret.refreshToken}}',
        },
        replies: refreshReplies,
      },
    ],
    credential: { bearer: '{{token.access}}' },
  },
  {
    name: 'access-token',
    title: 'Access token',
    description:
      'Use an access token that the application got for a user. It does not expire, but it ends when the user changes the password.',
    secret: {
      required: ['accessToken'],
      properties: {
        accessToken: secret('Access token', 'Access token of the user to act as.', 'your-access-token', token),
        refreshToken: secret(
          'Refresh token',
          'Refresh token, if one was issued. This method does not use it; oauth-refresh does.',
          'your-refresh-token',
        ),
      },
    },
    interactive: {
      authorizeUrl: 'https://{{host}}/puboauth/authorize',
      tokenUrl: 'https://{{host}}/puboauth/token',
      clientAuth: 'body',
      pkce: 'none',
      scope: { value: 'Egnyte.filesystem Egnyte.permission Egnyte.user' },
      // Nothing listens there: the person pastes the address. The vendor registers https alone.
      redirect: { kind: 'https', uri: 'https://localhost/callback' },
      fills: { 'secret.accessToken': 'json.access_token' },
    },
    credential: { bearer: '{{secret.accessToken}}' },
  },
];
