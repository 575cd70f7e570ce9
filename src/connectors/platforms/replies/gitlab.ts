import type { PlatformReply } from '../../../api/platform.gen.ts';

const isToken = 'method == "personal-access-token" && status == 401';
const invalid = (word: string) =>
  `${isToken} && json.error == "invalid_token" && json.error_description.matches("(?i)${word}")`;

/** lib/api/api_guard.rb of gitlabhq/gitlabhq; the token is good where a 401 speaks of DPoP or of a client. */
export const apiReplies: PlatformReply[] = [
  {
    when: 'status == 401 && json.error in ["dpop_error", "restricted_language_server_client_error"]',
    outcome: 'InteractionRequired',
    causes: [
      'the instance or the owner of the token demands a proof of possession (DPoP)',
      'it takes other clients only',
    ],
  },
  {
    when: invalid('impersonation'),
    outcome: 'PermissionDenied',
    causes: ['impersonation is disabled on the instance'],
  },
  { when: invalid('expired'), outcome: 'CredentialsExpired' },
  { when: invalid('revoked'), outcome: 'CredentialsRevoked' },
  { when: `${isToken} && json.error == "invalid_token"`, outcome: 'CredentialsRejected' },
  { when: 'status == 403 && json.error == "insufficient_scope"', outcome: 'ScopeMissing' },
  { when: 'status == 400', outcome: 'InvalidConfiguration', causes: ['GitLab does not take the request'] },
  {
    when: 'status in [302, 303, 307] && headers["location"].matches("(?i)log_?-?in|sign_?-?in|sso|saml")',
    outcome: 'InteractionRequired',
    causes: ['a sign-in page answers in place of the API'],
  },
  { when: 'status in [301, 308]', outcome: 'TargetNotFound', causes: ['it has moved to another address'] },
];

export const userReplies: PlatformReply[] = [
  ...apiReplies,
  {
    when: 'status == 403',
    outcome: 'PermissionDenied',
    causes: ['the user is blocked or deactivated', 'the user has not accepted the terms', 'a right is missing'],
  },
  { when: isToken, outcome: 'CredentialsRejected' },
];

/** What the token says of itself. A bare 401 or a 404 of this route alone is no verdict: GET /user tells. */
export const selfReplies: PlatformReply[] = [
  ...apiReplies,
  {
    when: 'status == 401',
    outcome: 'AccessRefused',
    causes: ['the token is wrong', 'the token may not use this route'],
    ask: {
      request: {
        url: '{{config.baseUrl}}/api/v4/user',
        headers: { 'PRIVATE-TOKEN': '{{secret.token}}' },
        redirect: 'return',
      },
      replies: [
        { when: 'status == 401', outcome: 'CredentialsRejected' },
        { when: 'status in [200, 403]', outcome: 'Connected' },
      ],
    },
  },
  { when: 'status == 404', outcome: 'Connected' },
  { when: 'status == 200 && json.revoked == true', outcome: 'CredentialsRevoked' },
  { when: 'status == 200 && json.active == false', outcome: 'CredentialsExpired' },
];

export const tokenReplies: PlatformReply[] = [
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['the refresh token was used already, has ended or was revoked', 'redirectUri is not the registered one'],
  },
];
