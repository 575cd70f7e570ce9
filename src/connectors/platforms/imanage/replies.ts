import type { PlatformRow } from '../../../api/platform.gen.ts';

// unverified: every reply of the token endpoint; they are the errors of RFC 6749, 5.2, and what else is likely. The texts
// decide where they name a cause.
export const namedReplies: PlatformRow[] = [
  {
    // Not the usual "invalid, expired or revoked", which names no cause.
    when: 'hint.matches("(?i)expired") && !hint.matches("(?i)invalid|revoked|\\\\bor\\\\b")',
    outcome: 'CredentialsExpired',
  },
  {
    when: 'hint.matches("(?i)(invalid|incorrect|wrong|bad)[^.]*(user ?name|password)") && !hint.matches("(?i)client|grant|application|enabled")',
    outcome: 'CredentialsRejected',
  },
];

const enabled = 'the application is not enabled for this customer';
const client = '`clientId` or `clientSecret` is wrong';
const passwords = [
  '`username` or `password` is wrong',
  'the user signs in by single sign-on, which this method does not support',
  'the application is not allowed to use the password grant',
];
const tokens = [
  'the refresh token has expired (after 365 days by default) or was revoked',
  'refresh tokens are off for the application',
];

export const passwordReplies: PlatformRow[] = [
  { table: 'named' },
  { when: 'json.error == "invalid_grant"', outcome: 'AccessRefused', causes: passwords },
  { when: 'silent', outcome: 'AccessRefused', causes: [client, ...passwords, enabled] },
];

export const refreshReplies: PlatformRow[] = [
  { table: 'named' },
  { when: 'json.error == "invalid_grant"', outcome: 'AccessRefused', causes: tokens },
  { when: 'silent', outcome: 'AccessRefused', causes: [client, ...tokens, enabled] },
];

export const clientReplies: PlatformRow[] = [
  { table: 'named' },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: [enabled, 'the application is not allowed to use the client credentials grant'],
  },
  { when: 'silent', outcome: 'AccessRefused', causes: [client, enabled] },
];

const wrongHost = '`spec.config.host` is not an iManage Work server';

export const apiReplies: PlatformRow[] = [
  {
    when: 'status == 401',
    outcome: 'AccessRefused',
    causes: [enabled, 'the scope of the token does not include the API', 'the user is not allowed to use the API'],
  },
  {
    // What answers at another address is no JSON; a sign-in page is for the default table to tell.
    when: 'status == 200 && text != "" && !headers["content-type"].contains("json") && !text.matches("(?i)type=[\\"\']?password|saml")',
    outcome: 'TargetNotFound',
    causes: [wrongHost],
  },
  { when: 'status == 404', outcome: 'TargetNotFound', causes: [wrongHost, 'the API of the server is not at /api'] },
];

// unverified: the address of the list of libraries; so its absence is no verdict.
export const libraryReplies: PlatformRow[] = [
  {
    when: 'status == 200 && type(json.data) == list && !json.data.exists(l, config.library in [orElse(l.alias, ""), orElse(l.id, "")])',
    outcome: 'TargetNotFound',
    causes: ['the library in `spec.config.library` does not exist', 'the user is not allowed to see the library'],
  },
  { when: 'status == 200 && type(json.data) == list', outcome: 'Passed' },
  { when: 'status < 400 || status == 401 || status == 404', outcome: 'UnexpectedReply' },
];
