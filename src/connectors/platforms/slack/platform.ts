import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { commonReplies, rotationReplies, testReplies } from './replies.ts';

export const slack = {
  title: 'Slack',
  aliases: ['GovSlack'],
  category: 'Collaboration',
  documentation: 'https://docs.slack.dev/authentication/tokens',
  config: {
    properties: {
      teamId: text(
        'Workspace ID',
        'ID of the workspace that the token must belong to. It begins with T. Default: any workspace.',
        'T0123ABCD',
        { ...pasted([String.raw`^https://app\.slack\.com/client/(T[A-Z0-9]+)`]), pattern: '^T[A-Z0-9]+$' },
      ),
      enterpriseId: text(
        'Organization ID',
        'ID of the Enterprise organization that the token must belong to. It begins with E. Default: any organization, or none.',
        'E0123ABCD',
        { ...pasted([String.raw`^https://app\.slack\.com/client/(E[A-Z0-9]+)`]), pattern: '^E[A-Z0-9]+$' },
      ),
      cloud: text(
        'Cloud',
        'The cloud of the workspace: commercial (slack.com), the default, or gov (GovSlack, slack-gov.com).',
        'commercial',
        { enum: ['commercial', 'gov'], default: 'commercial' },
      ),
    },
  },
  hosts: ['{{host}}'],
  define: [
    { host: 'config.cloud == "gov" ? "slack-gov.com" : "slack.com"' },
    { scopes: 'headers["x-oauth-scopes"].replace(",", " ").words()' },
    // These scopes of legacy tokens say nothing in terms of single permissions.
    { wide: 'scopes.exists(s, s in ["client", "read", "post"])' },
  ],
  tables: { common: commonReplies, rotation: rotationReplies },
  methods,
  test: [
    {
      request: { method: 'POST', url: 'https://{{host}}/api/auth.test' },
      replies: testReplies,
      expect: [
        {
          setting: 'teamId',
          is: 'json.team_id',
          causes: ['the token belongs to another workspace than `spec.config.teamId`'],
        },
        {
          setting: 'enterpriseId',
          is: 'json.enterprise_id',
          causes: ['the token belongs to another Enterprise organization than `spec.config.enterpriseId`, or to none'],
        },
      ],
      facts: {
        identified: 'json.ok == true',
        account: {
          id: 'filled(json.user_id) ? json.user_id : json.bot_id',
          name: 'json.user',
          tenant: 'filled(json.team) ? json.team + " (" + json.team_id + ")" : json.enterprise_id',
        },
        // Scopes are of the whole app; what a channel allows is not said.
        grants: {
          read: 'wide ? null : "files:read" in scopes',
          // https://docs.slack.dev/reference/scopes/files.write: upload, edit and delete files
          write: 'wide ? null : "files:write" in scopes',
          update: 'wide ? null : "files:write" in scopes',
          delete: 'wide ? null : "files:write" in scopes',
        },
      },
    },
  ],
} satisfies PlatformSpec;
