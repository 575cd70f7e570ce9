import type { PlatformMethod } from '../../platform.ts';
import { secret, text, token } from '../shared/field.ts';
import { refreshReplies } from './replies.ts';

export const root = 'https://api.hubapi.com';

export const methods: PlatformMethod[] = [
  {
    name: 'private-app-token',
    title: 'Private app token',
    description:
      'Copy the access token of a private app (Settings, Integrations, Private apps). New private apps cannot be created any more; those that exist keep working. The test needs no scope.',
    secret: {
      required: ['accessToken'],
      properties: {
        accessToken: secret(
          'Access token',
          'Access token of the private app, which begins with pat-.',
          'pat-eu1-your-token',
          token,
        ),
      },
    },
    credential: { bearer: '{{secret.accessToken}}' },
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth with a refresh token',
    description: 'Create an app with OAuth, install it in the account, and use the refresh token of that installation.',
    secret: {
      required: ['clientId', 'clientSecret', 'refreshToken'],
      properties: {
        clientId: text(
          'Client ID',
          'Client ID of the app, from its settings under Auth.',
          '01234567-89ab-cdef-0123-456789abcdef',
        ),
        clientSecret: secret(
          'Client secret',
          'Client secret of the app, from its settings under Auth.',
          'your-client-secret',
        ),
        refreshToken: secret('Refresh token', 'Refresh token that the installation issued.', 'your-refresh-token'),
      },
    },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          // The same one comes back: https://developers.hubspot.com/docs/api-reference/2026-03/authentication/oauth-tokens
          rotates: false,
          tokenUrl: `${root}/oauth/2026-03/token`,
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          refreshToken: '{{secret.refreshToken}}',
          // Seen in both spellings.
          access: 'orElse(json.access_token, json.accessToken)',
        },
        replies: refreshReplies,
      },
    ],
    interactive: {
      authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
      scope: { value: 'oauth crm.objects.contacts.read' },
    },
    credential: { bearer: '{{token.access}}' },
  },
];
