import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { apiReplies, selfReplies, userReplies } from './replies.ts';

const api = '{{config.baseUrl}}/api/v4';
// https://docs.gitlab.com/user/permissions/: 20 is a reporter, 30 a developer.
const change = '!developer ? false : token.scopes.exists(s, s in ["api", "write_repository"])';

export const gitlab = {
  title: 'GitLab',
  aliases: ['GitLab Self-Managed', 'GitLab Dedicated'],
  category: 'Collaboration',
  documentation: 'https://docs.gitlab.com/api/rest/authentication/',
  config: {
    properties: {
      baseUrl: text(
        'Address',
        'Address of the instance, without /api. Default: https://gitlab.com.',
        'https://gitlab.example.com',
        {
          ...pasted(
            [String.raw`^(https://[^?#]+?)/(?:-/(?:user|prof)|users|dashboard|groups|explore|api/v\d)(?:[/?#_a-z]|$)`],
            [String.raw`^(https://[^/]+)/(?:[^?#]*/)?-/`],
            [String.raw`^(https://gitlab\.com)/[^/]`],
            [String.raw`^(https://[^/]+)/.+\.git$`],
          ),
          pattern: '^https://[^\\s?#]+$',
          default: 'https://gitlab.com',
        },
      ),
      project: text(
        'Project',
        'Path or ID of the project whose permissions are checked. Default: `spec.requires.path`.',
        'acme/handbook',
        {
          ...pasted(
            [String.raw`^https?://[^/]+/(.+?)(?:\.git)?(?:/-/.*)?/?$`],
            ['^([^:]+?)/-/'],
            [String.raw`^git@[^:]+:(.+?)(?:\.git)?$`],
          ),
          pattern: '^[\\w./-]+$',
        },
      ),
      redirectUri: text(
        'Redirect URI',
        'Redirect URI that is registered in the application. Method oauth-refresh needs it.',
        'https://example.com/callback',
        { pattern: '^[a-z][a-z0-9+.-]*:[^\\s]+$' },
      ),
    },
  },
  hosts: ['{{config.baseUrl}}'],
  define: [
    { project: 'orElse(config.project, requires.path)' },
    { memberships: '[json.permissions.project_access, json.permissions.group_access]' },
    { levels: 'memberships.filter(m, m != null).map(m, m.access_level)' },
    { isOpen: 'json.visibility == "public" && json.repository_access_level == "enabled"' },
    { reader: 'isOpen == true || levels.exists(level, level >= 20)' },
    { developer: 'levels.exists(level, level >= 30)' },
  ],
  tables: { api: apiReplies },
  methods,
  test: [
    {
      // What the token says of itself.
      name: 'token',
      when: 'method == "personal-access-token"',
      request: { url: `${api}/personal_access_tokens/self`, redirect: 'Return' },
      replies: selfReplies,
      set: { 'scopes?': 'json.scopes' },
      facts: { expiry: 'json.expires_at' },
    },
    {
      request: { url: `${api}/user`, redirect: 'Return' },
      replies: userReplies,
      facts: {
        identified: 'json.id > 0 && filled(json.username) && filled(json.state)',
        account: { id: 'json.id', name: 'json.username', email: 'json.email', tenant: 'config.baseUrl.host()' },
        administrator: 'json.is_admin',
      },
    },
  ],
  access: [
    {
      when: 'has(config.project) || has(requires.path)',
      request: { url: `${api}/projects/{{project}}`, redirect: 'Return' },
      replies: [{ table: 'api' }],
      facts: {
        // What the member may do, as far as the scopes let the token. If they are unknown, only a no is sure.
        grants: {
          read: '!reader ? false : token.scopes.exists(s, s in ["api", "read_api", "read_repository", "write_repository"])',
          write: change,
          update: change,
          delete: change,
        },
      },
    },
  ],
} satisfies PlatformSpec;
