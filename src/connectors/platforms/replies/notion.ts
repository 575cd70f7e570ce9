import type { PlatformReply } from '../../../api/platform.gen.ts';

/** https://developers.notion.com/reference/status-codes */
export const apiReplies: PlatformReply[] = [
  // Whoever may not do something is known: the token is good.
  { when: 'status == 403 && json.code == "restricted_resource"', outcome: 'PermissionDenied' },
  {
    when: 'status == 400 && json.code in ["missing_version", "validation_error", "invalid_request", "invalid_request_url"]',
    outcome: 'InvalidConfiguration',
    causes: ['notionVersion is not a version of the API', 'spec.requires.path is not an ID'],
  },
];

const isBot = 'status == 200 && json.object == "user" && has(config.workspaceId)';
const bare = (id: string) => `${id}.lowerAscii().replace("-", "")`;

export const userReplies: PlatformReply[] = [
  ...apiReplies,
  { when: `${isBot} && !has(json.bot.workspace_id)`, outcome: 'UnexpectedReply' },
  {
    when: `${isBot} && ${bare('json.bot.workspace_id')} != ${bare('config.workspaceId')}`,
    outcome: 'IdentityMismatch',
    causes: ['the token belongs to another workspace than workspaceId'],
  },
];

/** https://developers.notion.com/reference/refresh-a-token */
export const tokenReplies: PlatformReply[] = [
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'CredentialsRejected',
    causes: [
      'the refresh token has ended, was revoked or was used already',
      'the refresh token belongs to another connection than clientId',
    ],
  },
];
