import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['no scope', 'client-secret', (_, { signIn }) => void delete signIn![0]!.oauth2!.scope],
];
