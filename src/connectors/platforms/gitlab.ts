import type { PlatformSpec } from '../platform.ts';
import { secret, text, token } from './field.ts';
import { apiReplies, selfReplies, tokenReplies, userReplies } from './replies/gitlab.ts';

const address = { pattern: '^https://[^\\s?#]+$' };
const privateToken = { 'PRIVATE-TOKEN': '{{secret.token}}' };
const levels = '[json.permissions.project_access, json.permissions.group_access]';
const level = (least: number) => `${levels}.exists(a, a != null && a.access_level >= ${least})`;
const isOpen = '(json.visibility == "public" && json.repository_access_level == "enabled")';

/** What the member may do, as far as the scopes let the token; where they are not told, only a no is sure. */
function right(member: string, scopes: string): string {
  return `!(${member}) ? false : !session.scopes.startsWith(" ") ? null : session.scopes.matches(" (${scopes}) ")`;
}
/** https://docs.gitlab.com/user/permissions/: 20 is a reporter, 30 a developer. */
const change = right(level(30), 'api|write_repository');

export const gitlab = {
  title: 'GitLab',
  aliases: ['GitLab Self-Managed', 'GitLab Dedicated'],
  category: 'Collaboration',
  documentation: 'https://docs.gitlab.com/api/rest/authentication/',
  config: {
    properties: {
      baseUrl: text('Address', 'Of the instance, without /api.', 'https://gitlab.example.com', {
        ...address,
        default: 'https://gitlab.com',
      }),
      project: text('Project', 'Path or ID of the project whose rights are looked at.', 'acme/handbook', {
        pattern: '^[\\w./-]+$',
      }),
      redirectUri: text(
        'Redirect URI',
        'As registered in the application (oauth-refresh).',
        'https://example.com/callback',
        {
          pattern: '^[a-z][a-z0-9+.-]*:[^\\s]+$',
        },
      ),
    },
  },
  hosts: ['{{config.baseUrl}}'],
  methods: [
    {
      name: 'personal-access-token',
      title: 'Access token',
      description:
        'A personal, project or group access token (Settings, Access tokens) with the scope read_api, or api to write. It ends on the date that is chosen then.',
      secret: {
        required: ['token'],
        properties: { token: secret('Token', 'Of a user, a project or a group.', 'glpat-your-token', token) },
      },
      config: { properties: { redirectUri: false } },
      auth: {
        session: {
          login: {
            url: '{{config.baseUrl}}/api/v4/personal_access_tokens/self',
            headers: privateToken,
            redirect: 'return',
          },
          replies: selfReplies,
          values: {
            scopes: 'status == 200 ? " " + json.scopes.join(" ") + " " : "untold"',
            ends: 'status == 200 && has(json.expires_at) && json.expires_at != null ? json.expires_at : "untold"',
          },
          headers: privateToken,
        },
      },
    },
    {
      name: 'oauth-refresh',
      title: 'OAuth with a refresh token',
      description:
        'An application (Settings, Applications) with the scope read_api, or api to write, and the refresh token of a user who authorized it. Each test replaces the refresh token: do not use it elsewhere.',
      secret: {
        required: ['clientId', 'clientSecret', 'refreshToken'],
        properties: {
          clientId: text('Application ID', 'Of the application.', 'a1b2c3d4'),
          clientSecret: secret('Secret', 'Of the application.', 'your-client-secret'),
          refreshToken: secret('Refresh token', 'From the authorization; it works once.', 'your-refresh-token'),
        },
      },
      config: { required: ['redirectUri'] },
      auth: {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: '{{config.baseUrl}}/oauth/token',
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          form: { redirect_uri: '{{config.redirectUri}}' },
          values: { scopes: '" " + json.scope + " "' },
          replies: tokenReplies,
        },
      },
    },
  ],
  http: {
    values: { project: 'has(config.project) ? config.project : requires.path' },
    test: { url: '{{config.baseUrl}}/api/v4/user', redirect: 'return' },
    account: {
      id: 'json.id',
      name: 'json.username',
      email: 'json.email',
      tenant: 'config.baseUrl.split("/")[2]',
    },
    identity: 'status == 200 && json.id > 0 && json.username != ""',
    administrator: 'json.is_admin',
    replies: userReplies,
    access: [
      {
        when: 'has(config.project) || has(requires.path)',
        request: { url: '{{config.baseUrl}}/api/v4/projects/{{values.project}}', redirect: 'return' },
        replies: apiReplies,
        grants: {
          read: right(`${isOpen} || ${level(20)}`, 'api|read_api|read_repository|write_repository'),
          write: change,
          update: change,
          delete: change,
        },
      },
    ],
    expiry: 'method == "personal-access-token" && session.ends != "untold" ? session.ends : null',
  },
} satisfies PlatformSpec;
