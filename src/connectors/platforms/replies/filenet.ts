import type { PlatformReply } from '../../../api/platform.gen.ts';

/** GraphQL answers 200 with `errors`; their texts begin with the engine's code. */
const failed = 'has(json.errors) && json.errors != null && size(json.errors) > 0';
const code = (name: string) => `${failed} && text.contains("${name}")`;

// FNRCE0040E is E_NOT_AUTHENTICATED in public clients.
// unverified: the engine's codes for a missing object and a missing right, and that GraphQL passes any code on.
export const graphqlReplies: PlatformReply[] = [
  {
    when: `minted && ${code('E_NOT_AUTHENTICATED')}`,
    outcome: 'AccessRefused',
    causes: ['the engine does not take tokens of this provider', "the engine does not know the token's account"],
  },
  { when: code('E_NOT_AUTHENTICATED'), outcome: 'CredentialsRejected' },
  { when: code('E_OBJECT_NOT_FOUND'), outcome: 'TargetNotFound' },
  { when: code('E_ACCESS_DENIED'), outcome: 'PermissionDenied' },
  { when: failed, outcome: 'UnexpectedReply' },
  {
    // unverified: 401 for a credential that is refused. Of a stored token it says no more than this.
    when: 'status == 401 && method == "token"',
    outcome: 'TokenNotRefreshable',
    causes: ['the token has ended', 'it was never valid'],
  },
  {
    // XSRF header and cookie are both sent; without them a right credential is refused as well.
    // unverified: the status of a refusal for want of the XSRF header or cookie.
    when: 'status == 403',
    outcome: 'AccessRefused',
    causes: ['the account may not use the API', 'a proxy in front takes the XSRF header or cookie away'],
  },
];

export const tokenReplies: PlatformReply[] = [
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['clientId or clientSecret is wrong', 'the client may not use client credentials'],
  },
];
