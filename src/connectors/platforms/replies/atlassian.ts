import type { PlatformReply } from '../../../api/platform.gen.ts';

const captcha = 'headers["x-authentication-denied-reason"].contains("CAPTCHA_CHALLENGE")';
const anonymous = 'headers["x-seraph-loginreason"].contains("AUTHENTICATED_FAILED")';

/** What every product answers, Cloud and Data Center: https://confluence.atlassian.com/jirakb/442270086.html */
export const productReplies: PlatformReply[] = [
  {
    when: captcha,
    outcome: 'AccountLocked',
    causes: [
      'too many failed logins: a person must sign in and pass the CAPTCHA, or an administrator resets the count',
    ],
  },
  // Some routes serve a bad login as an anonymous session, with status 200.
  { when: `${anonymous} && !minted`, outcome: 'CredentialsRejected' },
  { when: anonymous, outcome: 'UnexpectedReply' },
  // An ISO time, not seconds; Retry-After wins, and all of the headers may be absent.
  { when: 'status == 429', outcome: 'RateLimited', retryAt: 'headers["x-ratelimit-reset"]' },
  // A limit says 429; this passes by itself, at Retry-After.
  { when: 'status == 503', outcome: 'ServiceUnavailable' },
];

/** developer.atlassian.com, refresh tokens of OAuth 2.0 (3LO); the status is 403 or 400. */
export const cloudTokenReplies: PlatformReply[] = [
  {
    when: 'json.error in ["invalid_grant", "unauthorized_client"] && json.error_description.matches("(?i)unknown or invalid refresh token")',
    outcome: 'CredentialsRevoked',
    causes: [
      'the refresh token was not used for 90 days, or was used already',
      'the password of the user has changed',
      'access was withdrawn',
    ],
  },
  {
    // jira.js 5.4.0: a wrong client secret has the code of a user who said no.
    when: 'json.error == "access_denied"',
    outcome: 'AccessRefused',
    causes: ['clientSecret is wrong: check it before anybody is asked for consent again', 'access was denied'],
  },
];

const ours = 'json.filter(r, r.id == config.cloudId)';

/**
 * Replies of a Cloud product at its site or behind api.atlassian.com.
 * @param scopes - any of these lets the account be read
 * @param own - rows of the product
 */
export function cloudReplies(scopes: readonly string[], own: readonly PlatformReply[] = []): PlatformReply[] {
  return [
    ...productReplies,
    ...own,
    {
      // https://github.com/kovetskiy/mark/issues/917
      when: 'status == 401 && (headers["x-failure-category"].contains("SCOPE_CHECK") || json.message.contains("scope does not match"))',
      outcome: 'ScopeMissing',
      causes: [`the token needs one of the scopes ${scopes.join(', ')}`],
    },
    {
      when: 'status == 401 && minted',
      outcome: 'UnexpectedReply',
      ask: {
        credential: true,
        request: { url: 'https://{{values.api}}/oauth/token/accessible-resources' },
        replies: [
          { when: 'status == 200 && json == []', outcome: 'PermissionDenied', causes: ['the token opens no site'] },
          {
            when: `status == 200 && ${ours} == []`,
            outcome: 'IdentityMismatch',
            causes: ['the token opens other sites than cloudId'],
          },
          {
            when: `status == 200 && !${ours}[0].scopes.exists(s, s in ${JSON.stringify(scopes)})`,
            outcome: 'ScopeMissing',
            causes: [`the token needs one of the scopes ${scopes.join(', ')}`],
          },
        ],
      },
    },
    {
      when: 'status == 401 && method == "scoped-api-token"',
      outcome: 'AccessRefused',
      causes: [
        'email or apiToken is wrong, or the token is over',
        `it lacks all of the scopes ${scopes.join(', ')}`,
        'cloudId is of another site',
      ],
    },
    {
      when: 'status == 401 && method == "api-token"',
      outcome: 'CredentialsRejected',
      causes: [
        'email or apiToken is wrong, or the token is over',
        'the token was made with scopes: those are for method scoped-api-token',
      ],
    },
    {
      when: 'status == 403 && text.contains("Failed to parse Connect Session Auth Token")',
      outcome: 'WrongRegion',
      causes: ['this kind of token is taken at api.atlassian.com only'],
    },
    { when: 'status == 404', outcome: 'TargetNotFound', causes: ['siteUrl or cloudId is wrong'] },
  ];
}

export const inactive: PlatformReply = { when: 'status == 200 && json.active == false', outcome: 'CredentialsRevoked' };
