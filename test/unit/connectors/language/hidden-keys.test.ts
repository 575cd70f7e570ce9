import { expect, it } from '@jest/globals';
import type { PlatformMethod } from '../../../../src/api/platform.gen.ts';
import { inFull, isHiddenKey, registry } from '../../../../src/connectors/index.ts';
import { isAssumedHidden, withHiddenKeys } from '../../../../src/connectors/language/hidden-keys.ts';
import { goodPlatform } from './good-platform.ts';

const properties = { user: {}, key: {} };
const basic = (username: string, password: string) => ({ credential: { basic: { username, password } } });
const oauth2 = { grant: 'client_credentials', tokenUrl: 'https://a.example/token' } as const;

it.each<[string, Partial<PlatformMethod>, string[]]>([
  ['the name beside a password', basic('{{secret.user}}', '{{secret.key}}'), ['key']],
  ['a key that stands alone as the user name', basic('{{secret.key}}', ''), ['user', 'key']],
  ['a key that is user name and password', basic('{{secret.key}}', '{{secret.key}}'), ['user', 'key']],
  ['a bearer token', { credential: { bearer: '{{secret.key}}' } }, ['user', 'key']],
  ['what a header holds', { credential: { headers: { 'X-User': '{{secret.user}}' } } }, ['user', 'key']],
  [
    'the id of a client',
    { signIn: [{ oauth2: { ...oauth2, clientId: '{{secret.user}}', clientSecret: '{{secret.key}}' } }] },
    ['key'],
  ],
  [
    'what a token says openly',
    { signIn: [{ name: 'proof', sign: { key: '{{secret.key}}', claims: { iss: '{{secret.user}}' } } }] },
    ['key'],
  ],
  [
    'a form, of which nobody knows what its fields are',
    {
      signIn: [
        { request: { url: 'https://a.example/', form: { user: '{{secret.user}}', password: '{{secret.key}}' } } },
      ],
    },
    ['user', 'key'],
  ],
  [
    'what the schema says',
    { secret: { properties: { user: { writeOnly: false }, key: {} } }, credential: { bearer: '{{secret.key}}' } },
    ['key'],
  ],
  [
    'what the schema says of a name',
    {
      secret: { properties: { user: { writeOnly: true }, key: {} } },
      ...basic('{{secret.user}}', '{{secret.key}}'),
    },
    ['user', 'key'],
  ],
])('hides keys: %s', (_name, more, hidden) => {
  const method = { name: 'm', title: 'M', secret: { properties }, ...more };

  const full = withHiddenKeys(method, [method]);

  expect(['user', 'key'].filter((key) => isHiddenKey(key, full))).toEqual(hidden);
});

it('hides keys of a shared schema, and not the name that the detected method uses', () => {
  const { methods } = inFull(goodPlatform());
  const [named, automatic] = ['ntlm', 'automatic'].map((name) => methods.find((one) => one.name === name)!);

  expect(isHiddenKey('username', named!)).toBe(false);
  expect(isHiddenKey('password', named!)).toBe(true);
  expect(isHiddenKey('username', automatic!)).toBe(false);
  expect(isHiddenKey('password', automatic!)).toBe(true);
});

/** Everybody may see these: they name an account, a client or a key, or say of which kind a file is. */
const names =
  'accessKey accessKeyId apiKey appKey certificate clientEmail clientId email expiration keyId privateKeyId publicKeyId type universeDomain username'.split(
    ' ',
  );

it('the built-in platforms say of each key whether everybody may see it, and of which: none holds a secret', () => {
  const methods = [...registry.values()].flatMap(({ spec }) => inFull(spec).methods);
  const keysOf = ({ secret }: PlatformMethod) => Object.keys(secret?.['properties'] ?? {});
  const keysThat = (is: (key: string, method: PlatformMethod) => boolean) =>
    new Set(methods.flatMap((method) => keysOf(method).filter((key) => is(key, method))));

  expect([...keysThat(isAssumedHidden)]).toEqual([]);
  expect([...keysThat((key, method) => !isHiddenKey(key, method))].toSorted()).toEqual(names);
});
