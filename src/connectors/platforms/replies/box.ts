import type { PlatformQuestion, PlatformReply } from '../../../api/platform.gen.ts';

export const tokenUrl = 'https://api.box.com/oauth2/token';
export const clientFields = { client_id: '{{secret.clientId}}', client_secret: '{{secret.clientSecret}}' };

/** A request without a subject: `unauthorized_client` proves id and secret, `invalid_client` says that they are wrong. */
const isItTheSecret: PlatformQuestion = {
  request: { method: 'POST', url: tokenUrl, form: { grant_type: 'client_credentials', ...clientFields } },
  replies: [
    {
      when: 'json.error == "unauthorized_client"',
      outcome: 'PermissionDenied',
      causes: ["the application's access level does not allow this subject", 'it may not generate user access tokens'],
    },
    { when: 'json.error == "invalid_client"', outcome: 'CredentialsRejected' },
  ],
};

const approval = 'the application was not approved, or was changed after its approval, in the Box Admin Console';

/** Texts of developer.box.com/guides/api-calls/permissions-and-errors/common-errors and of the vendor's forum. */
const tokenReplies: PlatformReply[] = [
  {
    when: 'json.error == "unauthorized_client" && json.error_description.contains("box_subject_type")',
    outcome: 'InvalidConfiguration',
    causes: ["the application's access level does not allow this kind of subject (App + Enterprise Access does)"],
  },
  {
    when: 'json.error == "unauthorized_client" && json.error_description.contains("not authorized by the enterprise admin")',
    outcome: 'InteractionRequired',
    causes: ['an administrator has yet to authorize the application in the Box Admin Console'],
  },
  {
    when: 'json.error == "unauthorized_client"',
    outcome: 'AccessRefused',
    causes: [
      approval,
      "the application's access level does not allow this subject",
      'another setting of the application',
    ],
  },
  {
    when: 'json.error == "invalid_grant" && json.error_description.contains("Grant credentials are invalid")',
    outcome: 'AccessRefused',
    causes: ['clientSecret is wrong', "the application's access level does not allow this subject", approval],
    ask: isItTheSecret,
  },
  {
    when: `json.error == "invalid_grant" && json.error_description.matches("'(exp|jti)' claim")`,
    outcome: 'ClockSkew',
  },
  {
    when: 'json.error == "invalid_request" && json.error_description.contains("grant type is unauthorized")',
    outcome: 'InvalidConfiguration',
    causes: ['the application is set up for another way to sign in than this method'],
  },
  {
    // https://support.box.com/hc/en-us/articles/360044192553
    when: 'json.error == "invalid_request" && json.error_description.contains("Cannot obtain user token")',
    outcome: 'InteractionRequired',
    causes: ['the application may not generate user access tokens', 'a managed user needs App + Enterprise Access'],
  },
];

export const assertionReplies: PlatformReply[] = [
  ...tokenReplies,
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    clockFirst: true,
    causes: [
      'privateKey is not the one of publicKeyId, or it was removed',
      'the enterprise or user is wrong',
      approval,
    ],
  },
];

export const grantReplies: PlatformReply[] = [
  ...tokenReplies,
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['the application cannot be used', 'the enterprise or user is wrong', approval],
  },
];

/** The subject is not in question here: where id and secret are right, the refresh token may still be the cause. */
const isItTheClient: PlatformQuestion = {
  request: isItTheSecret.request,
  replies: [
    { when: 'json.error == "invalid_client"', outcome: 'CredentialsRejected', causes: ['clientSecret is wrong'] },
  ],
};

/** https://developer.box.com/guides/authentication/tokens/refresh */
export const refreshReplies: PlatformReply[] = [
  {
    when: 'json.error == "invalid_grant" && json.error_description.contains("Refresh token has expired")',
    outcome: 'CredentialsExpired',
    causes: ['the refresh token was not used for 60 days'],
  },
  {
    when: 'json.error == "invalid_grant" && json.error_description.contains("Invalid refresh token")',
    outcome: 'CredentialsRejected',
    causes: ['the refresh token is wrong', 'it was used already, perhaps by another program'],
  },
  {
    when: 'json.error == "invalid_grant" && json.error_description.contains("Grant credentials are invalid")',
    outcome: 'AccessRefused',
    causes: ['clientSecret is wrong', 'the refresh token was issued to another application', approval],
    ask: isItTheClient,
  },
  ...tokenReplies,
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['the refresh token cannot be used', 'it was issued to another application than clientId', approval],
  },
];

export const forbiddenReplies: PlatformReply[] = [
  {
    when: 'status == 403 && (headers["www-authenticate"].contains("insufficient_scope") || json.code == "insufficient_scope")',
    outcome: 'ScopeMissing',
  },
  { when: 'status == 403', outcome: 'PermissionDenied' },
];

export const apiReplies: PlatformReply[] = [
  // 202 with Retry-After: not ready, and no success.
  { when: 'status == 202 || (status == 503 && json.code == "unavailable")', outcome: 'ServiceUnavailable' },
  {
    when: 'status == 401 && !minted',
    outcome: 'TokenNotRefreshable',
    causes: ['the token has ended (after 60 minutes)', 'it was never valid'],
  },
  ...forbiddenReplies,
  { when: 'status == 200 && json.status == "inactive"', outcome: 'CredentialsRevoked' },
  {
    when: 'status == 200 && json.type == "user" && has(config.enterpriseId) && (!has(json.enterprise.id) || json.enterprise.id != config.enterpriseId)',
    outcome: 'IdentityMismatch',
    causes: ['the account belongs to another enterprise than enterpriseId, or to none'],
  },
];
