import type { PlatformRow } from '../../../api/platform.gen.ts';

export const tokenUrl = 'https://api.box.com/oauth2/token';

/** A request without a subject: `unauthorized_client` proves id and secret, `invalid_client` says that they are wrong. */
const clientOnly = {
  method: 'POST',
  url: tokenUrl,
  form: {
    grant_type: 'client_credentials',
    client_id: '{{secret.clientId}}',
    client_secret: '{{secret.clientSecret}}',
  },
} as const;

const approval = 'the application was not approved, or was changed after its approval, in the Box Admin Console';
const accessLevel = "the application's access level does not allow this subject";

/** Texts of https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors and of the vendor's forum. */
const token: PlatformRow[] = [
  {
    when: 'said.contains("grant type is unauthorized")',
    outcome: 'InvalidConfiguration',
    causes: ['the application is set up for another authentication method'],
  },
  {
    // https://support.box.com/hc/en-us/articles/360044192553
    when: 'said.matches("Cannot obtain (user )?token")',
    outcome: 'InteractionRequired',
    causes: [
      'the application is not allowed to generate user access tokens',
      'the application lacks App + Enterprise Access, which a managed user needs',
    ],
  },
  {
    when: 'badGrant && said.matches("Signature verification|kid.? invalid|iss. claim")',
    outcome: 'CredentialsRejected',
    causes: ['`privateKey`, `publicKeyId` and `clientId` are not of one application', 'the key pair was removed'],
  },
  {
    when: 'json.error == "unauthorized_client" && said.contains("box_subject_type")',
    outcome: 'InvalidConfiguration',
    causes: ["the application's access level does not allow this kind of subject (App + Enterprise Access does)"],
  },
  {
    when: 'json.error == "unauthorized_client" && said.contains("not authorized by the enterprise admin")',
    outcome: 'InteractionRequired',
    causes: ['an administrator has yet to authorize the application in the Box Admin Console'],
  },
  {
    when: 'json.error == "unauthorized_client"',
    outcome: 'AccessRefused',
    causes: [approval, accessLevel, 'another setting of the application is wrong'],
  },
  {
    when: 'badGrant && said.contains("Grant credentials are invalid")',
    outcome: 'AccessRefused',
    causes: ['`clientSecret` is wrong', accessLevel, approval],
    then: {
      request: clientOnly,
      replies: [
        {
          when: 'json.error == "unauthorized_client"',
          outcome: 'PermissionDenied',
          causes: [accessLevel, 'the application is not allowed to generate user access tokens'],
        },
        { when: 'json.error == "invalid_client"', outcome: 'CredentialsRejected' },
      ],
    },
  },
  {
    when: `badGrant && said.matches("(exp|jti). claim")`,
    outcome: 'ClockSkew',
  },
];

const scope: PlatformRow[] = [
  {
    when: 'status == 403 && (headers["www-authenticate"].contains("insufficient_scope") || json.code == "insufficient_scope")',
    outcome: 'ScopeMissing',
  },
];

const forbidden: PlatformRow[] = [
  { table: 'scope' },
  {
    when: 'status in [400, 403] && json.code in ["terms_of_service_required", "password_reset_required", "user_email_confirmation_required"]',
    outcome: 'InteractionRequired',
    causes: ['the user must sign in to the web page of Box: terms of service, password or e-mail address'],
  },
  {
    when: 'status == 403 && json.code == "access_from_location_blocked"',
    outcome: 'AccessRefused',
    causes: ['an administrator has not approved this location or network address'],
  },
  { when: 'status == 403 && has(json.type)', outcome: 'PermissionDenied' },
];

export const tables = { token, scope, forbidden };

export const assertionReplies: PlatformRow[] = [
  { table: 'token' },
  {
    when: 'badGrant',
    outcome: 'AccessRefused',
    compareClocks: true,
    causes: [
      '`privateKey` does not belong to `publicKeyId`, or the key pair was removed',
      'the enterprise or user is wrong',
      approval,
    ],
  },
];

export const grantReplies: PlatformRow[] = [
  { table: 'token' },
  {
    when: 'badGrant',
    outcome: 'AccessRefused',
    causes: ['the application cannot be used', 'the enterprise or user is wrong', approval],
  },
];

/** https://developer.box.com/guides/authentication/tokens/refresh */
export const refreshReplies: PlatformRow[] = [
  {
    when: 'badGrant && said.contains("Refresh token has expired")',
    outcome: 'CredentialsExpired',
    causes: ['the refresh token was not used for 60 days'],
  },
  {
    when: 'badGrant && said.contains("Invalid refresh token")',
    outcome: 'CredentialsRejected',
    causes: ['the refresh token is wrong', 'the refresh token was used already, perhaps by another program'],
  },
  {
    when: 'badGrant && said.contains("Grant credentials are invalid")',
    outcome: 'AccessRefused',
    causes: ['`clientSecret` is wrong', 'the refresh token was issued to another application', approval],
    // The subject is not in question here: if id and secret are right, the refresh token may still be the cause.
    then: {
      request: clientOnly,
      replies: [
        { when: 'json.error == "invalid_client"', outcome: 'CredentialsRejected', causes: ['`clientSecret` is wrong'] },
      ],
    },
  },
  { table: 'token' },
  {
    when: 'badGrant',
    outcome: 'AccessRefused',
    causes: [
      'the refresh token cannot be used',
      'the refresh token was issued to another application than `clientId`',
      approval,
    ],
  },
];

export const userReplies: PlatformRow[] = [
  // 202 with Retry-After: not ready, and no success.
  { when: 'status == 202 || (status == 503 && json.code == "unavailable")', outcome: 'ServiceUnavailable' },
  {
    when: 'status == 401 && !credential.fresh',
    outcome: 'TokenNotRefreshable',
    causes: ['the token has expired (after 60 minutes)', 'the token was never valid'],
  },
  { table: 'forbidden' },
  { when: 'status == 200 && json.status == "inactive"', outcome: 'CredentialsRevoked' },
];
