import { expect, it } from '@jest/globals';
import { planConnection, registry } from '../../../../src/connectors/index.ts';

/** What is said of a Secret at WebDAV that has a key in place of `password`. */
function said(key: string): string {
  const planned = planConnection({
    platform: registry.get('webdav')!,
    method: 'basic',
    config: { url: 'https://dav.example.com' },
    secret: { username: Buffer.from('ann'), [key]: Buffer.from('q8Zr5tYw2LmX') },
    now: 0,
  });
  return 'verdict' in planned ? (planned.verdict.about ?? '') : 'a plan';
}

it.each(['passwrd', 'Password', 'PASS_WORD', 'api-key', 'AWS_ACCESS_KEY_ID', 'tls.crt', 'clientSecret'])(
  '%s is a name, and is said',
  (key) => expect(said(key)).toContain(key),
);

it.each([
  'hunter2',
  'q8Zr5tYw2LmX',
  'passwordq8Zr5tYw2LmX',
  'glpat-abcdefghij',
  'correct.horse.battery',
  'token_9f8e7d6c',
])('%s may be the credential, and is not said', (key) => {
  expect(said(key)).toContain('`password` of the Secret is missing');
  expect(said(key)).toContain('the Secret has a key that is not one of method basic');
  expect(said(key)).not.toContain(key);
});
