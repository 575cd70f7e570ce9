import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  [
    'a token for another service',
    'client-secret',
    (_, { signIn }) => void (signIn![0]!.oauth2!.scope = 'https://graph.microsoft.com/.default'),
  ],
  ['the client in a header', 'client-secret', (_, { signIn }) => void (signIn![0]!.oauth2!.clientAuth = 'basic')],
];
