import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['the client in a header', 'oauth-refresh', (_, { signIn }) => void (signIn![0]!.oauth2!.clientAuth = 'basic')],
];
