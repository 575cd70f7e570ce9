import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  [
    'another audience',
    'jwt-bearer',
    (_, { signIn }) => void (signIn![0]!.sign!.claims['aud'] = 'https://acme.my.salesforce.com'),
  ],
  ['an assertion that lives too long', 'jwt-bearer', (_, { signIn }) => void (signIn![0]!.sign!.lifetimeSeconds = 600)],
  [
    'a public page as the proof',
    'client-credentials',
    ({ test }) => void (test![0]!.request.url = '{{token.instanceUrl}}/services/data/'),
  ],
];
