import type { PlatformRow } from '../../../../api/platform.gen.ts';

const anonymous = 'headers["x-seraph-loginreason"].contains("AUTHENTICATED_FAILED")';

/** What every product responds, Cloud and Data Center: https://confluence.atlassian.com/jirakb/442270086.html */
export const productReplies: PlatformRow[] = [
  {
    when: 'headers["x-authentication-denied-reason"].contains("CAPTCHA_CHALLENGE") || headers["x-seraph-loginreason"].contains("AUTHENTICATION_DENIED")',
    outcome: 'AccountLocked',
    causes: [
      'too many sign-ins have failed: a person must sign in and pass the CAPTCHA, or an administrator resets the count',
    ],
  },
  // Some routes serve a bad login as an anonymous session, with status 200.
  { when: `${anonymous} && !credential.fresh`, outcome: 'CredentialsRejected' },
  { when: anonymous, outcome: 'UnexpectedReply' },
  // An ISO time, not seconds; Retry-After wins, and all of the headers may be absent.
  { when: 'status == 429', outcome: 'RateLimited', retryAfter: 'headers["x-ratelimit-reset"]' },
  // A limit says 429; this passes by itself, at Retry-After.
  { when: 'status == 503', outcome: 'ServiceUnavailable' },
];

/** developer.atlassian.com, refresh tokens of OAuth 2.0 (3LO); the status is 403 or 400. */
export const cloudTokenReplies: PlatformRow[] = [
  {
    when: 'json.error in ["invalid_grant", "unauthorized_client"] && json.error_description.lowerAscii().contains("unknown or invalid refresh token")',
    outcome: 'CredentialsRevoked',
    causes: [
      'the refresh token was not used for 90 days, or has been used already',
      'the password of the user has changed',
      'the user has withdrawn access',
    ],
  },
  {
    // jira.js 5.4.0: a wrong client secret has the code of a user who said no.
    when: 'json.error == "access_denied"',
    outcome: 'AccessRefused',
    causes: ['`clientSecret` is wrong: check it before asking anybody for consent again', 'access was denied'],
  },
];

/**
 * Responses of a Cloud product at its site or behind api.atlassian.com.
 * @param scopes - any of these lets the account be read
 * @param own - rows of the product
 */
export function cloudReplies(scopes: readonly string[], own: readonly PlatformRow[] = []): PlatformRow[] {
  const list = scopes.join(', ');
  return [
    { table: 'product' },
    ...own,
    ...oauthRefusals([`the token needs one of the scopes ${list}`]),
    {
      when: 'status == 401 && method == "scoped-api-token"',
      outcome: 'AccessRefused',
      causes: [
        '`email` or `apiToken` is wrong, or the token has expired',
        `the token lacks all of the scopes ${list}`,
        '`spec.config.cloudId` is of another site',
      ],
    },
    ...siteRefusals,
  ];
}

/** @param causes - say which scopes the token needs */
function oauthRefusals(causes: string[]): PlatformRow[] {
  return [
    {
      // https://github.com/kovetskiy/mark/issues/917
      when: 'status == 401 && (headers["x-failure-category"].contains("SCOPE_CHECK") || json.message.contains("scope does not match"))',
      outcome: 'ScopeMissing',
      causes,
    },
    {
      when: 'status == 401 && credential.fresh',
      outcome: 'UnexpectedReply',
      then: {
        request: { url: 'https://{{api}}/oauth/token/accessible-resources' },
        authenticate: true,
        replies: [
          {
            when: 'status == 200 && json == []',
            outcome: 'PermissionDenied',
            causes: ['the token does not give access to any site'],
          },
          {
            when: 'status == 200 && ours == []',
            outcome: 'IdentityMismatch',
            causes: ['the token gives access to other sites than `spec.config.cloudId`'],
          },
          {
            when: 'status == 200 && !ours[0].scopes.exists(s, s in needed)',
            outcome: 'ScopeMissing',
            causes,
          },
        ],
      },
    },
  ];
}

const siteRefusals: PlatformRow[] = [
  {
    when: 'status == 401 && method == "api-token"',
    outcome: 'CredentialsRejected',
    causes: [
      '`email` or `apiToken` is wrong, or the token has expired',
      'the token was made with scopes, which is for method scoped-api-token',
    ],
  },
  {
    when: 'status == 403 && text.contains("Failed to parse Connect Session Auth Token")',
    outcome: 'WrongRegion',
    causes: ['this kind of token is accepted at api.atlassian.com only'],
  },
  {
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['`spec.config.siteUrl` or `spec.config.cloudId` is wrong'],
  },
];

/** Jira tells an account that is switched off. */
export const inactive: PlatformRow = { when: 'status == 200 && json.active == false', outcome: 'CredentialsRevoked' };
