import type { PlatformRow } from '../../../api/platform.gen.ts';

/** The codes are those of Hyland IAM (hyland.github.io/ContentIntelligence-Docs). */
// unverified: that OnBase's IdP has the codes of Hyland IAM, which are those of RFC 6749, 5.2.
export const tokenReplies: PlatformRow[] = [
  {
    when: 'json.error == "invalid_grant" && json.error_description.matches("(?i)invalid_username_or_password|user ?name or password")',
    outcome: 'CredentialsRejected',
  },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: [
      'the user name or the password is wrong',
      'the client is not allowed to request scope evolution',
      'the account is not allowed to sign in at this IdP',
    ],
  },
  {
    when: 'status == 400 && json.error == "unauthorized_client"',
    outcome: 'InvalidConfiguration',
    causes: ['the client connection is not set up for this grant'],
  },
  {
    // unverified: the status of an IdP address that is wrong.
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['`spec.config.idpUrl` has another application name, or letters of another case: it is case-sensitive'],
  },
];

export const apiReplies: PlatformRow[] = [
  {
    // unverified: the status of an API server that does not take the token.
    when: 'status == 401',
    outcome: 'AccessRefused',
    causes: ['the API server is not set up for this IdP', 'the account is not allowed to use the API'],
  },
  // unverified: the statuses of an API server without a free licence.
  { when: 'status in [403, 500] && text.matches("(?i)licen[cs]")', outcome: 'ServiceUnavailable' },
];
