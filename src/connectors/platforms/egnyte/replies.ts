import type { PlatformRow } from '../../../api/platform.gen.ts';

export const tables: Record<string, PlatformRow[]> = {
  // https://egnyte.github.io/integrations-cookbook/throttling.html: a 403 may be the gateway's way to say "slow down".
  gateway: [
    { when: 'status == 403 && gateway.matches("DEVELOPER_OVER_(QPS|RATE)")', outcome: 'RateLimited' },
    {
      when: 'status == 403 && gateway.contains("DEVELOPER_INACTIVE")',
      outcome: 'CredentialsRejected',
      causes: ['the API key is inactive'],
    },
    { when: 'status == 403 && "retry-after" in headers', outcome: 'RateLimited' },
    {
      when: 'status == 403 && has(gateway)',
      outcome: 'AccessRefused',
      causes: ['the API key is not allowed to be used for this', 'the account is not allowed to use the API'],
    },
  ],
  api: [{ table: 'gateway' }, { when: 'status == 403', outcome: 'PermissionDenied' }],
};

const clientReplies: PlatformRow[] = [
  { when: 'status == 409', outcome: 'RateLimited' },
  { table: 'gateway' },
  // unverified: the errors of the token endpoint (RFC 6749, 5.2, holds for it).
  {
    when: 'json.error == "invalid_client"',
    outcome: 'CredentialsRejected',
    causes: ['`apiKey` or `clientSecret` is wrong'],
  },
];

export const refreshReplies: PlatformRow[] = [
  ...clientReplies,
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: [
      'the refresh token has been used already, has expired or was revoked',
      'the refresh token was issued to another application than `apiKey`',
    ],
  },
];

export const tokenReplies: PlatformRow[] = [
  ...clientReplies,
  {
    // unverified: the text of invalid_grant for a wrong user name or password.
    when: 'json.error == "invalid_grant" && json.error_description.matches("(?i)(invalid|incorrect|wrong|bad)[^.]*(user ?name|password)")',
    outcome: 'CredentialsRejected',
    causes: ['`username` or `password` is wrong'],
  },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: [
      '`username` or `password` is wrong',
      'the user signs in by single sign-on, which this method does not support',
      'the API key does not belong to an internal application',
    ],
  },
];

export const userReplies: PlatformRow[] = [
  {
    // https://developers.egnyte.com/docs/read/Public_API_Authentication: tokens have no end of their own.
    when: 'status == 401 && !credential.fresh',
    outcome: 'CredentialsRevoked',
    causes: ['the user changed the password or revoked the access', 'the token is wrong'],
  },
  { table: 'api' },
  {
    // unverified: user_type, which not every reply has.
    when: 'status == 200 && config.userType == "administrator" && has(json.user_type) && json.user_type != "admin"',
    outcome: 'PermissionDenied',
    causes: ['the user is no administrator, which `spec.config.userType` requires'],
  },
];
