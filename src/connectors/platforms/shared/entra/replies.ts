import type { PlatformRow } from '../../../../api/platform.gen.ts';

/** Numbers refine, `error` decides: Microsoft does not promise the numbers, and a number nobody knows has its `error`'s row. */
const clientReplies: PlatformRow[] = [
  {
    when: 'badClient && codes.exists(c, c == 7000215)',
    outcome: 'CredentialsRejected',
    causes: [
      '`clientSecret` is not a secret of the application',
      "`clientSecret` is the secret's ID instead of its value",
    ],
  },
  { when: 'badClient && codes.exists(c, c == 7000222)', outcome: 'CredentialsExpired' },
  {
    when: 'badClient && codes.exists(c, c in [700027, 50012, 700030])',
    outcome: 'CredentialsRejected',
    causes: ['the certificate is not registered with the application'],
  },
  { when: 'badClient && codes.exists(c, c in [700024, 500133])', outcome: 'ClockSkew' },
  {
    when: 'badClient && codes.exists(c, c in [700021, 700023])',
    outcome: 'InvalidConfiguration',
    causes: ['`clientId`, `tenantId` or `cloud` does not fit the application'],
  },
  {
    when: 'badClient && codes.exists(c, c == 7000218)',
    outcome: 'InvalidConfiguration',
    causes: ['the application is a confidential client, which needs a secret or a certificate'],
  },
  {
    when: 'badClient && method == "certificate"',
    outcome: 'CredentialsRejected',
    compareClocks: true,
  },
  {
    // unverified: the number 90061, a cluster whose discovery document or keys Entra cannot read.
    when: 'method == "workload-identity" && codes.exists(c, c == 90061)',
    outcome: 'InvalidConfiguration',
    causes: ['the discovery document or the keys of the issuer cannot be read from the Internet'],
  },
  {
    // There is no secret that could be wrong.
    when: 'method == "workload-identity" && (badClient || codes.exists(c, c in [70021, 700211, 700212, 700213]))',
    outcome: 'InvalidConfiguration',
    causes: ['the federated credential has another issuer, subject or audience than the ServiceAccount token'],
  },
  { when: 'badClient', outcome: 'CredentialsRejected' },
  {
    when: 'error == "unauthorized_client" && codes.exists(c, c in [700016, 700011])',
    outcome: 'TargetNotFound',
    causes: ['the tenant has no application `clientId`', '`tenantId` is that of another tenant'],
  },
  {
    when: 'error == "unauthorized_client" && codes.exists(c, c in [70001, 7000112])',
    outcome: 'CredentialsRevoked',
  },
  {
    when: 'error == "unauthorized_client" && codes.exists(c, c == 1000031)',
    outcome: 'AccessRefused',
    causes: ['the application is disabled', 'the application is not open to this tenant'],
  },
  {
    when: 'error == "unauthorized_client"',
    outcome: 'AccessRefused',
    causes: [
      'the application is not in this tenant',
      'the application is disabled',
      'an administrator has not yet approved the application',
    ],
  },
];

const requestReplies: PlatformRow[] = [
  {
    when: 'error == "invalid_request" && codes.exists(c, c == 90002)',
    outcome: 'TargetNotFound',
    causes: ['there is no tenant `tenantId`', 'the tenant is in another cloud than `cloud`'],
  },
  {
    when: 'error == "invalid_request" && codes.exists(c, c in [90038, 900382, 900432])',
    outcome: 'WrongRegion',
    causes: ['the tenant is in another national cloud than `cloud`'],
  },
  { when: 'error == "invalid_scope"', outcome: 'InvalidConfiguration', causes: ['a scope is not valid'] },
  {
    when: 'error == "invalid_resource"',
    outcome: 'InvalidConfiguration',
    causes: ['the tenant does not have the resource that the token is for, because of another host name or cloud'],
  },
];

const grantReplies: PlatformRow[] = [
  { when: 'badGrant && codes.exists(c, c in [70000, 50126])', outcome: 'CredentialsRejected' },
  {
    when: 'badGrant && codes.exists(c, c == 50034)',
    outcome: 'CredentialsRejected',
    causes: ['the user is not in the directory', '`tenantId` is that of another tenant'],
  },
  {
    when: 'badGrant && codes.exists(c, c in [70008, 700082, 700084])',
    outcome: 'CredentialsExpired',
    causes: [
      'the refresh token was not used for too long',
      'the refresh token is one of a single-page application, which lasts 24 hours',
    ],
  },
  {
    when: 'badGrant && codes.exists(c, c == 70043)',
    outcome: 'InteractionRequired',
    causes: ['a policy on sign-in frequency has ended the refresh token'],
  },
  {
    when: 'badGrant && codes.exists(c, c in [50173, 50133, 50057])',
    outcome: 'CredentialsRevoked',
  },
  {
    when: 'badGrant && (codes.exists(c, c in [65001, 90094]) || json.suberror == "consent_required")',
    outcome: 'InteractionRequired',
    causes: ['the user or an administrator has not yet consented to the permissions'],
  },
  {
    when: 'badGrant && (codes.exists(c, c in [50055, 50144]) || json.suberror == "user_password_expired")',
    outcome: 'CredentialsExpired',
    causes: ["the user's password has expired"],
  },
  {
    when: 'badGrant && codes.exists(c, c == 50053)',
    outcome: 'AccountLocked',
    causes: [
      'smart lockout has locked the account',
      'sign-ins from the address of the operator, or of its proxy, are blocked as malicious',
    ],
  },
  {
    when: 'badGrant && codes.exists(c, c == 50105)',
    outcome: 'PermissionDenied',
    causes: ['the user is not assigned to the application'],
  },
  {
    when: 'error in ["invalid_grant", "interaction_required"] && codes.exists(c, c in [53003, 530035])',
    outcome: 'InteractionRequired',
    causes: ['Conditional Access or the security defaults block this sign-in, so the secret may be good'],
  },
  {
    when: 'error in ["invalid_grant", "interaction_required"] && (codes.exists(c, c in [50074, 50076, 50079]) || json.suberror == "bad_token" || has(json.claims))',
    outcome: 'InteractionRequired',
    causes: ['a second factor is required, or has to be registered'],
  },
  {
    when: 'error in ["interaction_required", "login_required", "consent_required"] || (badGrant && filled(json.suberror))',
    outcome: 'InteractionRequired',
  },
  {
    when: 'badGrant',
    outcome: 'AccessRefused',
    causes: [
      'the grant has expired or was revoked',
      'a policy forbids the sign-in',
      'the grant was given to another application',
    ],
  },
];

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes; the status is 400 or 401, and says nothing. */
export const entraReplies: PlatformRow[] = [
  { when: 'codes.exists(c, c in [90055, 50196])', outcome: 'RateLimited' },
  { when: 'codes.exists(c, c in [90033, 90024, 80001, 80002])', outcome: 'ServiceUnavailable' },
  ...clientReplies,
  ...requestReplies,
  ...grantReplies,
  {
    // No word of the token endpoint's own: it must not count as a refusal.
    when: 'status in [400, 401, 403] && !(orElse(error, "") in ["access_denied", "invalid_request", "unsupported_grant_type", "temporarily_unavailable", "server_error"])',
    outcome: 'UnexpectedReply',
  },
];
