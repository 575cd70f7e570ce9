import type { PlatformSpec } from '../platform.ts';
import { secret, text, token } from './field.ts';
import { apiReplies, tokenReplies, userReplies } from './replies/notion.ts';

const headers = { 'Notion-Version': '{{config.notionVersion}}' };

export const notion = {
  title: 'Notion',
  category: 'Collaboration',
  documentation: 'https://developers.notion.com/docs/authorization',
  config: {
    properties: {
      notionVersion: text('API version', 'Header Notion-Version.', '2025-09-03', {
        default: '2025-09-03',
        pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      }),
      workspaceId: text(
        'Workspace ID',
        'The workspace that the token must belong to.',
        '01234567-89ab-cdef-0123-456789abcdef',
        { pattern: '^[0-9A-Fa-f]{8}-?([0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}$' },
      ),
    },
  },
  hosts: ['api.notion.com'],
  methods: [
    {
      name: 'integration-token',
      title: 'Integration token',
      description:
        'An internal integration (Settings, Connections, Develop or manage integrations) with the capability Read content, and the pages shared with it. An access token of an older public integration, which does not end, goes here too.',
      secret: {
        required: ['integrationToken'],
        properties: {
          integrationToken: secret(
            'Internal integration secret',
            'Begins with ntn_ or secret_.',
            'ntn_your-token',
            token,
          ),
        },
      },
      auth: { bearer: { token: '{{secret.integrationToken}}' } },
    },
    {
      name: 'oauth-refresh',
      title: 'OAuth with a refresh token',
      description:
        'A public integration and the refresh token of a user who authorized it. Each test replaces the refresh token: do not use it elsewhere.',
      secret: {
        required: ['clientId', 'clientSecret', 'refreshToken'],
        properties: {
          clientId: text('OAuth client ID', 'Of the integration.', '01234567-89ab-cdef-0123-456789abcdef'),
          clientSecret: secret('OAuth client secret', 'Of the integration.', 'your-client-secret'),
          refreshToken: secret('Refresh token', 'From the authorization; it works once.', 'your-refresh-token'),
        },
      },
      auth: {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: 'https://api.notion.com/v1/oauth/token',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          encoding: 'json',
          headers,
          replies: tokenReplies,
        },
      },
    },
  ],
  http: {
    test: { url: 'https://api.notion.com/v1/users/me', headers },
    account: {
      id: 'json.id',
      name: 'json.name',
      email: 'json.bot.owner.user.person.email',
      tenant:
        'has(json.bot.workspace_name) && json.bot.workspace_name != null ? json.bot.workspace_name + " (" + json.bot.workspace_id + ")" : json.bot.workspace_id',
    },
    identity: 'json.object == "user" && json.id != ""',
    replies: userReplies,
    access: [
      {
        when: 'has(requires.path)',
        request: { url: 'https://api.notion.com/v1/pages/{{requires.path}}', headers },
        replies: apiReplies,
        grants: { read: 'json.object == "page" ? true : null' },
      },
    ],
  },
} satisfies PlatformSpec;
