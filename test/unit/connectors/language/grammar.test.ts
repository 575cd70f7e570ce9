import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { grammarEntries } from '../../../../src/connectors/language/grammar.ts';
import { walk } from '../../../../src/connectors/language/walk.ts';
import { goodPlatform } from './good-platform.ts';

interface Schema {
  type?: string;
  enum?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema;
}

const file = new URL('../../../../crds/connection-operator.dev_platforms.yaml', import.meta.url);
const crd = parse(readFileSync(file, 'utf8')) as {
  spec: { versions: { schema: { openAPIV3Schema: { properties: { spec: Schema } } } }[] };
};

/** Every value of the CRD: its path, and what it is. */
function valuesOf({ type, enum: choices, properties, items, additionalProperties }: Schema, path: string): string[][] {
  if (properties)
    return Object.entries(properties).flatMap(([name, field]) =>
      valuesOf(field, path === '' ? name : `${path}.${name}`),
    );
  if (items) return valuesOf(items, `${path}[]`);
  if (additionalProperties) return valuesOf(additionalProperties, `${path}.*`);
  return [[path, choices ? 'choice' : (type ?? 'any')]];
}

const types: Readonly<Record<string, string>> = {
  plain: 'string',
  identifier: 'string',
  expression: 'string',
  template: 'string',
  choice: 'choice',
  flag: 'boolean',
  count: 'integer',
  schema: 'object',
  loose: 'object',
};

it('the grammar has every value of the CRD, and no other', () => {
  const { spec } = crd.spec.versions[0]!.schema.openAPIV3Schema.properties;
  const said = valuesOf(spec, '').map(([path, type]) => `${path} ${type}`);

  const known = grammarEntries().map(({ path, kind }) =>
    path.endsWith('.**') ? `${path.slice(0, -3)} object` : `${path} ${types[kind]}`,
  );

  expect(known.toSorted()).toEqual(said.toSorted());
});

it('names stand where the reference of the language says', () => {
  const names = Object.fromEntries(grammarEntries().map((entry) => [entry.path, entry.names]));

  expect(names).toMatchObject({
    'hosts[]': 'E',
    'defaults.headers.*': 'E',
    'methods[].serviceAccount.audience': 'E',
    'methods[].detect[].when': 'EN',
    'methods[].detect[].request.url': 'EN',
    'methods[].detect[].replies[].when': 'ENR',
    'methods[].signIn[].oauth2.clientSecret': 'ENS',
    'methods[].signIn[].oauth2.access': 'ENR',
    'methods[].credential.bearer': 'ENS',
    'test[].when': 'ENK',
    'test[].request.json.**': 'ENSK',
    'test[].facts.account.id': 'ENKR',
    'anonymous.refused': 'ER',
    'access[].request.url': 'ENSKA',
    'probe.when': 'E',
    'probe.create.request.file.text': 'ENKAB',
  });
});

it('a table comes once for each place that names it', () => {
  const found = [...walk(goodPlatform())].filter(({ path }) => path === 'spec.tables.common[0].when');

  expect(found.map(({ phase, method, names, usedBy }) => ({ phase, method, names, usedBy }))).toEqual([
    { phase: 'signIn', method: 1, names: 'ENR', usedBy: 'spec.methods[1].signIn[0].replies' },
    { phase: 'test', method: undefined, names: 'ENKR', usedBy: 'spec.test[0].replies' },
  ]);
});
