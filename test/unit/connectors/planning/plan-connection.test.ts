import { describe, expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../../../src/api/platform.gen.ts';
import { planConnection, registry } from '../../../../src/connectors/index.ts';

const text = { type: 'string', minLength: 1 };
const spec: PlatformSpec = {
  title: 'Example',
  category: 'Business',
  config: {
    type: 'object',
    required: ['url'],
    properties: {
      url: { type: 'string', title: 'Address', pattern: '^https://', examples: ['https://a.example'] },
      size: { type: 'integer', default: 10 },
      tenant: { type: 'string' },
    },
  },
  methods: [
    {
      name: 'password',
      title: 'Password',
      secret: {
        type: 'object',
        required: ['username', 'password'],
        properties: { username: text, password: { ...text, title: 'Password' } },
      },
      credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
    {
      name: 'key',
      title: 'Key',
      secret: {
        type: 'object',
        required: ['username', 'privateKey'],
        properties: { username: text, privateKey: text, keyFile: text },
      },
      config: { required: ['tenant'] },
      unpack: [
        {
          key: 'keyFile',
          format: 'json',
          into: { 'secret.privateKey': 'auth.key', 'secret.username': 'user', 'config.tenant': 'tenant' },
        },
      ],
      credential: { bearer: '{{secret.privateKey}}' },
    },
    {
      name: 'token',
      title: 'Token',
      secret: { type: 'object', required: ['token'], properties: { token: { ...text, pattern: '^tok-' } } },
      credential: { bearer: '{{secret.token}}' },
    },
  ],
  hosts: ['{{config.url}}', '*.example.org'],
  define: [{ short: 'config.url.substring(8)' }],
  test: [{ request: { url: '{{config.url}}/me' }, facts: { account: { id: 'json.id' } } }],
};

const bytes = (secret: Record<string, string | Uint8Array>) =>
  Object.fromEntries(
    Object.entries(secret).map(([key, value]) => [key, typeof value === 'string' ? Buffer.from(value) : value]),
  );

function planned(
  secret: Record<string, string | Uint8Array> | undefined,
  more: { config?: Record<string, unknown>; method?: string; spec?: PlatformSpec } = {},
) {
  const { config = { url: 'https://a.example' }, method } = more;
  return planConnection({
    platform: { name: 'example', spec: more.spec ?? spec },
    config,
    method,
    secret: secret && bytes(secret),
    now: 0,
  });
}

describe('choosing the method', () => {
  it.each<[string, Record<string, string>, string | undefined, string]>([
    ['by the keys of the Secret', { username: 'u', password: 'p' }, undefined, 'password'],
    ['by its name, though another fits too', { username: 'u', password: 'p', token: 'tok-1' }, 'token', 'token'],
    ['by a file that brings the keys', { keyFile: '{"auth":{"key":"k"},"user":"u","tenant":"t"}' }, undefined, 'key'],
  ])('%s', (_name, secret, method, wanted) => {
    expect(planned(secret, method === undefined ? {} : { method })).toMatchObject({
      plan: { method: { name: wanted } },
    });
  });

  it('takes a file in base64, and leaves a part that is an object JSON', () => {
    const file = JSON.stringify({ auth: { key: { kty: 'EC' } }, user: 'u', tenant: 't' });

    expect(planned({ keyFile: Buffer.from(file).toString('base64') })).toMatchObject({
      plan: { secret: { username: 'u', privateKey: '{"kty":"EC"}' }, config: { tenant: 't' } },
    });
  });

  it('says that several fit', () => {
    expect(planned({ username: 'u', password: 'p', token: 'tok-1' })).toMatchObject({
      verdict: { reason: 'MethodAmbiguous', about: 'password, token' },
    });
  });

  it('takes the usual one where another must be named', () => {
    const platform = registry.get('webdav')!;
    const input = { platform, config: { url: 'https://dav.example.com/' }, now: 0 };
    const secret = { username: Buffer.from('u'), password: Buffer.from('p') };

    expect(planConnection({ ...input, secret })).toMatchObject({ plan: { method: { name: 'basic' } } });
    expect(planConnection({ ...input, secret, method: 'ntlm' })).toMatchObject({ plan: { method: { name: 'ntlm' } } });
  });

  it('says which there are', () => {
    expect(planned({}, { method: 'magic' })).toMatchObject({
      verdict: {
        reason: 'InvalidConfiguration',
        about: 'spec.method is "magic", it must be one of password, key, token',
      },
    });
  });
});

describe('what is wrong', () => {
  it.each<[string, Record<string, string | Uint8Array> | undefined, Record<string, unknown>, string, RegExp]>([
    [
      'a missing key of the nearest method',
      { username: 'u' },
      {},
      'SecretKeyMissing',
      /^key `password` of the Secret is missing \(Password, for method password\)$/,
    ],
    [
      'no Secret at all',
      undefined,
      {},
      'SecretKeyMissing',
      /^spec\.secretRef is missing \(method password needs a Secret with username, password\)$/,
    ],
    [
      'keys of other names, which the Secret has instead',
      { user: 'abc-secret', Password: 'abc-secret' },
      { method: 'password' },
      'SecretKeyMissing',
      /^key `username` .* is missing: rename key user; key `password` .* is missing: rename key Password \(Password, for method password\)$/,
    ],
    [
      'keys that a file would have brought',
      { username: 'u' },
      { method: 'key', config: { url: 'https://a.example', tenant: 't' } },
      'SecretKeyMissing',
      /^key `privateKey` of the Secret is missing \(for method key, which takes it in keyFile too\)$/,
    ],
    ['an empty value', { username: 'u', password: '\n' }, {}, 'SecretKeyMissing', /`password` of the Secret is empty/],
    [
      'a wrong form, without the value',
      { token: 'abc-secret' },
      {},
      'SecretInvalid',
      /^key `token` of the Secret does not have the right form$/,
    ],
    [
      'bytes that are no text',
      { token: new Uint8Array([0xff, 0xfe]) },
      { method: 'token' },
      'SecretInvalid',
      /key `token` of the Secret is in UTF-16, as PowerShell writes it: save it as UTF-8/,
    ],
    [
      'a file that is no JSON',
      { keyFile: 'hello' },
      { method: 'key', config: { url: 'https://a.example', tenant: 't' } },
      'SecretInvalid',
      /key `keyFile` of the Secret is not a JSON document/,
    ],
    [
      'the path of a file',
      { keyFile: '/home/me/key.json' },
      { method: 'key', config: { url: 'https://a.example', tenant: 't' } },
      'SecretInvalid',
      /key `keyFile` of the Secret is the path of a file/,
    ],
    [
      'a missing setting, with an example',
      { token: 'tok-1' },
      { config: {} },
      'InvalidConfiguration',
      /^spec\.config\.url is missing \(Address, for example https:\/\/a\.example\)$/,
    ],
    [
      'a wrong setting, with what was found',
      { token: 'tok-1' },
      { config: { url: 'a.example' } },
      'InvalidConfiguration',
      /url is "a\.example", which has no https:\/\/ before it/,
    ],
    [
      'an address with a password in it, which is not repeated',
      { token: 'tok-1' },
      { config: { url: 'http://svc:canary@a.example' } },
      'InvalidConfiguration',
      /^spec\.config\.url has a user name or password in it: put them into the Secret$/,
    ],
    [
      'an unknown setting, with those there are',
      { token: 'tok-1' },
      { config: { url: 'https://a.example', ulr: 1 } },
      'InvalidConfiguration',
      /^spec\.config\.ulr is not a setting \(did you mean url\?\)$/,
    ],
    [
      'a setting that this method needs',
      { username: 'u', privateKey: 'k' },
      {},
      'InvalidConfiguration',
      /tenant is missing/,
    ],
    [
      'no Secret, and a setting that is missing',
      undefined,
      { config: {} },
      'InvalidConfiguration',
      /^spec\.config\.url is missing .*; spec\.secretRef is missing \(method/,
    ],
    [
      'everything at once',
      { username: 'u' },
      { config: { size: 'x' } },
      'InvalidConfiguration',
      /url is missing.*size is "x".*key `password` of the Secret is missing/,
    ],
  ])('%s', (_name, secret, more, reason, about) => {
    const outcome = planned(secret, more);

    expect(outcome).toMatchObject({
      verdict: { outcome: 'failed', reason, checks: [{ name: 'Resolved', result: 'Failed', reason }] },
    });
    expect('verdict' in outcome && outcome.verdict.about).toMatch(about);
    expect(JSON.stringify(outcome)).not.toContain('abc-secret');
  });
});

describe('a plan', () => {
  it('has the defaults, the parts of files, the values and the hosts', () => {
    const file = '\uFEFF{"auth":{"key":"k"},"user":"u","tenant":"from file"}';
    const config = { url: 'https://a.example:8443/x' };

    expect(planned({ keyFile: file, username: 'set by itself' }, { config })).toMatchObject({
      plan: {
        config: { url: 'https://a.example:8443/x', size: 10, tenant: 'from file' },
        secret: { privateKey: 'k', username: 'set by itself' },
        hosts: ['a.example:8443', '*.example.org'],
      },
    });
    expect(config).toEqual({ url: 'https://a.example:8443/x' });
  });

  it.each(['p\n', 'p\r\n', 'p\n\n'])('takes the newline of echo off %j', (password) => {
    expect(planned({ username: 'u', password })).toMatchObject({ plan: { secret: { password: 'p' } } });
  });

  it('leaves a value of several lines as it is', () => {
    const config = { url: 'https://a.example', tenant: 't' };

    expect(planned({ username: 'u', privateKey: 'a\nb\n' }, { config })).toMatchObject({
      plan: { secret: { privateKey: 'a\nb\n' } },
    });
  });

  it('is not made of a service that no longer exists', () => {
    expect(planned({ token: 'tok-1' }, { spec: { ...spec, retired: { since: '2025-04-25' } } })).toMatchObject({
      verdict: { reason: 'PlatformRetired', about: 'Example ended 2025-04-25' },
    });
  });
});
