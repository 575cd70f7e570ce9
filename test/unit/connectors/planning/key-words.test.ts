import { describe, expect, it } from '@jest/globals';
import { planConnection, registry } from '../../../../src/connectors/index.ts';

function saidOf(secret: Record<string, Uint8Array>, platform = 'webdav', method?: string): string {
  const config: Record<string, string> = platform === 'webdav' ? { url: 'https://dav.example.com' } : {};
  const planned = planConnection({ platform: registry.get(platform)!, method, config, secret, now: 0 });
  return 'verdict' in planned ? (planned.verdict.about ?? '') : 'a plan';
}

/** What is said of a Secret at WebDAV that has a key in place of `password`. */
function said(key: string, value: Uint8Array = Buffer.from('q8Zr5tYw2LmX')): string {
  return saidOf({ username: Buffer.from('ann'), [key]: value }, 'webdav', 'basic');
}

it.each(['passwrd', 'Password', 'PASS_WORD', 'api-key', 'AWS_ACCESS_KEY_ID', 'tls.crt', 'clientSecret'])(
  '%s is a name, and is said',
  (key) => expect(said(key)).toContain(key),
);

const credentials = [
  'hunter2',
  'q8Zr5tYw2LmX',
  'passwordq8Zr5tYw2LmX',
  'glpat-abcdefghij',
  'correct.horse.battery',
  'token_9f8e7d6c',
];

it.each(credentials)('%s may be the credential, and is not said', (key) => {
  expect(said(key)).toContain('`password` of the Secret is missing');
  expect(said(key)).toContain('the Secret has a key that is not one of method basic');
  expect(said(key)).not.toContain(key);
});

/** Values that are no text, or more of it than anybody looks at. */
const unread: [what: string, value: Uint8Array][] = [
  ['bytes that are not UTF-8', Uint8Array.of(0xc3, 0x28)],
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0)],
  ['a Java keystore', Uint8Array.of(0xfe, 0xed, 0xfe, 0xed)],
  ['70,000 characters', Buffer.alloc(70_000, 'x')],
  ['nothing', Buffer.alloc(0)],
];

describe.each(unread)('a value of %s', (_, value) => {
  it.each(credentials)('below %s is not said with its key', (key) => {
    expect(said(key, value)).toContain('`password` of the Secret is missing');
    expect(said(key, value)).not.toContain(key);
  });

  it('below a key that nobody asks for keeps nothing from its test', () => {
    const secret = { username: Buffer.from('ann'), password: Buffer.from('q8Zr5tYw2LmX') };

    expect(saidOf({ ...secret, 'truststore.jks': value, hunter2: value })).toBe('a plan');
  });

  it('of the key that is asked for is said with it', () => {
    expect(said('password', value)).toContain('`password` of the Secret');
  });
});

it('names no key that may be the credential with a file that is to have another', () => {
  const file = Buffer.from(JSON.stringify({ boxAppSettings: { clientID: 'a', clientSecret: 'b' } }));

  expect(saidOf({ hunter2: file }, 'box')).toMatch(
    /^the Secret has a file under a key .*: rename that key to configJson/,
  );
  expect(saidOf({ 'config.json': file }, 'box')).toContain('`config.json` of the Secret');
});
