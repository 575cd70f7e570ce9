import type { PlatformRow } from '../../../api/platform.gen.ts';

const region = 'the client ID was issued for another data centre than `spec.config.region`';

// unverified: the errors of RFC 6749, 5.2, at the token endpoint. That ids are issued per data centre is documented.
const badClient: PlatformRow = {
  when: 'json.error == "invalid_client"',
  outcome: 'CredentialsRejected',
  causes: ['`clientId` or `clientSecret` is wrong', region],
};

export const refreshReplies: PlatformRow[] = [
  badClient,
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['the refresh token has expired or was revoked', region],
  },
];

export const serviceReplies: PlatformRow[] = [
  badClient,
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['the client is not allowed to sign in to the repository in `spec.config.repositoryId`', region],
  },
];

export const apiReplies: PlatformRow[] = [
  { when: 'status == 401', outcome: 'AccessRefused', causes: [region, 'the client has no access to the API'] },
  { when: 'status == 200 && xml != null', outcome: 'UnexpectedReply' },
  {
    // A service account that is not mapped yet signs in, and every list is empty.
    when: 'status == 200 && type(json) == list && size(json) == 0',
    outcome: 'PermissionDenied',
    causes: [
      'the account cannot see any cabinet',
      'the service account is not mapped to the client ID in the repository yet',
    ],
  },
];

// unverified: that User/info tells who the caller is: public clients ask so, the vendor does not name it. The test passes
// without it.
export const userReplies: PlatformRow[] = [{ when: 'status < 500 && status != 429', outcome: 'Passed' }];
