import { expect, it } from '@jest/globals';
import type { PlatformCredential } from '../../../../src/api/platform.gen.ts';
import { ownPlatform } from './own-platform.ts';

const login = { username: '{{secret.user}}', password: '{{secret.key}}' };
const platform = ownPlatform();

it.each<[string, PlatformCredential]>([
  ['digest', { digest: login }],
  ['ntlm', { ntlm: login }],
])('%s: what is not there for anybody proves no account', async (_name, credential) => {
  platform.answer = () => [404, {}];

  expect(await platform.test({ method: { credential } })).toMatchObject({
    reason: 'TargetNotFound',
    checks: [
      { name: 'Resolved', result: 'Passed' },
      { name: 'Reached', result: 'Passed' },
      { name: 'Authenticated', result: 'Failed', reason: 'TargetNotFound' },
    ],
  });
});
