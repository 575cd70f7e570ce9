import type { PlatformMethod } from '../../platform.ts';
import { rotatingRefreshToken, secret, text, token } from '../shared/field.ts';
import { refreshReplies } from './replies.ts';

export const methods: PlatformMethod[] = [
  {
    name: 'integration-token',
    title: 'Integration token',
    description:
      'Create an internal integration (Settings, Connections, Develop or manage integrations) with the capability Read content, and share the pages with it. An access token of an older public integration, which does not expire, is used with this method too.',
    secret: {
      required: ['integrationToken'],
      properties: {
        integrationToken: secret(
          'Internal integration secret',
          'Token of the integration, which begins with ntn_ or secret_.',
          'ntn_your-token',
          token,
        ),
      },
    },
    credential: { bearer: '{{secret.integrationToken}}' },
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth with a refresh token',
    description:
      'Create a public integration, and obtain a refresh token of a user. Each test replaces the refresh token, so do not use it elsewhere.',
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        clientId: text('OAuth client ID', 'Client ID of the integration.', '01234567-89ab-cdef-0123-456789abcdef'),
        clientSecret: secret('OAuth client secret', 'Client secret of the integration.', 'your-client-secret'),
        refreshToken: rotatingRefreshToken,
      },
    },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: 'https://api.notion.com/v1/oauth/token',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          refreshToken: '{{secret.refreshToken}}',
          encoding: 'json',
        },
        replies: refreshReplies,
      },
    ],
    interactive: {
      authorizeUrl: 'https://api.notion.com/v1/oauth/authorize',
      pkce: 'none',
      parameters: { owner: 'user' },
    },
    credential: { bearer: '{{token.access}}' },
  },
];
