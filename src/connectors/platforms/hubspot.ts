import type { PlatformSpec } from '../platform.ts';
import { secret, text, token } from './field.ts';
import { apiReplies, tokenReplies } from './replies/hubspot.ts';

const root = 'https://api.hubapi.com';
const isPrivateApp = 'method == "private-app-token"';

export const hubspot = {
  title: 'HubSpot',
  category: 'Business',
  documentation: 'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/overview',
  config: {
    properties: {
      portalId: text('Hub ID', 'The account (portal) that the token must belong to.', '1234567', { pattern: '^\\d+$' }),
    },
  },
  hosts: ['api.hubapi.com'],
  methods: [
    {
      name: 'private-app-token',
      title: 'Private app token',
      description:
        'The access token of a private app (Settings, Integrations, Private apps). HubSpot no longer lets new ones be created; those that exist keep working. No scope is needed for the test.',
      secret: {
        required: ['accessToken'],
        properties: { accessToken: secret('Access token', 'Begins with pat-.', 'pat-eu1-your-token', token) },
      },
      auth: { bearer: { token: '{{secret.accessToken}}' } },
    },
    {
      name: 'oauth-refresh',
      title: 'OAuth with a refresh token',
      description: 'An app with OAuth, installed in the account, and the refresh token of that installation.',
      secret: {
        required: ['clientId', 'clientSecret', 'refreshToken'],
        properties: {
          clientId: text('Client ID', 'App settings, Auth.', '01234567-89ab-cdef-0123-456789abcdef'),
          clientSecret: secret('Client secret', 'App settings, Auth.', 'your-client-secret'),
          refreshToken: secret('Refresh token', 'From the installation.', 'your-refresh-token'),
        },
      },
      auth: {
        oauth2: {
          grant: 'refresh_token',
          // The same one comes back: https://developers.hubspot.com/docs/api-reference/2026-03/authentication/oauth-tokens
          rotates: false,
          tokenUrl: `${root}/oauth/2026-03/token`,
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          // Seen in both spellings.
          token: 'has(json.access_token) ? json.access_token : json.accessToken',
          replies: tokenReplies,
        },
      },
    },
  ],
  http: {
    test: { url: `${root}/account-info/v3/details` },
    // Whose token it is, a further request tells.
    account: { tenant: 'json.portalId' },
    identity: 'status == 200 && json.portalId > 0',
    replies: apiReplies,
    access: [
      {
        when: isPrivateApp,
        request: {
          method: 'POST',
          url: `${root}/oauth/v2/private-apps/get/access-token-info`,
          json: { tokenKey: '{{secret.accessToken}}' },
        },
        replies: [{ when: 'status in [400, 401, 403, 404]', outcome: 'Connected' }],
        account: { id: 'json.userId' },
      },
      {
        when: `!(${isPrivateApp})`,
        request: {
          method: 'POST',
          url: `${root}/oauth/2026-03/token/introspect`,
          form: {
            client_id: '{{secret.clientId}}',
            client_secret: '{{secret.clientSecret}}',
            token: '{{token}}',
            token_type_hint: 'access_token',
          },
        },
        replies: [
          // The API took this very token a moment ago, so this is no word on the stored one.
          { when: 'status == 200 && json.active == false', outcome: 'UnexpectedReply' },
          { when: 'status in [400, 401, 403, 404]', outcome: 'Connected' },
        ],
        // unverified: user_id and user, the names of the call before this one.
        account: { id: 'json.user_id', email: 'json.user' },
      },
    ],
  },
} satisfies PlatformSpec;
