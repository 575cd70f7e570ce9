import { expect, it } from '@jest/globals';
import { validatePlatform } from '../../../../src/connectors/language/validate.ts';
import { changed } from './good-platform.ts';

type Change = Parameters<typeof changed>[0];

/** Slips of people who know other languages: the message says what to write. */
it.each<[string, Change, string[]]>([
  [
    'text without quotes',
    (s) => (s.test[0].replies[0].when = 'json.error == revoked'),
    ['spec.test[0].replies[0].when: unknown name `revoked` (column 15). Put text in quotes: `"revoked"`.'],
  ],
  [
    'a header with `-` after a dot',
    (s) => (s.test[0].replies[0].when = 'headers.retry-after == "1"'),
    [
      'spec.test[0].replies[0].when: unknown name `after` (column 15). Write a field with `-` in its name in brackets: `x["a-b"]`.',
    ],
  ],
  [
    'a choice by `||`',
    (s) => (s.test[0].facts.account.id = 'json.id || json.bot_id'),
    ['spec.test[0].facts.account.id: `||` gives true or false, and not a text. Write `orElse(a, b)`.'],
  ],
  [
    'a comparison in place of what is compared',
    (s) => (s.test[0].expect[0].is = 'json.teams.exists(t, t.id == config.teamId)'),
    [
      'spec.test[0].expect[0].is: `exists` gives true or false, which is never the value of `teamId`. Give what the response says. Of a list, such as `json.teams.map(t, t.id)`, one item is enough.',
    ],
  ],
  [
    'an expression in braces',
    (s) => (s.test[0].facts.identified = '{{json.ok}}'),
    [
      "spec.test[0].facts.identified: found } but expecting ':' (column 10). Write the name without `{{` and `}}`: it is an expression.",
    ],
  ],
  [
    '`and` for `&&`',
    (s) => (s.test[0].replies[0].when = 'status == 1 and json.ok'),
    ['spec.test[0].replies[0].when: found a but expecting end of input (column 13). Write `&&`.'],
  ],
  [
    'an outcome in other words',
    (s) => (s.test[0].replies[0].outcome = 'MissingScope'),
    ['spec.test[0].replies[0].outcome: `MissingScope` is no reason. Did you mean `ScopeMissing`?'],
  ],
  [
    'an outcome of the status',
    (s) => (s.test[0].replies[0].outcome = 'Connected'),
    ['spec.test[0].replies[0].outcome: `Connected` is no reason. Did you mean `Passed`?'],
  ],
  [
    'a result that is not named',
    (s) => (s.methods[2].credential.bearer = '{{token}}'),
    [
      'spec.methods[2].credential.bearer: name a result: step `token` sets `access`, `refresh`, `scope`, `claims` (column 3).',
    ],
  ],
  [
    'a name of another style',
    (s) => (s.methods[0].credential.bearer = '{{secret.api_key}}'),
    ['spec.methods[0].credential.bearer: no key `api_key` in methods[0].secret (column 3). Did you mean `apiKey`?'],
  ],
  [
    'a number as header',
    (s) => (s.test[0].request.headers.Depth = 0),
    ['spec.test[0].request.headers.Depth: must be text: write it in quotes.'],
  ],
  [
    'a field of another place',
    (s) => (s.test[0].replies[0].retryAt = 'now'),
    [
      'spec.test[0].replies[0].retryAt: unknown field. There are `table`, `when`, `outcome`, `causes`, `fix`, `retryAfter`, `compareClocks`, `use`, `then`.',
    ],
  ],
  [
    'one pair of braces',
    (s) => (s.access[0].request.url = '{config.url}/x'),
    ['spec.access[0].request.url: `{config.url}` is no variable. Write `{{config.url}}`.'],
  ],
  [
    'a variable of a shell',
    (s) => (s.methods[0].credential.bearer = '${secret.apiKey}'),
    ['spec.methods[0].credential.bearer: `${secret.apiKey}` is no variable. Write `{{secret.apiKey}}`.'],
  ],
  [
    'a setting without `config`',
    (s) => (s.hosts[0] = '{{url}}'),
    ['spec.hosts[0]: unknown name `url` (column 3). Write `config.url`.'],
  ],
  [
    'a key without `secret`',
    (s) => (s.methods[0].credential.bearer = '{{apiKey}}'),
    ['spec.methods[0].credential.bearer: unknown name `apiKey` (column 3). Write `secret.apiKey`.'],
  ],
  [
    'a path from the root',
    (s) => (s.access[0].when = 'spec.config.region == "eu"'),
    ['spec.access[0].when: unknown name `spec` (column 1). Write `config.region`.'],
  ],
  [
    'the scheme of a token',
    (s) => (s.methods[0].credential.bearer = 'Bearer {{secret.apiKey}}'),
    ['spec.methods[0].credential.bearer: the word `Bearer` is added to it. Write the token alone.'],
  ],
  [
    'a field of the response',
    (s) => (s.test[0].facts.account.id = 'data.id'),
    [
      'spec.test[0].facts.account.id: no earlier step is named `data` (column 1). A field of the response is `json.data`.',
    ],
  ],
  [
    'a response as an object',
    (s) => (s.test[0].facts.account.id = 'response.body.id'),
    ['spec.test[0].facts.account.id: unknown name `response` (column 1). Write `json` alone.'],
  ],
  [
    'a body',
    (s) => (s.test[0].facts.account.id = 'body.id'),
    ['spec.test[0].facts.account.id: unknown name `body` (column 1). Write `json`, or `text` if it is no JSON.'],
  ],
  [
    'a JSON path',
    (s) => (s.test[0].facts.account.id = '$.id'),
    [
      'spec.test[0].facts.account.id: found $ where a value is expected (column 1). A field of the response is `json.field`.',
    ],
  ],
  [
    'all items of a JSON path',
    (s) => (s.test[0].facts.account.id = 'json.ids[*]'),
    [
      'spec.test[0].facts.account.id: found [ but expecting end of input (column 9). Of all items: `json.items.map(i, i.id)`.',
    ],
  ],
  [
    'a status as text',
    (s) => (s.test[0].replies[0].when = 'status in [401, "403"]'),
    [
      'spec.test[0].replies[0].when: `status` is a number, and `"403"` is text (column 17). Write `403` without quotes.',
    ],
  ],
  [
    'a header as number',
    (s) => (s.test[0].replies[0].when = 'headers["x-code"] == 7'),
    ['spec.test[0].replies[0].when: one of `headers` is text, and `7` is a number (column 22). Write `"7"`.'],
  ],
  [
    'a class of statuses',
    (s) => (s.test[0].replies[0].when = 'status == 4xx'),
    [
      'spec.test[0].replies[0].when: found x but expecting end of input (column 12). Write `status >= 400 && status < 500`.',
    ],
  ],
  [
    'a list without brackets',
    (s) => (s.test[0].replies[0].when = 'status in 401, 403'),
    [
      'spec.test[0].replies[0].when: found , but expecting end of input (column 14). Put a list in brackets: `in [a, b]`.',
    ],
  ],
  [
    'a pattern as in Perl',
    (s) => (s.test[0].replies[0].when = 'text =~ "x"'),
    ['spec.test[0].replies[0].when: found = but expecting end of input (column 6). Write `x.matches("pattern")`.'],
  ],
  [
    'an arrow',
    (s) => (s.test[0].replies[0].when = 'status => 400'),
    ['spec.test[0].replies[0].when: found = but expecting end of input (column 8). Write `>=`.'],
  ],
  [
    'a function between',
    (s) => (s.test[0].replies[0].when = 'text contains "x"'),
    [
      'spec.test[0].replies[0].when: found c but expecting end of input (column 6). A function stands after a dot: `x.contains("y")`.',
    ],
  ],
  [
    'a function of another language',
    (s) => (s.test[0].replies[0].when = 'json.a.length() > 1'),
    ['spec.test[0].replies[0].when: no function `length` (column 8). Write `size(x)`.'],
  ],
  [
    'a word for true',
    (s) => (s.test[0].facts.identified = 'True'),
    ['spec.test[0].facts.identified: unknown name `True` (column 1). Write `true`.'],
  ],
  [
    'an item in place of a list',
    (s) => (s.test[0].replies = s.test[0].replies[0]),
    ['spec.test[0].replies: must be a list. Begin each item with `- `.'],
  ],
  [
    'a list in place of an object',
    (s) => (s.probe.read = [s.probe.read]),
    ['spec.probe.read: must be an object. Remove the `-` before it.'],
  ],
  [
    'text in place of an object',
    (s) => (s.test[0].facts.account = 'json.id'),
    ['spec.test[0].facts.account: must be an object. There are `id`, `name`, `email`, `tenant`.'],
  ],
  [
    'a variable without quotes',
    (s) => (s.methods[0].credential.bearer = { '{ secret.apiKey }': null }),
    ["spec.methods[0].credential.bearer: must be text. Write it in quotes: `'{{secret.apiKey}}'`."],
  ],
  [
    'a field that is too high',
    (s) => (s.test[0].account = { id: 'json.id' }),
    ['spec.test[0].account: unknown field. It belongs in `facts`.'],
  ],
  [
    'a field that is too low',
    (s) => (s.test[0].request.replies = []),
    ['spec.test[0].request.replies: unknown field. It belongs beside `request`.'],
  ],
  [
    'a row with `if`',
    (s) => (s.test[0].replies[0] = { if: 'true', outcome: 'Passed' }),
    ['spec.test[0].replies[0].if: the condition of a row is `when`.'],
  ],
  [
    'a row with a status',
    (s) => (s.test[0].replies[0] = { status: 401, outcome: 'Passed' }),
    ['spec.test[0].replies[0].status: the condition of a row is `when`, for example `when: status == 404`.'],
  ],
  [
    'a sign-in as credential',
    (s) => (s.methods[0].credential = { oauth2: {} }),
    [
      'spec.methods[0].credential.oauth2: `oauth2` belongs in signIn; its token is shown by `bearer: "{{token.access}}"`.',
    ],
  ],
  [
    'a setting that is required and is none',
    (s) => s.config.required.push('ulr'),
    ['spec.config.required: `ulr` is no property. Did you mean `url`?'],
  ],
  [
    'a pattern that is none',
    (s) => (s.config.properties.url.pattern = '^(https'),
    ['spec.config.properties.url.pattern: no pattern: Unterminated group.'],
  ],
  [
    'the usual name of another step',
    (s) => (s.methods[2].signIn[0].name = 'grant'),
    ['spec.methods[2].credential.bearer: no earlier step is named `token` (column 3). Step `grant` sets `access`.'],
  ],
  [
    'HTTP Basic by hand',
    (s) => (s.methods[0].credential = { headers: { Authorization: 'Basic {{secret.apiKey}}:' } }),
    [
      'spec.methods[0].credential.headers.Authorization: HTTP Basic is base64. Write `basic: { username: …, password: … }`.',
    ],
  ],
  [
    'an account that anybody could ask for',
    (s) => (s.test[0].authenticate = false),
    [
      'spec.test[0].facts.account.id: the request shows no credential, so its response proves nobody. Remove `authenticate: false`.',
    ],
  ],
  [
    'a template among the causes',
    (s) => (s.test[0].replies[0].causes = ['{{config.url}} is wrong']),
    [
      'spec.test[0].replies[0].causes[0]: a template cannot stand here. Name a setting as it is written: `spec.config.KEY`, in back quotes.',
    ],
  ],
  [
    'an index after a dot',
    (s) => (s.test[0].facts.account.id = 'json.ids.0.id'),
    [
      'spec.test[0].facts.account.id: found . but expecting end of input (column 9). An item of a list stands in brackets: `x[0]`.',
    ],
  ],
  [
    'a text without end',
    (s) => (s.test[0].replies[0].when = 'json.error == "a'),
    ['spec.test[0].replies[0].when: found = but expecting end of input (column 12). A text lacks its second quote.'],
  ],
  [
    'a bracket without end',
    (s) => (s.test[0].replies[0].when = 'text.contains("("'),
    ['spec.test[0].replies[0].when: found . but expecting end of input (column 5). `(` and `)` must come in pairs.'],
  ],
  [
    'quotes of a word processor',
    (s) => (s.test[0].replies[0].when = 'json.error == “a”'),
    ['spec.test[0].replies[0].when: found = but expecting end of input (column 12). Write straight quotes: `"`.'],
  ],
  [
    'a setting as condition',
    (s) => (s.test[0].when = 'config.teamId'),
    ['spec.test[0].when: this is text, and never true. Write `has(config.teamId)`.'],
  ],
  [
    '`required` in a property',
    (s) => (s.config.properties.teamId.required = true),
    ['spec.config.properties.teamId.required: this must be a list. Write `required: [teamId]` beside `properties`.'],
  ],
  [
    'a number as a default of text',
    (s) => (s.config.properties.teamId.default = 5),
    ['spec.config.properties.teamId.default: the default breaks its own schema: it must be text: write it in quotes.'],
  ],
  [
    'a key beside `properties`',
    (s) => (s.methods[0].secret = { apiKey: { type: 'string' } }),
    [
      'spec.methods[0].credential.bearer: no key `apiKey` in methods[0].secret (column 3).',
      'spec.methods[0].secret: `apiKey` is no keyword. Put it into `properties`.',
    ],
  ],
  [
    'a name of the language that an item of a list has',
    (s) => (s.test[0].facts.identified = 'json.codes.exists(status, status == "on")'),
    [],
  ],
])('%s', (_slip, change, expected) => {
  const problems = validatePlatform(changed(change), new Set(['http']));

  expect(problems.map(({ message }) => message)).toEqual(expected);
});
