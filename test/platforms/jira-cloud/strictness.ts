import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['a form instead of JSON', 'oauth-refresh', (_, { signIn }) => void delete signIn![0]!.oauth2!.encoding],
];
