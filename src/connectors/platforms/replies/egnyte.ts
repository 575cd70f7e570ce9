import type { PlatformReply } from '../../../api/platform.gen.ts';

const gateway = 'headers["x-mashery-error-code"]';

/** https://egnyte.github.io/integrations-cookbook/throttling.html: a 403 may be the gateway's way to say "slow down". */
export const gatewayReplies: PlatformReply[] = [
  { when: `status == 403 && ${gateway}.matches("DEVELOPER_OVER_(QPS|RATE)")`, outcome: 'RateLimited' },
  {
    when: `status == 403 && ${gateway}.contains("DEVELOPER_INACTIVE")`,
    outcome: 'CredentialsRejected',
    causes: ['the API key is inactive'],
  },
  { when: 'status == 403 && "retry-after" in headers', outcome: 'RateLimited' },
  {
    when: 'status == 403 && "x-mashery-error-code" in headers',
    outcome: 'AccessRefused',
    causes: ['the API key may not be used for this', 'the account may not use the API'],
  },
  { when: 'status == 403', outcome: 'PermissionDenied' },
];

export const tokenReplies: PlatformReply[] = [
  { when: 'status == 409', outcome: 'RateLimited' },
  ...gatewayReplies.slice(0, 4),
  // unverified: the errors of the token endpoint (RFC 6749, 5.2, holds for it).
  {
    when: 'json.error == "invalid_client"',
    outcome: 'CredentialsRejected',
    causes: ['apiKey or clientSecret is wrong'],
  },
  {
    // unverified: the text of invalid_grant for a wrong user name or password.
    when: 'json.error == "invalid_grant" && json.error_description.matches("(?i)(invalid|incorrect|wrong|bad)[^.]*(user ?name|password)")',
    outcome: 'CredentialsRejected',
    causes: ['username or password is wrong'],
  },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: [
      'username or password is wrong',
      'the user signs in by single sign-on, which this method cannot',
      'the API key is not one for internal applications',
    ],
  },
];

export const apiReplies: PlatformReply[] = [
  {
    // https://developers.egnyte.com/docs/read/Public_API_Authentication: tokens have no end of their own.
    when: 'status == 401 && !minted',
    outcome: 'CredentialsRevoked',
    causes: ['the user changed the password or withdrew the access', 'the token was never right'],
  },
  ...gatewayReplies,
  {
    // unverified: user_type, which not every reply has.
    when: 'status == 200 && config.userType == "administrator" && json.user_type != "admin"',
    outcome: 'PermissionDenied',
    causes: ['the user is no administrator, as userType wants'],
  },
];
