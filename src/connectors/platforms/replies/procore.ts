import type { PlatformReply } from '../../../api/platform.gen.ts';

export const invalidClient: PlatformReply = {
  when: 'status == 401 && json.error == "invalid_client"',
  outcome: 'CredentialsRejected',
  causes: ['clientId or clientSecret is wrong', 'they belong to another environment than environment'],
};
export const refreshReplies: PlatformReply[] = [
  invalidClient,
  // unverified: the status of a refresh token that was used or has ended, so 400 and 401 are both taken.
  { when: 'status in [400, 401] && json.error == "invalid_grant"', outcome: 'CredentialsRevoked' },
];

/** https://procore.github.io/documentation/error-reference */
export const apiReplies: PlatformReply[] = [
  // Two pages of the vendor name two headers: this one, and Retry-After.
  { when: 'status == 429', outcome: 'RateLimited', retryAt: 'int(headers["x-rate-limit-reset"])' },
  {
    when: 'status == 403 && text.lowerAscii().contains("app is not connected to this company")',
    outcome: 'InteractionRequired',
    causes: ['an administrator of the company has to connect the app again'],
  },
  {
    when: 'status == 403',
    outcome: 'PermissionDenied',
    causes: ['a right is missing', 'the app is not installed in the company', 'the tool is switched off'],
  },
  { when: 'status == 404', outcome: 'TargetNotFound', causes: ['companyId or projectId is wrong, or may not be seen'] },
  {
    // unverified: the status of a missing company.
    when: 'status == 406 || (status == 400 && text.lowerAscii().contains("procore-company-id"))',
    outcome: 'InvalidConfiguration',
    causes: ['Procore does not take the request'],
  },
];
