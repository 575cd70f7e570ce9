import type { PlatformReply } from '../../../api/platform.gen.ts';

const forbidden: PlatformReply = {
  when: 'status == 403',
  outcome: 'PermissionDenied',
  causes: ['the application may not use this API'],
};

export const clientReplies: PlatformReply[] = [forbidden];

/** One text for several causes; its 15 days are the likely one. */
export const refreshReplies: PlatformReply[] = [
  forbidden,
  {
    when: 'status == 400 && text.lowerAscii().contains("refresh token is expired or invalid")',
    outcome: 'CredentialsExpired',
    causes: [
      'the refresh token has ended (after 15 days)',
      'the refresh token was used already',
      'the refresh token belongs to another application than clientId',
    ],
  },
];

export const assertionReplies: PlatformReply[] = [
  forbidden,
  { when: 'status == 400 && text.lowerAscii().contains("not enabled")', outcome: 'CredentialsRevoked' },
  {
    when: 'status == 400 && json.error == "invalid_scope"',
    outcome: 'InvalidConfiguration',
    causes: ['scopes has an unknown scope'],
  },
  {
    when: 'status == 400',
    outcome: 'AccessRefused',
    clockFirst: true,
    causes: [
      'privateKey is not the one of keyId, or it was removed',
      'serviceAccountId is not a service account of this application',
      'the service account is disabled or has ended',
    ],
  },
];

const custom = 'an administrator has yet to add the application to the account (Custom Integrations)';
const isHubs = 'json.jsonapi.version != ""';
const granted =
  '(type(claims) == map && has(claims.scope) ? "data:read" in claims.scope : values.scopes == "" || values.scopes.contains("data:read"))';

/** https://aps.autodesk.com/blog/errors-when-retrieving-hubs; a scope that is missing is a 401 here. */
export const hubReplies: PlatformReply[] = [
  {
    when: `status == 401 && !${granted}`,
    outcome: 'ScopeMissing',
    causes: ['scopes has no data:read'],
  },
  { when: 'status == 403', outcome: 'PermissionDenied', causes: [custom, 'the user may not see it'] },
  {
    when: `status == 200 && ${isHubs} && size(json.data) == 0`,
    outcome: 'PermissionDenied',
    causes: [custom, 'the user is in no account'],
  },
  {
    when: `status == 200 && ${isHubs} && has(config.accountId) && !json.data.exists(h, h.id == "b." + config.accountId)`,
    outcome: 'TargetNotFound',
    causes: ['accountId is wrong', custom],
  },
  {
    when: `status == 200 && ${isHubs} && has(config.region) && !json.data.exists(h, h.attributes.region == config.region || (h.attributes.region == "APAC" && config.region == "AUS"))`,
    outcome: 'WrongRegion',
  },
];

/** The same, where it is the hubs that are asked who we are. */
export const testReplies = hubReplies.map((reply) => ({ ...reply, when: `method == "two-legged" && (${reply.when})` }));
