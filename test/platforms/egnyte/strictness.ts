import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['no user name', 'password', (_, { signIn }) => void delete signIn![0]!.oauth2!.username],
];
