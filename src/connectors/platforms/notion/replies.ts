import type { PlatformRow } from '../../../api/platform.gen.ts';

/** https://developers.notion.com/reference/status-codes */
export const apiReplies: PlatformRow[] = [
  // The integration that lacks a permission is known: the token is good.
  { when: 'status == 403 && json.code == "restricted_resource"', outcome: 'PermissionDenied' },
  {
    when: 'status == 400 && json.code in ["missing_version", "validation_error", "invalid_request", "invalid_request_url"]',
    outcome: 'InvalidConfiguration',
    causes: ['`spec.config.notionVersion` is not a version of the API', '`spec.requires.path` is not an ID'],
  },
];

export const userReplies: PlatformRow[] = [
  { table: 'api' },
  {
    when: 'status == 200 && json.object == "user" && has(config.workspaceId) && !has(json.bot.workspace_id)',
    outcome: 'UnexpectedReply',
  },
];

/** https://developers.notion.com/reference/refresh-a-token */
export const refreshReplies: PlatformRow[] = [
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'CredentialsRejected',
    causes: [
      'the refresh token has expired, was revoked or has been used already',
      'the refresh token belongs to another integration than `clientId`',
    ],
  },
];
