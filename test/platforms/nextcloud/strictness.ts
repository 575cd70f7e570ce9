import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  [
    'the client of a refresh in a header',
    'oauth-refresh',
    (_, { signIn }) => void (signIn![0]!.oauth2!.clientAuth = 'basic'),
  ],
  ['no header against forgery', 'app-password', ({ test }) => void delete test![0]!.request.headers!['OCS-APIRequest']],
];
