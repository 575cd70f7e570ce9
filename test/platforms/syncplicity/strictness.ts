import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['no application token', 'application-token', (_, { signIn }) => void delete signIn![0]!.oauth2!.headers],
  ['no key beside the token', 'application-token', ({ test }) => void delete test![0]!.request.headers],
];
