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
])('%s', (_slip, change, expected) => {
  const problems = validatePlatform(changed(change), new Set(['http']));

  expect(problems.map(({ message }) => message)).toEqual(expected);
});
