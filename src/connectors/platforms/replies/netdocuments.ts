import type { PlatformReply } from '../../../api/platform.gen.ts';

const region = 'region is not the data centre that the client ID was issued for';

// unverified: the errors of RFC 6749, 5.2, at the token endpoint. That ids are issued per data centre is documented.
export function tokenReplies(dead: string): PlatformReply[] {
  return [
    {
      when: 'json.error == "invalid_client"',
      outcome: 'CredentialsRejected',
      causes: ['clientId or clientSecret is wrong', region],
    },
    { when: 'json.error == "invalid_grant"', outcome: 'AccessRefused', causes: [dead, region] },
  ];
}

export const apiReplies: PlatformReply[] = [
  { when: 'status == 401', outcome: 'AccessRefused', causes: [region, 'the client has no access to the API'] },
  { when: 'status == 200 && xml != null', outcome: 'UnexpectedReply' },
  {
    // A service account that is not mapped yet signs in, and every list is empty.
    when: 'status == 200 && type(json) == list && size(json) == 0',
    outcome: 'PermissionDenied',
    causes: ['no cabinet can be seen', 'the service account is not mapped to the client ID in the repository yet'],
  },
  {
    when: 'status == 200 && has(config.repositoryId) && !json.exists(c, c.repositoryId == config.repositoryId)',
    outcome: 'IdentityMismatch',
    causes: ['the account sees no cabinet of repositoryId'],
  },
];

// unverified: that User/info tells who the caller is: public clients ask so, the vendor does not name it. The test passes
// without it.
export const userReplies: PlatformReply[] = [
  {
    when: 'status == 200 && has(config.userId) && has(json.id) && json.id != config.userId',
    outcome: 'IdentityMismatch',
    causes: ['the account is another user than userId'],
  },
  { when: 'status < 500 && status != 429', outcome: 'Connected' },
];
