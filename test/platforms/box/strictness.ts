import type { PlatformMethod } from '../../../src/connectors/platform.ts';
import type { Mistake } from '../strictness.ts';

const sign = ({ signIn }: PlatformMethod) => signIn![0]!.sign!;

export const mistakes: Mistake[] = [
  ['an assertion that lives too long', 'jwt', (_, method) => void (sign(method).lifetimeSeconds = 90)],
  ['another audience', 'jwt', (_, method) => void (sign(method).claims['aud'] = 'https://api.box.com')],
  ['no kind of subject', 'jwt', (_, method) => void delete sign(method).claims['box_sub_type']],
  ['no key id', 'jwt', (_, method) => void delete sign(method).keyId],
  ['the client in a header', 'client-credentials', (_, { signIn }) => void (signIn![0]!.oauth2!.clientAuth = 'basic')],
  ['no list of fields', 'access-token', ({ test }) => void delete test![0]!.request.query],
  ['no token', 'access-token', (_, method) => void (method.credential = { none: {} })],
  [
    'the client of a refresh in a header',
    'oauth-refresh',
    (_, { signIn }) => void (signIn![0]!.oauth2!.clientAuth = 'basic'),
  ],
];
