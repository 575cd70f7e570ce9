import { describe, expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../../../src/api/platform.gen.ts';
import { sentenceOf } from '../../../../src/api/problems.ts';
import { problemsOf, type Reading } from '../../../../src/connectors/planning/problems.ts';
import { schemasOf } from '../../../../src/connectors/planning/schema.ts';

const spec: PlatformSpec = {
  title: 'Example',
  category: 'FileProtocol',
  config: {
    type: 'object',
    properties: {
      url: { type: 'string', title: 'Address', pattern: '^https?://[^\\s?#]+$', examples: ['https://a.example/dav'] },
      endpoint: { type: 'string', title: 'Endpoint', pattern: '^https?://[^/\\s?#]+$' },
      bucket: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]*$', minLength: 3, maxLength: 63 },
      account: { type: 'string', title: 'Account', pattern: '^[a-z0-9]+$' },
      mailbox: { type: 'string', pattern: '^[^@\\s]+@example\\.com$' },
      version: { type: 'string', title: 'Version', enum: ['3', '4'], examples: ['4'] },
      policy: { type: 'string', enum: ['Pinned', 'TrustOnFirstUse'] },
      accountId: { type: 'string', examples: ['123456789012'] },
      port: { type: 'integer', title: 'Port', minimum: 1, maximum: 65535, examples: [22] },
      insecure: { type: 'boolean' },
      keys: { type: 'array', title: 'Keys', items: { type: 'string', minLength: 1 }, maxItems: 1, examples: [['a']] },
      algorithms: { type: 'object', additionalProperties: false, properties: { kex: { type: 'array' }, mac: {} } },
      tenant: { type: 'string', title: 'Tenant', examples: ['contoso'] },
    },
  },
  methods: [
    {
      name: 'key',
      title: 'Key',
      config: { required: ['tenant'] },
      secret: {
        type: 'object',
        additionalProperties: false,
        properties: {
          key: {
            type: 'string',
            title: 'Key',
            description: 'Forty letters, as the console shows them. It ends after a year.',
            pattern: '^[a-z]{40}$',
            writeOnly: true,
            examples: ['abcdefg'],
          },
        },
      },
      credential: { none: {} },
    },
    { name: 'none', title: 'None', secret: { type: 'object', additionalProperties: false }, credential: { none: {} } },
  ],
};

const schemas = schemasOf(spec);

function told(validate: Parameters<typeof problemsOf>[0], value: object, reading: Reading): string[] {
  return problemsOf(validate, value, reading).map((problem) => sentenceOf(problem, 'example'));
}

describe('a setting that is wrong is named with what was found, what must be and what to write', () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      'an address without its scheme',
      { url: 'a.example/x' },
      'url is "a.example/x", which has no https:// before it: write https://a.example/x (Address, for example https://a.example/dav)',
    ],
    [
      'a query',
      { url: 'http://a.example/x?y=1' },
      'url is "http://a.example/x?y=1", which has a query or a fragment in it: write http://a.example/x (Address, for example https://a.example/dav)',
    ],
    [
      'a path where none can be',
      { endpoint: 'https://s3.example:9000/media' },
      'endpoint is "https://s3.example:9000/media", which has a path behind the host: write https://s3.example:9000 (Endpoint)',
    ],
    [
      'a bucket as an address',
      { bucket: 's3://media/incoming' },
      'bucket is "s3://media/incoming", which is an address: write media',
    ],
    ['capitals', { bucket: 'Media' }, 'bucket is "Media", which contains capital letters: write media'],
    [
      'a space after it',
      { bucket: 'media ' },
      'bucket is "media ", which begins or ends with a space or line break: write media',
    ],
    [
      'the host of an account',
      { account: 'https://acc.blob.example.net' },
      'account is "https://acc.blob.example.net", which is an address: write acc (Account)',
    ],
    ['what cannot be guessed', { bucket: 'a b' }, 'bucket is "a b", which does not have the right form'],
    [
      'another scheme',
      { url: 'ftp://a.example/x' },
      'url is "ftp://a.example/x", which does not have the right form (Address, for example https://a.example/dav)',
    ],
    ['what may hold a password', { mailbox: 'me:secret@example.org' }, 'mailbox does not have the right form'],
    [
      'a number that YAML made of a text',
      { version: 4 },
      'version is 4, which must be one of 3, 4: write "4", in quotes (Version)',
    ],
    ['a number that is no such text', { version: 5 }, 'version is 5, which must be one of 3, 4 (Version)'],
    [
      'a text of digits',
      { accountId: 123456789012 },
      'accountId is 123456789012, which must be a string: write "123456789012", in quotes',
    ],
    [
      'a word in other letters',
      { policy: 'trustonfirstuse' },
      'policy is "trustonfirstuse", which must be one of Pinned, TrustOnFirstUse: write TrustOnFirstUse',
    ],
    [
      'a number in quotes',
      { port: '22' },
      'port is "22", which must be an integer: write 22, without quotes (Port, for example 22)',
    ],
    ['a number too small', { port: 0 }, 'port is 0, which must be at least 1 (Port, for example 22)'],
    ['yes', { insecure: 'yes' }, 'insecure is "yes", which must be true or false'],
    [
      'a switch in quotes',
      { insecure: 'true' },
      'insecure is "true", which must be true or false: write true, without quotes',
    ],
    ['one in place of a list', { keys: 'a' }, 'keys is "a", which must be a list (Keys, for example ["a"])'],
    ['an entry that is empty', { keys: [''] }, 'keys[0] is empty (Keys, for example ["a"])'],
    [
      'a list that is too long',
      { keys: ['a', 'b'] },
      'keys is ["a","b"], which must have at most 1 entries (Keys, for example ["a"])',
    ],
    ['a key below a setting', { algorithms: { kexes: [] } }, 'algorithms.kexes is not a setting (did you mean kex?)'],
  ])('%s', (_name, config, problem) => {
    expect(told(schemas.config, config, { root: 'spec.config' })).toEqual([`spec.config.${problem}`]);
  });

  it('takes title and example of what a method needs from the platform', () => {
    const { config } = schemas.ofMethod('key')!;

    expect(told(config!, {}, { root: 'spec.config', titles: spec.config! })).toEqual([
      'spec.config.tenant is missing (Tenant, for example contoso)',
    ]);
  });
});

describe('a key of the Secret', () => {
  const { secret } = schemas.ofMethod('key')!;

  it('is told by its form, never by its value or by an example', () => {
    expect(told(secret, { key: 'ABC' }, { root: 'secret' })).toEqual([
      'key `key` of Secret `example` is 3 characters long, not 40 (Key: Forty letters, as the console shows them)',
    ]);
  });

  it.each<[string, string]>([
    [`${'a'.repeat(20)} ${'a'.repeat(20)}`, 'contains a space'],
    [`"${'a'.repeat(40)}"`, 'is in quotation marks'],
    [`Bearer ${'a'.repeat(40)}`, 'begins with a scheme such as Bearer'],
    [`${'a'.repeat(20)}\n${'a'.repeat(20)}`, 'contains a line break'],
    [`${'a'.repeat(39)}A`, 'contains capital letters'],
    ['a'.repeat(39), 'is 39 characters long, not 40'],
    ['1'.repeat(40), 'does not have the right form'],
  ])('is told by what is wrong with it, and never shown: %j', (key, flaw) => {
    const [problem = ''] = told(secret, { key }, { root: 'secret' });

    expect(problem).toMatch(new RegExp(`^key .key. of Secret .example. ${flaw}`));
    expect(problem).not.toContain(key);
  });

  it('that nothing takes is named with those that there are', () => {
    expect(told(secret, { password: 'p' }, { root: 'secret' })).toEqual([
      'key `password` of Secret `example` is not a key of this method (there are key)',
    ]);
    expect(told(schemas.ofMethod('none')!.secret, { password: 'p' }, { root: 'secret' })).toEqual([
      'key `password` of Secret `example` is not a key of this method (there are none; leave out spec.secretRef)',
    ]);
  });
});
