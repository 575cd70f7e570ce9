import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['any user of the table', 'basic', ({ test }) => void delete test![0]!.request.query!['sysparm_query']],
  ['no key id', 'jwt-bearer', (_, { signIn }) => void delete signIn![0]!.sign!.keyId],
  ['the client in a header', 'client-credentials', (_, { signIn }) => void (signIn![0]!.oauth2!.clientAuth = 'basic')],
];
