import type { PlatformMethod } from '../../platform.ts';
import { password, secret, text, token, username } from '../shared/field.ts';
import { tokenReplies } from './replies.ts';

export const methods: PlatformMethod[] = [
  {
    name: 'basic',
    title: 'User name and password',
    description: 'Create a user in Nuxeo, or in the directory behind it, that is allowed to read the document.',
    secret: { required: ['username', 'password'], properties: { username, password } },
    credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    name: 'token',
    title: 'Authentication token',
    description:
      'Sign in as the user and create a token under User Settings, Authentication Tokens. It works until the user or an administrator revokes it.',
    secret: {
      required: ['token'],
      properties: {
        token: secret(
          'Token',
          'The token, which is sent in header X-Authentication-Token.',
          'your-authentication-token',
          token,
        ),
      },
    },
    credential: { headers: { 'X-Authentication-Token': '{{secret.token}}' } },
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth 2 refresh token',
    description:
      'Register a client under Administration, Cloud Services, Consumers. Then obtain a refresh token of the user.',
    secret: {
      required: ['clientId', 'refreshToken'],
      properties: {
        clientId: text('Client ID', 'Client ID of the registered consumer.', 'connection-operator'),
        clientSecret: secret('Client secret', 'Client secret of the consumer, if it has one.', 'your-client-secret'),
        refreshToken: secret('Refresh token', 'Refresh token that the consent of the user gave.', 'your-refresh-token'),
      },
    },
    signIn: [
      {
        oauth2: {
          // Whether the old refresh token lives on is not documented, so a new one is stored.
          grant: 'refresh_token',
          tokenUrl: '{{config.url}}/oauth2/token',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          refreshToken: '{{secret.refreshToken}}',
        },
        replies: tokenReplies,
      },
    ],
    interactive: { authorizeUrl: '{{config.url}}/oauth2/authorize', client: 'either' },
    credential: { bearer: '{{token.access}}' },
  },
  {
    name: 'bearer',
    title: 'Access token',
    description:
      'Obtain an OAuth 2 access token or a JWT elsewhere. It expires and is not refreshed, so use this method for trials only.',
    secret: {
      required: ['accessToken'],
      properties: {
        accessToken: secret('Access token', 'The access token (OAuth 2) or JWT.', 'your-access-token', token),
      },
    },
    credential: { bearer: '{{secret.accessToken}}' },
  },
];
