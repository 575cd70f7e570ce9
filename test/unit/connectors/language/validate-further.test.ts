import { expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../../../src/api/platform.gen.ts';
import { validatePlatform } from '../../../../src/connectors/language/validate.ts';
import { changed } from './good-platform.ts';

type Change = Parameters<typeof changed>[0];

function messages(change: Change): string[] {
  return validatePlatform(changed(change), new Set(['http', 'sftp'])).map(({ message }) => message);
}

it.each<[string, Change, string[]]>([
  [
    'a reserved name',
    (s) => s.define.push({ json: 'config.url' }),
    ['spec.define[4]: `json` belongs to the language. Choose another name.'],
  ],
  [
    'a repeated name',
    (s) => s.define.push({ base: 'config.url' }),
    ['spec.define[4]: `base` is defined already. Choose another name.'],
  ],
  [
    'a later name',
    (s) => s.define.unshift({ early: 'base' }),
    ['spec.define[0].early: `base` is defined later (column 1).'],
  ],
  [
    'a name that reads account in test',
    (s) => {
      s.define.push({ own: '"users/" + account.id' });
      s.test[0].request.headers.X = '{{own}}';
    },
    ['spec.test[0].request.headers.X: `own` reads `account`, which is not known here (column 3).'],
  ],
  [
    'a name made from itself',
    (s) => s.define.push({ own: 'own + "x"' }),
    ['spec.define[4].own: `own` is defined by itself (column 1).'],
  ],
  [
    'two names in one item',
    (s) => (s.define[0].second = 'config.url'),
    ['spec.define[0]: one name per item, in order.'],
  ],
  [
    'a word that is no name',
    (s) => s.define.push({ 'a-b': 'config.url' }),
    ['spec.define[4].a-b: `a-b` is no name. Use letters, digits and `_`.'],
  ],
  [
    'a step with a reserved name',
    (s) => (s.test[0].name = 'account'),
    ['spec.test[0]: `account` belongs to the language. Choose another name.'],
  ],
  [
    'a step with a name that expressions cannot read',
    (s) => (s.access[0].name = 'my-step'),
    ['spec.access[0].name: `my-step` is no name. Use letters and digits, a small letter first.'],
  ],
  [
    'a step with a defined name',
    (s) => (s.test[0].name = 'base'),
    ['spec.test[0]: `base` is a name of define. Choose another name.'],
  ],
  [
    'results in a circle',
    (s) => (s.test[0].set = { a: 'me.b', b: 'me.a' }),
    ['spec.test[0].set.a: `a` is made from itself.', 'spec.test[0].set.b: `b` is made from itself.'],
  ],
  [
    'neither credential nor detect',
    (s) => delete s.methods[0].credential,
    ['spec.methods[0]: exactly one of credential, detect, but there is none.'],
  ],
  [
    'both credential and detect',
    (s) => (s.methods[4].credential = { none: {} }),
    ['spec.methods[4]: exactly one of credential, detect, but there are `detect` and `credential`.'],
  ],
  [
    'signIn beside detect',
    (s) => (s.methods[4].signIn = s.methods[2].signIn),
    [
      'spec.methods[4].signIn[0].oauth2.refreshToken: no key `refreshToken` in methods[4].secret (column 3).',
      'spec.methods[4].signIn: a method with `detect` signs in with the method that a row of detect names.',
    ],
  ],
  [
    'two kinds of credential',
    (s) => (s.methods[0].credential.basic = { username: '{{secret.apiKey}}', password: 'x' }),
    [
      'spec.methods[0].credential: exactly one of basic, bearer, headers, query, digest, ntlm, none, but there are `bearer` and `basic`.',
    ],
  ],
  [
    'two methods of one name',
    (s) => (s.methods[1].name = 'bearer'),
    ['spec.methods[1]: there are two methods `bearer`.', 'spec.methods[4].detect[0].replies[1]: no method `login`.'],
  ],
  [
    'serviceAccount beside a secret',
    (s) => (s.methods[0].serviceAccount = { audience: 'x' }),
    ['spec.methods[0]: serviceAccount and secret exclude each other.'],
  ],
  [
    'serviceAccount of another method',
    (s) => (s.methods[0].credential.bearer = '{{serviceAccount.token}}'),
    [
      'spec.methods[0].credential.bearer: `serviceAccount` is not set (column 3). Set `serviceAccount.audience` of the method.',
    ],
  ],
  [
    'two rows with one condition',
    (s) => s.test[0].replies.push({ when: 'json.error  == "revoked"', outcome: 'AccessRefused' }),
    ['spec.test[0].replies[3]: never reached: replies[0] has the same condition.'],
  ],
  [
    'a row with a table and more',
    (s) => (s.test[0].replies[2].when = 'true'),
    [
      'spec.test[0].replies[2]: `table` must be alone in its row, but there is `when`. Write `- table: common` as a row of its own.',
    ],
  ],
  [
    'a row without a condition',
    (s) => delete s.test[0].replies[0].when,
    ['spec.test[0].replies[0]: `when` is missing. Write `when: "true"` if it matches every response.'],
  ],
  [
    'then inside then',
    (s) => (s.test[0].replies[1].then.replies[0].then = structuredClone(s.test[0].replies[1].then)),
    [
      'spec.test[0].replies[1].then.replies[0].then: `then` is not allowed inside `then`: there is one second question.',
    ],
  ],
  [
    'anonymous for a method without credential',
    (s) => ((s.anonymous = {}), s.methods.push({ name: 'open', title: 'Open', credential: { none: {} } })),
    ['spec.methods[5]: `anonymous` proves nothing for method `open`, which shows no credential.'],
  ],
  [
    'anonymous.when before the test',
    (s) => (s.anonymous = { order: 'Before', when: 'status == 200' }),
    ['spec.anonymous.when: there is no response before the credential is sent. Remove `when`, or use `order: After`.'],
  ],
  [
    'the credential in anonymous.refused',
    (s) => (s.anonymous = { refused: 'credential.fresh' }),
    ['spec.anonymous.refused: `credential` is known only after signIn (column 1).'],
  ],
  [
    'Unnamed without identified',
    (s) => ((s.identity = 'Unnamed'), (s.anonymous = {}), delete s.test[0].facts.identified),
    [
      'spec.test: `identity: Unnamed` needs facts.identified in test or access. Say how a response to an account differs from any other.',
    ],
  ],
  [
    'a plain http address in signIn',
    (s) => (s.methods[2].signIn[0].oauth2.tokenUrl = 'http://login.example.com/token'),
    ['spec.methods[2].signIn[0].oauth2.tokenUrl: a secret cannot be sent to a plain http address. Write https.'],
  ],
  [
    'an address that is none',
    (s) => (s.test[0].request.url = '/me'),
    ['spec.test[0].request.url: an address begins with https:// or a variable.'],
  ],
  [
    'a probe step with a name',
    (s) => (s.probe.read.name = 'read'),
    ['spec.probe.read.name: a step of probe has no name; what it sets goes to `probe`.'],
  ],
  ['oauth2 outside signIn', (s) => (s.test[0].oauth2 = {}), ['spec.test[0].oauth2: `oauth2` belongs in signIn.']],
  [
    'facts in detect',
    (s) => (s.methods[4].detect[0].facts = { identified: 'true' }),
    ['spec.methods[4].detect[0].facts: detect has no facts. Set them in test or access.'],
  ],
  [
    'the credential in detect',
    (s) => (s.methods[4].detect[0].authenticate = true),
    ['spec.methods[4].detect[0].authenticate: detect sends no secret.'],
  ],
  [
    'a default that breaks its schema',
    (s) => (s.config.properties.region.default = 'asia'),
    ['spec.config.properties.region.default: the default breaks its own schema: it must be one of `eu`, `us`.'],
  ],
  [
    'a schema that is none',
    (s) => (s.config.properties.url.type = 'text'),
    [
      'spec.config.properties.url.type: this must be one of `array`, `boolean`, `integer`, `null`, `number`, `object`, `string`.',
    ],
  ],
  [
    'a slip in a keyword',
    (s) => (s.config.properties.url.minlength = 1),
    ['spec.config.properties.url: unknown keyword `minlength`. Did you mean `minLength`?'],
  ],
  [
    'an unknown shared schema',
    (s) => (s.methods[1].secret = { $ref: '#/schemas/acount' }),
    ['spec.methods[1].secret: no schema `acount`. Did you mean `account`?'],
  ],
  [
    'a pattern that refers back',
    (s) => (s.config.properties.url.pattern = '(a)\\1'),
    ['spec.config.properties.url.pattern: a pattern here cannot refer back.'],
  ],
  [
    'a target of unpack that is none',
    (s) => (s.methods[0].unpack = [{ key: 'file', format: 'json', into: { 'secret.apiKeys': 'a', key: 'b' } }]),
    [
      'spec.methods[0].unpack[0].key: no key `file` in methods[0].secret.',
      'spec.methods[0].unpack[0].into: no key `apiKeys` in methods[0].secret. Did you mean `apiKey`?',
      'spec.methods[0].unpack[0].into: `key` is no target. Write secret.KEY or config.KEY.',
    ],
  ],
  [
    'an expression that is too long',
    (s) => (s.test[0].facts.account.name = `"${'x'.repeat(528)}"`),
    ['spec.test[0].facts.account.name: 530 characters, at most 512 (column 1). Use `define`.'],
  ],
  [
    'a template that is too long',
    (s) => (s.test[0].request.headers.X = 'x'.repeat(4097)),
    ['spec.test[0].request.headers.X: 4097 characters, at most 4096 (column 1).'],
  ],
  [
    'a syntax error of CEL',
    (s) => (s.test[0].replies[0].when = 'json.error = "x"'),
    ['spec.test[0].replies[0].when: found = but expecting end of input (column 12). Compare with `==`.'],
  ],
  [
    'a template that is not closed',
    (s) => (s.test[0].request.url = '{{base/me'),
    ['spec.test[0].request.url: `{{` is not closed by `}}` (column 1).'],
  ],
  [
    'too many methods',
    (s) => (s.methods = Array.from({ length: 17 }, (_, index) => ({ ...s.methods[0], name: `m${index}` }))),
    ['spec.methods: 17 items, at most 16.'],
  ],
  [
    'too many requests',
    (s) => (
      (s.test = [...s.test, ...Array.from({ length: 7 }, () => ({ request: { url: '{{base}}' } }))]),
      (s.access = s.test.slice(1)),
      (s.methods[1].signIn = [...s.methods[1].signIn, ...s.test.slice(1)]),
      (s.methods[1].signOut = s.test.slice(1))
    ),
    ['spec.methods[1]: a test takes up to 31 requests, at most 24.'],
  ],
  ['an unknown field', (s) => (s.test[0].relies = []), ['spec.test[0].relies: unknown field. Did you mean `replies`?']],
  ['a missing field', (s) => delete s.test[0].request.url, ['spec.test[0].request: `url` is missing.']],
  [
    'a value of another kind',
    (s) => (s.test[0].request.headers.X = 1),
    ['spec.test[0].request.headers.X: must be text: write it in quotes.'],
  ],
  ['a list that is none', (s) => (s.test = s.test[0]), ['spec.test: must be a list. Begin each item with `- `.']],
  ['no tests', (s) => delete s.test, ['spec.test: a request is needed whose response identifies the account.']],
  ['an unknown driver', (s) => (s.driver = 'htp'), ['spec.driver: no driver `htp`. Did you mean `http`?']],
  [
    'a table that is wrong where it is used',
    (s) => (s.tables.common[0].when = 'me.home == json.home'),
    [
      'spec.tables.common[0].when: no earlier step is named `me`, where spec.methods[1].signIn[0].replies uses this table (column 1). It is the name of spec.test[0].',
    ],
  ],
])('%s', (_mistake, change, expected) => {
  expect(messages(change)).toEqual(expected);
});

it.each<[string, unknown]>([
  ['nothing', null],
  ['a list', []],
  ['no methods', { title: 'x', category: 'Business', methods: null }],
  ['a method that is none', { title: 'x', category: 'Business', methods: [null] }],
  ['a driver that is none', { title: 'x', category: 'Business', methods: [], driver: {} }],
  ['a table that objects inherit', changed((s) => (s.test[0].replies[2].table = 'constructor'))],
  ['a name that objects inherit', changed((s) => (s.test[0].request.url = '{{base}}/{{constructor.x}}'))],
  ['a field that objects inherit', changed((s) => (s.test[0].toString = 'x'))],
])('%s is a problem, and no crash', (_what, spec) => {
  expect(validatePlatform(spec as PlatformSpec, new Set(['http']))).not.toEqual([]);
});

it('a retired Platform needs neither hosts nor tests', () => {
  const spec = { title: 'Gone', category: 'Business', retired: { since: '2019-11-01' }, methods: [] } as const;

  expect(validatePlatform({ ...spec, methods: [] }, new Set(['http']))).toEqual([]);
});

it('a driver of its own takes keys by their names, and no steps', () => {
  const secret = { required: ['password'], properties: { password: { type: 'string' } } };
  const methods = [{ name: 'password', title: 'Password', secret, credential: { none: {} } }];

  const problems = validatePlatform(
    { title: 'SFTP', category: 'FileProtocol', driver: 'sftp', methods },
    new Set(['sftp']),
  );

  expect(problems).toEqual([]);
});
