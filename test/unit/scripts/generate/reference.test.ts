import { expect, it } from '@jest/globals';
import { kinds, schemaOf } from '../../../../scripts/generate/crd.ts';
import { defaultRules } from '../../../../scripts/generate/reference/default-rules.ts';
import { namesInScope, wordsOf } from '../../../../scripts/generate/reference/names-in-scope.ts';
import { defaultOf, rulesOf, typeOf, type SchemaNode } from '../../../../scripts/generate/reference/schema.ts';
import { fieldSyntax } from '../../../../scripts/generate/reference/syntax.ts';
import { grammarEntries } from '../../../../src/connectors/language/grammar.ts';

const root = (await schemaOf(kinds.find(({ kind }) => kind === 'Platform')!)) as SchemaNode;
const syntax = fieldSyntax(root.properties!['spec']!);

it.each([
  ['spec.hosts', 'template (host)', 'input'],
  ['spec.title', 'plain', ''],
  ['PlatformRow.when', 'expression', '[by phase](#names-in-scope)'],
  ['PlatformRow.table', 'name', ''],
  ['PlatformRequest.url', 'template (url)', '[by phase](#names-in-scope)'],
  ['PlatformCredential.basic.username', 'template (text)', 'input, secret, steps'],
  ['PlatformGrants.read', 'expression', '[by phase](#names-in-scope)'],
  ['PlatformAnonymous.refused', 'expression', 'input, response'],
  ['PlatformMethod.byNameOnly', '', ''],
])('knows the syntax of %s', (field, how, names) => {
  expect(syntax.get(field)).toEqual({ syntax: how, names });
});

it('has a row of names for every template and expression', () => {
  const matrix = namesInScope().join('\n');
  const fields = grammarEntries().filter(({ names }) => names !== '');
  const heads = fields.map(({ path }) => path.split(/[[.]/)[0]!);

  expect([...new Set(heads)].filter((head) => !matrix.includes(`| \`${head}`))).toEqual([]);
  expect(matrix).toContain(
    '| `test[]`: `request`, `replies[].then.request` | template | yes | yes | yes |  | yes |  |  |',
  );
  expect(wordsOf('ENR')).toBe('input, steps, response');
});

it.each([
  '| 401 | CredentialsRejected | UnexpectedReply | CredentialsRejected | PermissionDenied |',
  '| 403 | AccessRefused | PermissionDenied | PermissionDenied | PermissionDenied |',
  '| 2xx | passed | passed | passed | passed |',
  '| `invalid_grant` | AccessRefused |',
])('has the default rule %s', (row) => {
  expect(defaultRules().join('\n')).toContain(row);
});

it.each<[string, SchemaNode]>([
  ['list of string', { type: 'array', items: { type: 'string' } }],
  [
    'map of list of [Row](#row)',
    {
      type: 'object',
      additionalProperties: { type: 'array', items: { type: 'object', title: 'Row', properties: {} } },
    },
  ],
  ['`a` or `b`', { type: 'string', enum: ['a', 'b'] }],
  ['time', { type: 'string', format: 'date-time' }],
])('says type %s', (text, field) => {
  expect(typeOf(field, new Map())).toBe(text);
});

it('says defaults and rules', () => {
  expect(defaultOf({ default: { a: 1 } })).toBe('`{"a":1}`');
  expect(rulesOf({ minimum: 1, maximum: 5, maxLength: 9, maxItems: 3 })).toEqual([
    '1 to 5.',
    'At most 9 characters.',
    'At most 3 items.',
  ]);
});
