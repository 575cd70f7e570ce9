import type { PlatformMethod } from '../../platform.ts';
import { rotatingRefreshToken, secret, text, token } from '../shared/field.ts';

export const root = 'https://{{config.subdomain}}.zendesk.com';

const clientKeys = {
  clientId: text('Unique identifier', 'Unique identifier of the OAuth client.', 'migration_app'),
  clientSecret: secret('Secret', 'Secret of the OAuth client, if it is confidential.', 'your-client-secret'),
  refreshToken: rotatingRefreshToken,
};

export const methods: PlatformMethod[] = [
  {
    name: 'api-token',
    title: 'API token',
    description:
      'Use a token of the Admin Center (Apps and integrations, Zendesk API) and the e-mail address of an agent. Zendesk retires API tokens: none can be created since 2026-10-27, one that is not used for 30 days is deactivated, and all expire on 2027-04-30. Move to oauth-refresh.',
    secret: {
      required: ['email', 'apiToken'],
      properties: {
        email: text('E-mail address', 'E-mail address of the agent to act as, without /token.', 'agent@example.com', {
          pattern: '^[^@\\s:/]+@[^@\\s:/]+$',
        }),
        apiToken: secret('API token', 'API token from the Admin Center.', 'your-api-token', token),
      },
    },
    credential: { basic: { username: '{{secret.email}}/token', password: '{{secret.apiToken}}' } },
  },
  {
    name: 'oauth-token',
    title: 'OAuth access token',
    description:
      'Create an access token of an OAuth client (Admin Center, Apps and integrations, OAuth clients) with the scope read, or read write.',
    secret: {
      required: ['accessToken'],
      properties: {
        accessToken: secret(
          'Access token',
          'Access token of the OAuth client. The operator cannot refresh it.',
          'your-access-token',
          token,
        ),
      },
    },
    credential: { bearer: '{{secret.accessToken}}' },
  },
  {
    name: 'oauth-refresh',
    title: 'OAuth with a refresh token',
    description:
      'Create an OAuth client (Admin Center, Apps and integrations, OAuth clients), and obtain a refresh token of a user with the scope read, or read write. Each test replaces both tokens, so do not use them elsewhere.',
    secret: { required: ['clientId', 'refreshToken'], properties: clientKeys },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: `${root}/oauth/tokens`,
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          refreshToken: '{{secret.refreshToken}}',
          encoding: 'json',
        },
        replies: [{ when: 'json.error == "invalid_grant"', outcome: 'CredentialsRevoked' }],
      },
    ],
    interactive: {
      authorizeUrl: `${root}/oauth/authorizations/new`,
      client: 'either',
      scope: { value: 'read', write: 'read write' },
    },
    credential: { bearer: '{{token.access}}' },
  },
];
