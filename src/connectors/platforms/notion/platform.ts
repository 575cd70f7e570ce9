import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { apiReplies, userReplies } from './replies.ts';

const root = 'https://api.notion.com/v1';

export const notion = {
  title: 'Notion',
  category: 'Collaboration',
  documentation: 'https://developers.notion.com/docs/authorization',
  config: {
    properties: {
      notionVersion: text(
        'API version',
        'Version of the API, a date, which is sent in header Notion-Version. Default: 2025-09-03.',
        '2025-09-03',
        { default: '2025-09-03', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
      ),
      workspaceId: text(
        'Workspace ID',
        'ID of the workspace that the token must belong to. Default: any workspace.',
        '01234567-89ab-cdef-0123-456789abcdef',
        { pattern: '^[0-9A-Fa-f]{8}-?([0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}$' },
      ),
    },
  },
  hosts: ['api.notion.com'],
  define: [
    // People write the ID with or without dashes.
    { wanted: 'config.workspaceId.lowerAscii().replace("-", "")' },
    { workspace: 'json.bot.workspace_id.lowerAscii().replace("-", "")' },
  ],
  defaults: { headers: { 'Notion-Version': '{{config.notionVersion}}' } },
  tables: { api: apiReplies },
  methods,
  test: [
    {
      request: { url: `${root}/users/me` },
      replies: userReplies,
      expect: [
        {
          setting: 'workspaceId',
          is: 'workspace == wanted ? config.workspaceId : workspace',
          causes: ['the token belongs to another workspace than `spec.config.workspaceId`'],
        },
      ],
      facts: {
        identified: 'json.object == "user"',
        account: {
          id: 'json.id',
          name: 'json.name',
          email: 'json.bot.owner.user.person.email',
          tenant:
            'filled(json.bot.workspace_name) ? json.bot.workspace_name + " (" + json.bot.workspace_id + ")" : json.bot.workspace_id',
        },
      },
    },
  ],
  access: [
    {
      when: 'has(requires.path)',
      request: { url: `${root}/pages/{{requires.path}}` },
      replies: [{ table: 'api' }],
      facts: { grants: { read: 'json.object == "page" ? true : null' } },
    },
  ],
} satisfies PlatformSpec;
