import type { PlatformRow } from '../../../api/platform.gen.ts';

/** https://developers.asana.com/docs/errors */
export const userReplies: PlatformRow[] = [
  // https://developers.asana.com/docs/oauth: "The bearer token has expired. If you have a refresh token, …"
  {
    when: 'status == 401 && !credential.fresh && json.errors.exists(e, e.message.contains("token has expired"))',
    outcome: 'CredentialsExpired',
    causes: ['it is an access token of OAuth, which lasts an hour: use a personal access token, or a refresh token'],
  },
  // The error also occurs if the workspace has disabled the app; that the user has deauthorized it shows at the refresh.
  {
    when: 'status == 401 && credential.fresh',
    outcome: 'AccessRefused',
    causes: ['the workspace has blocked the app', 'the user has authorized the app without scope `users:read`'],
  },
  // https://developers.asana.com/docs/oauth: a scope that is missing is 403
  { when: 'status == 403 && credential.fresh', outcome: 'ScopeMissing', causes: ['the scope is `users:read`'] },
  // unverified: which tokens `GET /users/me` refuses with 403. Asana says only that the server refuses a valid request.
  {
    when: 'status == 403',
    outcome: 'AccessRefused',
    causes: [
      'the service account does not have full permissions',
      'an administrator has blocked personal access tokens',
    ],
  },
  {
    when: 'status == 451',
    outcome: 'AccessRefused',
    causes: ['Asana blocks this network address for legal reasons, as a rule by the country'],
  },
];

/** The errors of RFC 6749; Asana names no more. */
export const refreshReplies: PlatformRow[] = [
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'CredentialsRevoked',
    causes: ['the user has deauthorized the app', 'the refresh token belongs to another app'],
  },
];
