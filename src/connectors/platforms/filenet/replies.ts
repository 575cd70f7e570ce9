import type { PlatformRow } from '../../../api/platform.gen.ts';

// FNRCE0040E is E_NOT_AUTHENTICATED in public clients.
// unverified: the engine's codes for a missing object and a missing right, and that GraphQL passes any code on.
export const graphqlReplies: PlatformRow[] = [
  {
    when: 'credential.fresh && failed && text.contains("E_NOT_AUTHENTICATED")',
    outcome: 'AccessRefused',
    causes: [
      'the Content Platform Engine does not accept tokens of this provider',
      'the account in the token does not exist in the Content Platform Engine',
    ],
  },
  { when: 'failed && text.contains("E_NOT_AUTHENTICATED")', outcome: 'CredentialsRejected' },
  { when: 'failed && text.contains("E_OBJECT_NOT_FOUND")', outcome: 'TargetNotFound' },
  { when: 'failed && text.contains("E_ACCESS_DENIED")', outcome: 'PermissionDenied' },
  { when: 'failed', outcome: 'UnexpectedReply' },
  {
    // unverified: 401 for a credential that is refused. Of a stored token it says no more than this.
    when: 'status == 401 && method == "token"',
    outcome: 'TokenNotRefreshable',
    causes: ['the token has expired', 'the token was never valid'],
  },
  // https://www.ibm.com/support/pages/authorization-failed-not-granted-any-required-roles: WebSphere's page to somebody it knows.
  {
    when: 'status == 403 && text.contains("AuthorizationFailed")',
    outcome: 'PermissionDenied',
    causes: ['the account has no role in the application'],
  },
  {
    // XSRF header and cookie are both sent; without them a right credential is refused as well.
    // unverified: the status of a refusal for want of the XSRF header or cookie.
    when: 'status == 403',
    outcome: 'AccessRefused',
    causes: ['the account is not allowed to use the API', 'a proxy in front removes the XSRF header or cookie'],
  },
];

export const tokenReplies: PlatformRow[] = [
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['`clientId` or `clientSecret` is wrong', 'the client is not allowed to use client credentials'],
  },
];
