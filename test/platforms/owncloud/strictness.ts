import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  [
    'the client of a refresh as fields',
    'oauth-refresh',
    (_, { signIn }) => void (signIn![0]!.oauth2!.clientAuth = 'body'),
  ],
];
