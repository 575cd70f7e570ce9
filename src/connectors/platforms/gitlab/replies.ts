import type { PlatformRow } from '../../../api/platform.gen.ts';

const invalid = 'method == "personal-access-token" && status == 401 && json.error == "invalid_token"';
const says = (word: string) => `${invalid} && json.error_description.lowerAscii().contains("${word}")`;

/** lib/api/api_guard.rb of gitlabhq/gitlabhq; the token is good where a 401 speaks of DPoP or of a client. */
export const apiReplies: PlatformRow[] = [
  {
    when: 'status == 401 && json.error in ["dpop_error", "restricted_language_server_client_error"]',
    outcome: 'InteractionRequired',
    causes: [
      'the instance or the owner of the token requires a proof of possession (DPoP)',
      'the instance accepts other clients only',
    ],
  },
  {
    when: says('impersonation'),
    outcome: 'PermissionDenied',
    causes: ['impersonation is disabled on the instance'],
  },
  { when: says('expired'), outcome: 'CredentialsExpired' },
  { when: says('revoked'), outcome: 'CredentialsRevoked' },
  { when: invalid, outcome: 'CredentialsRejected' },
  {
    when: 'status == 403 && json.error in ["insufficient_scope", "insufficient_granular_scope"]',
    outcome: 'ScopeMissing',
  },
  // lib/gitlab/auth/user_access_denied_reason.rb of gitlabhq/gitlabhq, behind "403 Forbidden - ".
  {
    when: 'status == 403 && json.message.matches("(?i)terms of service|log back in|not confirmed|password expired")',
    outcome: 'InteractionRequired',
    causes: ['the user must sign in to the web page of GitLab: terms, e-mail address, password or reactivation'],
  },
  { when: 'status == 403 && json.message.contains("blocked")', outcome: 'CredentialsRevoked' },
  { when: 'status == 400', outcome: 'InvalidConfiguration', causes: ['GitLab does not accept the request'] },
  {
    when: 'status in [302, 303, 307] && headers["location"].matches("(?i)log_?-?in|sign_?-?in|sso|saml")',
    outcome: 'InteractionRequired',
    causes: ['a sign-in page responds in place of the API'],
  },
  { when: 'status in [301, 308]', outcome: 'TargetNotFound', causes: ['it has moved to another address'] },
];

export const userReplies: PlatformRow[] = [
  { table: 'api' },
  { when: 'status == 403 && (has(json.message) || has(json.error))', outcome: 'PermissionDenied' },
];

/** What the token says of itself. A bare 401 or a 404 of this route alone is no verdict: GET /user decides. */
export const selfReplies: PlatformRow[] = [
  { table: 'api' },
  {
    when: 'status == 401',
    outcome: 'AccessRefused',
    causes: ['the token is wrong', 'the token is not allowed to use this route'],
    then: {
      request: { url: '{{config.baseUrl}}/api/v4/user', redirect: 'Return' },
      authenticate: true,
      replies: [
        { when: 'status == 401', outcome: 'CredentialsRejected' },
        { when: 'status in [200, 403]', outcome: 'Passed' },
      ],
    },
  },
  { when: 'status == 403 && has(json.message)', outcome: 'PermissionDenied' },
  { when: 'status == 404', outcome: 'Passed' },
  { when: 'status == 200 && json.revoked == true', outcome: 'CredentialsRevoked' },
  { when: 'status == 200 && json.active == false', outcome: 'CredentialsExpired' },
  { when: 'status == 200 && !has(json.scopes)', outcome: 'UnexpectedReply' },
];
