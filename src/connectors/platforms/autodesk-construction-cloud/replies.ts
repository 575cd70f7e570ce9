import type { PlatformRow } from '../../../api/platform.gen.ts';

/** https://aps.autodesk.com/en/docs/tokenflex/v1/developers_guide/error_handling */
const client: PlatformRow[] = [
  { when: 'json.errorCode == "AUTH-003"', outcome: 'CredentialsRejected' },
  {
    when: 'json.errorCode == "AUTH-004"',
    outcome: 'InvalidConfiguration',
    causes: ['`spec.config.scopes` has an unknown scope'],
  },
  {
    when: 'status == 403',
    outcome: 'PermissionDenied',
    causes: ['the application is not allowed to use this API'],
  },
];

export const clientReplies: PlatformRow[] = [{ table: 'client' }];

/** One text for several causes; its 15 days are the likely one. */
export const refreshReplies: PlatformRow[] = [
  {
    when: 'status == 400 && text.lowerAscii().contains("refresh token is expired or invalid")',
    outcome: 'CredentialsExpired',
    causes: [
      'the refresh token has expired (after 15 days)',
      'the refresh token has been used already',
      'the refresh token belongs to another application than `clientId`',
    ],
  },
  { table: 'client' },
];

export const assertionReplies: PlatformRow[] = [
  { table: 'client' },
  { when: 'status == 400 && text.lowerAscii().contains("not enabled")', outcome: 'CredentialsRevoked' },
  {
    when: 'status == 400 && json.error == "invalid_scope"',
    outcome: 'InvalidConfiguration',
    causes: ['`spec.config.scopes` has an unknown scope'],
  },
  {
    when: 'status == 400',
    outcome: 'AccessRefused',
    compareClocks: true,
    causes: [
      '`privateKey` is not the key of `spec.config.keyId`, or was removed',
      '`spec.config.serviceAccountId` is not a service account of this application',
      'the service account is disabled or has expired',
    ],
  },
];

const custom = 'an administrator has yet to add the application to the account (Custom Integrations)';

/** https://aps.autodesk.com/blog/errors-when-retrieving-hubs; a scope that is missing is a 401 here. */
const hubs: PlatformRow[] = [
  {
    when: 'status == 401 && !reads || json.errorCode == "AUTH-010"',
    outcome: 'ScopeMissing',
    causes: ['`spec.config.scopes` does not contain data:read'],
  },
  {
    when: 'status == 403',
    outcome: 'PermissionDenied',
    causes: [custom, 'the user is not allowed to see the account'],
  },
  // github.com/Autodesk-Forge/forge-api-dotnet-client/issues/69: what a region responds is a warning beside the others' hubs.
  {
    when: 'isHubs && away && (!has(hub) || has(config.region) && inRegion != true)',
    outcome: 'ServiceUnavailable',
  },
  {
    when: 'isHubs && json.data == []',
    outcome: 'PermissionDenied',
    causes: [custom, 'the user is in no account'],
  },
  {
    when: 'isHubs && has(config.accountId) && !has(hub)',
    outcome: 'TargetNotFound',
    causes: ['`spec.config.accountId` is wrong', custom],
  },
  { when: 'isHubs && has(config.region) && inRegion != true', outcome: 'WrongRegion' },
];

export const tables = { client, hubs };
