import type { PlatformSpec } from '../platform.ts';
import { secret, text, token } from './field.ts';
import { end, replies } from './replies/zendesk.ts';

const root = 'https://{{config.subdomain}}.zendesk.com';

/** An administrator may do all; what an agent may is in a role of the account's own. */
const right = (scope: string) =>
  `json.user.role != "admin" ? null : method == "api-token" ? true : method == "oauth-refresh" && session.scopes.matches("(^| )${scope}($| )") ? true : null`;

const clientKeys = {
  clientId: text('Unique identifier', 'Of the OAuth client (Admin Center).', 'migration_app'),
  clientSecret: secret('Secret', 'Of the OAuth client.', 'your-client-secret'),
  refreshToken: secret('Refresh token', 'From the authorization; it works once.', 'your-refresh-token'),
};

export const zendesk = {
  title: 'Zendesk',
  category: 'Business',
  documentation: 'https://developer.zendesk.com/api-reference/introduction/security-and-auth/',
  config: {
    required: ['subdomain'],
    properties: {
      subdomain: text('Subdomain', 'The part before .zendesk.com.', 'acme', { pattern: '^[a-z0-9][a-z0-9-]*$' }),
    },
  },
  hosts: ['{{config.subdomain}}.zendesk.com'],
  methods: [
    {
      name: 'api-token',
      title: 'API token',
      description:
        'A token of the Admin Center (Apps and integrations, Zendesk API) and the e-mail address of an agent. Zendesk ends them: none can be created since 2026-10-27, one that is not used for 30 days is deactivated, all end on 2027-04-30. Move to oauth-refresh.',
      secret: {
        required: ['email', 'apiToken'],
        properties: {
          email: text('E-mail address', 'Of the agent to act as, without /token.', 'agent@example.com', {
            pattern: '^[^@\\s:/]+@[^@\\s:/]+$',
          }),
          apiToken: secret('API token', 'From the Admin Center.', 'your-api-token', token),
        },
      },
      auth: { basic: { username: '{{secret.email}}/token', password: '{{secret.apiToken}}' } },
    },
    {
      name: 'oauth-token',
      title: 'OAuth access token',
      description:
        'An access token of an OAuth client (Admin Center, Apps and integrations, OAuth clients) with the scope read, or read write.',
      secret: {
        required: ['accessToken'],
        properties: { accessToken: secret('Access token', 'It is not renewed.', 'your-access-token', token) },
      },
      auth: { bearer: { token: '{{secret.accessToken}}' } },
    },
    {
      name: 'oauth-refresh',
      title: 'OAuth with a refresh token',
      description:
        'An OAuth client (Admin Center, Apps and integrations, OAuth clients), the scope read, or read write, and the refresh token of a user who authorized it. Each test replaces both tokens: do not use them elsewhere.',
      secret: { required: ['clientId', 'clientSecret', 'refreshToken'], properties: clientKeys },
      auth: {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: `${root}/oauth/tokens`,
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          encoding: 'json',
          values: { scopes: 'json.scope' },
          replies: [{ when: 'json.error == "invalid_grant"', outcome: 'CredentialsRevoked' }],
        },
      },
    },
  ],
  http: {
    test: { url: `${root}/api/v2/users/me.json` },
    account: { id: 'json.user.id', name: 'json.user.name', email: 'json.user.email', tenant: 'config.subdomain' },
    identity: 'status == 200 && json.user.id > 0',
    administrator: 'json.user.role == "admin"',
    replies,
    access: [
      { grants: { read: right('read'), write: right('write'), update: right('write'), delete: right('write') } },
      {
        // Of each token only the beginning is shown, so only where there is one it is surely ours.
        when: 'method == "oauth-token"',
        request: { url: `${root}/api/v2/oauth/tokens` },
        replies: [{ when: 'status in [400, 401, 403, 404]', outcome: 'Connected' }],
        expiry: 'size(json.tokens) == 1 ? json.tokens[0].expires_at : null',
      },
    ],
    expiry: `method == "api-token" ? "${end}" : null`,
  },
} satisfies PlatformSpec;
