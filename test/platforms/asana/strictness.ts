import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['another HTTP method', 'personal-access-token', ({ test }) => void (test![0]!.request.method = 'POST')],
  [
    'a parameter that is not documented',
    'personal-access-token',
    ({ test }) => void (test![0]!.request.query = { workspace: '1' }),
  ],
  [
    'the token without its scheme',
    'personal-access-token',
    (_, method) => void (method.credential = { headers: { Authorization: '{{secret.accessToken}}' } }),
  ],
  ['the client as HTTP Basic', 'oauth-refresh', (_, { signIn }) => void (signIn![0]!.oauth2!.clientAuth = 'basic')],
  ['the token request as JSON', 'oauth-refresh', (_, { signIn }) => void (signIn![0]!.oauth2!.encoding = 'json')],
  ['no account', 'oauth-refresh', ({ test }) => void delete test![0]!.facts],
];
