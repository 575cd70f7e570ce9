import type { PlatformRow } from '../../../api/platform.gen.ts';

export const invalidClient: PlatformRow[] = [
  {
    when: 'status == 401 && json.error == "invalid_client"',
    outcome: 'CredentialsRejected',
    causes: [
      '`clientId` or `clientSecret` is wrong',
      'the client belongs to another environment than `spec.config.environment`',
    ],
  },
];
export const refreshReplies: PlatformRow[] = [
  ...invalidClient,
  // unverified: the status of a refresh token that was used or has ended, so 400 and 401 are both taken.
  { when: 'status in [400, 401] && json.error == "invalid_grant"', outcome: 'CredentialsRevoked' },
];

/** https://procore.github.io/documentation/error-reference */
export const apiReplies: PlatformRow[] = [
  // Two pages of the vendor name two headers: this one, and Retry-After.
  { when: 'status == 429', outcome: 'RateLimited', retryAfter: 'int(headers["x-rate-limit-reset"])' },
  {
    when: 'status == 403 && text.lowerAscii().contains("app is not connected to this company")',
    outcome: 'InteractionRequired',
    causes: ['an administrator of the company has to connect the app again'],
  },
  {
    when: 'status == 403',
    outcome: 'PermissionDenied',
    causes: ['the account lacks a permission', 'the app is not installed in the company', 'the tool is switched off'],
  },
  {
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['`spec.config.companyId` or `spec.config.projectId` is wrong, or the account is not allowed to see it'],
  },
  {
    // unverified: the status of a missing company.
    when: 'status == 406 || (status == 400 && text.lowerAscii().contains("procore-company-id"))',
    outcome: 'InvalidConfiguration',
    causes: ['Procore does not accept the request'],
  },
];
