import { expect, it } from '@jest/globals';
import { validatePlatform } from '../../../../src/connectors/language/validate.ts';
import { changed } from './good-platform.ts';

type Change = Parameters<typeof changed>[0];

function messages(change: Change): string[] {
  return validatePlatform(changed(change), new Set(['http'])).map(({ message }) => message);
}

/** What has the form of a condition and never matches. */
it.each<[string, string, string]>([
  [
    'a second value without its comparison',
    'status == 401 || 403',
    'this is a number, and no condition (column 18). Repeat the comparison, `x == a || x == b`, or write `x in [a, b]`.',
  ],
  [
    'a second text without its comparison',
    'json.error == "a" || "b"',
    'this is text, and no condition (column 22). Repeat the comparison, `x == a || x == b`, or write `x in [a, b]`.',
  ],
  ['text that is denied', '!json.error.trim()', 'this is text, and no condition (column 12).'],
  [
    'a size',
    'status == 200 && size(json.errors)',
    'this is a number, and no condition (column 18). Compare it, for example with `> 0`.',
  ],
  [
    'a size that chooses',
    '(size(json.a) ? json.b : json.c) == 1',
    'this is a number, and no condition (column 2). Compare it, for example with `> 0`.',
  ],
  [
    'a range in one',
    '400 <= status < 500',
    'this is true or false, and cannot be more or less (column 4). Write `a <= x && x < b`.',
  ],
  [
    'a number alone',
    'size(json.errors)',
    'this is a number, and neither true nor false. Compare it, for example with `> 0`.',
  ],
  ['a text alone', '"locked"', 'this is text, and neither true nor false.'],
  ['a list alone', 'json.error.words()', 'this is a list, and neither true nor false.'],
  [
    'a method that there is not',
    'method == "baerer"',
    '`method` is never `"baerer"` (column 11). Did you mean `bearer`?',
  ],
  [
    'a method that is none of several',
    'method in ["bearer", "kerberos"]',
    '`method` is never `"kerberos"` (column 22). There are `bearer`, `login`, `refresh`, `ntlm`, `automatic`.',
  ],
  [
    'a value that a setting never has',
    '"asia" == config.region',
    '`config.region` is never `"asia"` (column 1). There are `eu`, `us`.',
  ],
  [
    'a role that there is not',
    'requires.role == "admin"',
    '`requires.role` is never `"admin"` (column 18). Did you mean `Administrator`?',
  ],
  [
    'an access that there is not',
    '"write" in requires.access',
    '`requires.access` is never `"write"` (column 1). Did you mean `Write`?',
  ],
  [
    'a setting that may be null',
    'config.teamId != ""',
    'this is true if it is null (column 1). Use `filled(config.teamId)`.',
  ],
  [
    'an empty one',
    ' ',
    'there is no expression (column 1). One that begins with `!`, `&`, `*`, `"` or `[` needs quotes around it in YAML.',
  ],
  [
    'a list in parentheses',
    'status in (401, 403)',
    'found i but expecting end of input (column 8). Put a list in brackets: `in [a, b]`.',
  ],
  ['null in another language', 'json.error == None', 'unknown name `None` (column 15). Write `null`.'],
  [
    'a header of another style',
    'headers.contentType == "a"',
    'header names are in lower case: `content-type` (column 1).',
  ],
])('a row with %s is refused', (_mistake, when, expected) => {
  expect(messages((s) => (s.test[0].replies[0].when = when))).toEqual([`spec.test[0].replies[0].when: ${expected}`]);
});

it.each([
  'json.ok',
  'json.ok || json.error == "a"',
  'json.n + 1 > json.m',
  '(json.a ? "x" : "y") == "x"',
  'timestamp(json.end) - timestamp(json.begin) > duration("1s")',
  'config.url != ""',
  'config.region in ["eu", "us"] && method in ["bearer", "login"]',
  'json.list.exists(method, method == "anything")',
  'requires.path == "anything" && "Write" in requires.access',
])('a row with %s is allowed', (when) => {
  expect(messages((s) => (s.test[0].replies[0].when = when))).toEqual([]);
});

it.each<[string, Change, string[]]>([
  [
    'a grant that is text',
    (s) => (s.test[0].facts.grants.read = '"yes"'),
    ['spec.test[0].facts.grants.read: this is text, and neither true nor false.'],
  ],
  [
    'an address as host',
    (s) => {
      s.config.properties.url.examples = ['https://api.example.com'];
      s.access[0].request.url = 'https://{{config.url}}/users';
    },
    [
      'spec.access[0].request.url: `config.url` is an address, not a host: it is like `https://api.example.com`. Write `{{config.url}}/users`.',
    ],
  ],
  [
    'a host as address',
    (s) => {
      s.config.properties.url.examples = ['api.example.com'];
      s.access[0].request.url = '{{config.url}}/users';
    },
    [
      'spec.access[0].request.url: `config.url` is no address: it is like `api.example.com`. Write `https://{{config.url}}`.',
    ],
  ],
  [
    'a path without its slash',
    (s) => (s.access[0].request.url = '{{config.url}}users'),
    ['spec.access[0].request.url: a path begins with `/`. Write `{{config.url}}/users…`.'],
  ],
  [
    'a host with a scheme before a setting',
    (s) => (s.hosts[0] = 'https://{{config.url}}'),
    ['spec.hosts[0]: `https://{{config.url}}` is no host. Write `{{config.url}}` alone.'],
  ],
  [
    'a host without braces',
    (s) => (s.hosts[0] = 'config.url'),
    ['spec.hosts[0]: `config.url` is text here. Write `{{config.url}}`.'],
  ],
  [
    'keys without braces',
    (s) => (s.methods[1].signIn[0].request.form = { user: 'secret.username', pass: 'secret.password' }),
    [
      'spec.methods[1].signIn[0].request.form.user: `secret.username` is text here. Write `{{secret.username}}`.',
      'spec.methods[1].signIn[0].request.form.pass: `secret.password` is text here. Write `{{secret.password}}`.',
    ],
  ],
  [
    'HTTP Basic that is not encoded',
    (s) =>
      (s.methods[1].signIn[0].request.headers = { Authorization: 'Basic {{secret.username}}:{{secret.password}}' }),
    [
      'spec.methods[1].signIn[0].request.headers.Authorization: HTTP Basic is base64. Write `credential: { basic: … }`, which the steps of test show.',
    ],
  ],
  [
    'a credential that is not made yet',
    (s) => (s.methods[1].signIn[0].authenticate = true),
    [
      'spec.methods[1].signIn[0].authenticate: signIn makes the credential, so none of its steps can show it. Ask in test, or write the secret into the request.',
    ],
  ],
  [
    'an id that everybody has',
    (s) => (s.test[0].facts.account.id = 'string(status)'),
    [
      'spec.test[0].facts.account.id: with method `bearer` the platform never confirms it. Read it from the response, or add `anonymous`.',
    ],
  ],
  [
    'a step without the name that others read',
    (s) => delete s.methods[1].signIn[0].name,
    ['spec.methods[1].signIn[0]: a step with `set` needs a `name`.'],
  ],
  [
    'an example that breaks its schema',
    (s) => (s.config.properties.region.examples = ['asia']),
    ['spec.config.properties.region.examples[0]: the example breaks its own schema: it must be one of `eu`, `us`.'],
  ],
  [
    'a number in a Secret',
    (s) => (s.methods[0].secret.properties.apiKey.type = 'integer'),
    [
      'spec.methods[0].secret.properties.apiKey.type: values of a Secret are always text. Write `type: string`, with a `pattern` if need be.',
    ],
  ],
  [
    'a list of properties',
    (s) => (s.methods[0].secret.properties = ['apiKey']),
    ['spec.methods[0].secret.properties: this must be an object.'],
  ],
  [
    'a type in place of a schema',
    (s) => (s.methods[0].secret.properties.apiKey = 'string'),
    ['spec.methods[0].secret.properties.apiKey: this must be a schema, such as `{ type: string }`.'],
  ],
])('%s is refused', (_mistake, change, expected) => {
  expect(messages(change)).toEqual(expected);
});

/** One mistake is said once: what stands under a wrong name is not missing as well. */
it.each<[string, Change, string[]]>([
  [
    'a slip in a required field',
    (s) => ((s.test[0].requests = s.test[0].request), delete s.test[0].request),
    ['spec.test[0].requests: unknown field. Did you mean `request`?'],
  ],
  [
    'a field a level too high',
    (s) => ((s.test[0].url = '{{base}}'), delete s.test[0].request),
    ['spec.test[0].url: unknown field. It belongs in `request`.'],
  ],
  [
    'another word for a required field',
    (s) => ((s.test[0].request.path = '/me'), delete s.test[0].request.url),
    ['spec.test[0].request.path: the path is part of `url`.'],
  ],
  [
    'another word, beside something that is missing',
    (s) => ((s.test[0].request.body = {}), delete s.test[0].request.url),
    [
      'spec.test[0].request.body: a body is `json`, `form`, `xml`, `file` or `multipart`.',
      'spec.test[0].request: `url` is missing.',
    ],
  ],
  [
    'a sign-in by another name',
    (s) => ((s.methods[1].login = s.methods[1].signIn), delete s.methods[1].signIn),
    ['spec.methods[1].login: how to sign in is `signIn`, and what each request shows is `credential`.'],
  ],
  [
    'a condition of a step by another name',
    (s) => (s.access[0].if = 'has(requires.path)'),
    ['spec.access[0].if: the condition of a step is `when`.'],
  ],
  [
    'an outcome by another name',
    (s) => (s.test[0].replies[0].outcome = 'invalid_credentials'),
    ['spec.test[0].replies[0].outcome: `invalid_credentials` is no reason. Did you mean `CredentialsRejected`?'],
  ],
  [
    'a template that YAML takes for an object',
    (s) => (s.hosts = { '{ config.url }': null }),
    ["spec.hosts: must be a list. Write it in quotes: `'{{config.url}}'`."],
  ],
  ['a budget of nothing', (s) => (s.budget = { callsPerDay: 0 }), ['spec.budget.callsPerDay: must be at least 1.']],
])('%s is one problem', (_mistake, change, expected) => {
  expect(messages(change)).toEqual(expected);
});
