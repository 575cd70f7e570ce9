import type { PlatformRow } from '../../../../api/platform.gen.ts';

/** Names that the tables use: the words of a token endpoint, and every reason that an error of an API gives. */
export const define: Record<string, string>[] = [
  { badGrant: 'json.error == "invalid_grant"' },
  { said: 'json.error_description.lowerAscii()' },
  { older: 'orElse(json.error.errors, []).map(e, orElse(e.reason, ""))' },
  // The newer form of an error: google.rpc.ErrorInfo.
  { newer: 'orElse(json.error.details, []).map(d, orElse(d.reason, ""))' },
  { why: 'older + newer' },
];

const client: PlatformRow[] = [
  {
    when: 'json.error == "admin_policy_enforced"',
    outcome: 'InteractionRequired',
    causes: ['an administrator of the domain blocks these scopes for this client'],
  },
  { when: 'json.error in ["deleted_client", "disabled_client"]', outcome: 'CredentialsRevoked' },
  {
    when: 'json.error == "org_internal"',
    outcome: 'PermissionDenied',
    causes: ['the client is only for users of its own organization'],
  },
];

export const newSignIn: PlatformRow = {
  when: 'json.error_subtype == "invalid_rapt"',
  outcome: 'InteractionRequired',
  causes: ['a policy of the domain requires a new sign-in'],
};

export const shortLived: PlatformRow = {
  when: 'badGrant && said.contains("must be a short-lived token")',
  outcome: 'ClockSkew',
};

/** https://developers.google.com/identity/protocols/oauth2/service-account#jwt-error-codes; the status is 400 or 401. */
const key: PlatformRow[] = [
  newSignIn,
  {
    when: 'badGrant && said.contains("invalid jwt signature")',
    outcome: 'CredentialsRejected',
    causes: ['`privateKey` is not a key of this service account', 'the key was deleted, was disabled or has expired'],
  },
  {
    // The text: googleapis/google-cloud-php issue 3622.
    when: 'badGrant && said.contains("account not found")',
    outcome: 'CredentialsRejected',
    causes: ['the service account was deleted or disabled', '`clientEmail` is wrong'],
  },
  shortLived,
  { when: 'badGrant && said.contains("expired or revoked")', outcome: 'CredentialsRevoked' },
];

/** What the domain says of a service account that acts as a user, whoever has signed. */
const subject: PlatformRow[] = [
  {
    when: 'badGrant && said.matches("not a valid email|invalid email or user id")',
    outcome: 'TargetNotFound',
    causes: ['there is no user with the address in `subject`'],
  },
  {
    when: 'json.error in ["unauthorized_client", "access_denied"]',
    outcome: 'InteractionRequired',
    causes: [
      'domain-wide delegation is not set up for this service account, or not for all of the scopes',
      'domain-wide delegation was set up less than 24 hours ago',
    ],
  },
  { table: 'client' },
  {
    when: 'json.error == "invalid_scope"',
    outcome: 'InvalidConfiguration',
    causes: ['`scopes` has an unknown scope'],
  },
];

export const notAsUser = 'the user in `subject` cannot be impersonated';

/** Of a service account with a key that acts as a user. */
const delegated: PlatformRow[] = [
  { table: 'key' },
  { table: 'subject' },
  {
    when: 'badGrant',
    outcome: 'AccessRefused',
    compareClocks: true,
    causes: ['the key or its service account cannot be used', notAsUser],
  },
];

/** Of a service account that acts as itself. */
const own: PlatformRow[] = [
  { table: 'key' },
  {
    when: 'badGrant',
    outcome: 'AccessRefused',
    compareClocks: true,
    causes: ['the key or its service account cannot be used', '`clientEmail` is wrong'],
  },
  {
    when: 'json.error in ["unauthorized_client", "access_denied"]',
    outcome: 'InteractionRequired',
    causes: ['the service account is not allowed to obtain tokens for these scopes'],
  },
  { table: 'client' },
];

/** https://developers.google.com/identity/protocols/oauth2#expiration: one text for every way in which a grant ends. */
const refresh: PlatformRow[] = [
  newSignIn,
  {
    when: 'badGrant && said.contains("expired or revoked")',
    outcome: 'CredentialsRevoked',
    causes: [
      'the user or an administrator revoked the refresh token',
      'the refresh token was not used for six months',
      'the consent screen of the client is in "Testing", where a refresh token expires after 7 days',
    ],
  },
  {
    when: 'badGrant',
    outcome: 'AccessRefused',
    causes: [
      'the refresh token is wrong or has expired',
      'the refresh token was issued to another client than `clientId`',
      'a policy of the domain requires a new sign-in',
    ],
  },
  {
    when: 'json.error == "unauthorized_client"',
    outcome: 'InteractionRequired',
    causes: ['the client is not allowed to refresh tokens, so that a new sign-in with this client is needed'],
  },
  { table: 'client' },
];

/** https://developers.google.com/workspace/drive/api/guides/handle-errors, googleapis google/api/error_reason.proto */
const api: PlatformRow[] = [
  {
    when: 'status == 403 && why.exists(r, r.matches("(?i)^(user|sharing)?(rate|daily)_?limit_?exceeded|^quotaExceeded"))',
    outcome: 'RateLimited',
  },
  { when: 'status in [401, 403] && "ACCOUNT_STATE_INVALID" in newer', outcome: 'CredentialsRevoked' },
  {
    // unverified: insufficientPermissions, the older name.
    when: 'status == 403 && (json.error.message.contains("insufficient authentication scopes") || why.exists(r, r in ["ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"]))',
    outcome: 'ScopeMissing',
  },
  {
    when: 'status == 403 && why.exists(r, r in ["SERVICE_DISABLED", "accessNotConfigured"])',
    outcome: 'InvalidConfiguration',
    causes: ['the API is not enabled in the project of the service account or client'],
  },
  {
    when: 'status == 403 && newer.exists(r, r in ["CONSUMER_SUSPENDED", "CONSUMER_INVALID"])',
    outcome: 'CredentialsRevoked',
    causes: ['the project of the service account or client is suspended or deleted'],
  },
  // Our request had no token: our defect, and no word on the credential.
  {
    when: '(status == 403 && json.error.message.contains("unregistered callers")) || (status == 401 && "required" in older)',
    outcome: 'UnexpectedReply',
  },
  {
    when: 'status == 401 && !credential.fresh',
    outcome: 'TokenNotRefreshable',
    causes: ['the token has expired (after 1 hour)', 'the token was never valid'],
  },
  {
    when: 'status == 400 && older.exists(r, r in ["required", "badRequest"])',
    outcome: 'InvalidConfiguration',
    causes: ['Google does not accept the request'],
  },
  {
    when: 'status == 403 && "domainPolicy" in older',
    outcome: 'PermissionDenied',
    causes: ['an administrator of the domain has turned off Drive, or its API for applications'],
  },
  { when: 'status == 403 && "backendError" in older', outcome: 'ServiceUnavailable' },
  // A bad token is answered with 401: this one was taken.
  { when: 'status == 403 && json.error.code == 403', outcome: 'PermissionDenied' },
];

export const userTables = { client, refresh, api };
export const delegatedTables = { ...userTables, key, subject, delegated };
export const ownTables = { ...userTables, key, own };
