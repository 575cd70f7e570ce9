import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['another grant', 'refresh-token', (_, { signIn }) => void (signIn![0]!.oauth2!.grant = 'client_credentials')],
];
