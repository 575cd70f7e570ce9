/** A file, and what is said of each of its lines that the API server would refuse; `atServer` where that or kubectl does otherwise. */
type Row = [what: string, text: string, said: (string | RegExp)[], atServer?: 'accepted' | 'refused'];

const secret = `apiVersion: v1
kind: Secret
metadata: { name: s }
stringData: { username: ann, password: q8Zr5tYw2LmX }
`;
const connection = `apiVersion: connection-operator.dev/v1alpha1
kind: Connection
metadata: { name: a }
spec: { platform: webdav, secretRef: { name: s }, config: { url: 'https://dav.example.com' } }
`;
const both = `${secret}---\n${connection}`;

/** A Secret whose value of `username` is in base64. */
function inData(value: string): string {
  return both.replace(/stringData: .*/, `data:\n  password: YQ==\n  username: ${value}`);
}

export const refusedManifests: readonly Row[] = [
  ['nothing', both, []],
  [
    'a value that is not base64',
    both.replace('stringData', 'data'),
    [/^4: Secret s: data\.username is not base64: write the value as it is under stringData/],
  ],
  [
    'a number as a value',
    both.replace('ann', '12345'),
    ['4: Secret s: stringData.username is a number: write it in quotes'],
  ],
  [
    'another version',
    both.replace('v1alpha1', 'v1'),
    [/^6: Connection a: apiVersion is .*\/v1, which there is not: write /],
  ],
  ['no version, which is that of these files', both.replace(/apiVersion: conn.*\n/, ''), [], 'refused'],
  [
    'a name in capitals',
    both.replace('name: a ', 'name: My_Box '),
    [/^8: Connection My_Box: metadata\.name is no name/],
  ],
  ['no name', both.replace('{ name: a }', '{}'), [/^8: Connection: metadata\.name is missing/]],
  ['no spec', both.replace(/spec: .*\n/, ''), [/^6: Connection a: spec is missing/]],
  ['no platform', both.replace('platform: webdav, ', ''), ['9: Connection a: spec.platform is missing']],
  [
    'a field that there is not',
    both.replace('platform:', 'platfrom:'),
    [/spec\.platform is missing/, /spec\.platfrom is not a field \(did you mean platform\?\)/],
  ],
  [
    'text for a map',
    both.replace('{ name: s }, c', 's, c'),
    ['9: Connection a: spec.secretRef is not a map of fields'],
  ],
  [
    'text for a list',
    both.replace('config:', 'requires: { access: Read }, config:'),
    ['9: Connection a: spec.requires.access is not a list'],
  ],
  [
    'none of the words',
    both.replace('config:', 'requires: { access: [read] }, config:'),
    [/spec\.requires\.access\.0 is none of Read, /],
  ],
  [
    'a duration',
    both.replace('config:', 'test: { interval: 5 minutes }, config:'),
    [/spec\.test\.interval does not have the right form: write it as 30s/],
  ],
  [
    'a number out of range',
    both.replace('config:', 'test: { failureThreshold: 0 }, config:'),
    [/spec\.test\.failureThreshold is not between 1 and /],
  ],
  [
    'a rule of the CRD',
    both.replace('config:', 'test: { interval: 1s }, config:'),
    ['9: Connection a: spec.test.interval: interval must be 0s, or between 10s and 720h'],
  ],
  [
    'fields that exclude each other',
    both.replace('config:', 'serviceAccountName: x, config:'),
    [/^9: Connection a: spec: secretRef and serviceAccountName exclude/],
  ],
  ['a Connection twice', `${both}---\n${connection}`, [/^13: Connection a: it is in 6 too/], 'accepted'],
  [
    'an item of a List',
    `apiVersion: v1\nkind: List\nitems:\n- ${connection.replace('webdav', '5').replaceAll('\n', '\n  ').trimEnd()}\n`,
    ['7: Connection a: spec.platform is not text: write it in quotes'],
  ],
  [
    'a Connection of another group',
    `${both}---\napiVersion: airbyte.example/v1\nkind: Connection\nmetadata: { name: b }\nspec: { source: c }\n`,
    [],
    // There is no such kind on that API server.
    'refused',
  ],
  [
    'the same in two namespaces',
    `${both}---\n${connection.replace('name: a ', 'name: a, namespace: b ')}`,
    [],
    'refused',
  ],
  ['base64 in several lines', inData('|\n    YW5u\n    ZQ==\n'), []],
  ['base64 in lines of Windows', inData('"YW5u\\r\\nZQ=="'), []],
  ['base64 with spaces', inData('"YW5u ZQ=="'), [/^6: Secret s: data\.username is not base64/]],
  ['base64 without its end', inData('YW5uZQ'), [/^6: Secret s: data\.username is not base64/]],
  ['base64 for addresses', inData('"_-8="'), [/^6: Secret s: data\.username is not base64/]],
  ['base64 with bits left over', inData('YW5='), []],
  ['a value of base64 that is empty', inData('""'), []],
  ['a value of base64 that is null', inData('null'), []],
  ['no value', both.replace('ann', 'null'), []],
  ['a list as a value', both.replace('ann', '[ann]'), ['4: Secret s: stringData.username is no text']],
  [
    'true as a value',
    both.replace('ann', 'true'),
    ['4: Secret s: stringData.username is a boolean: write it in quotes'],
  ],
  ['yes as a value', both.replace('ann', 'yes'), [/username is a boolean: write it in quotes/]],
  ['on as a value', both.replace('ann', 'on'), [/username is a boolean: write it in quotes/]],
  ['1_000 as a value', both.replace('ann', '1_000'), [/username is a number: write it in quotes/]],
  ['0o17 as a value', both.replace('ann', '0o17'), [/username is a number: write it in quotes/]],
  ['1:30 as a value', both.replace('ann', '"1:30"'), []],
  ['a date as a value', both.replace('ann', '2026-01-01'), []],
  ['a key with a space', both.replace('username:', '"user name":'), [/user name/]],
  ['a key with a slash', both.replace('username:', 'a/b:'), [/a.b/]],
  ['data that is null', both.replace(/stringData.*/, 'data: null'), []],
  ['data that is a list', both.replace(/stringData.*/, 'data: [a]'), [/data/]],
  ['an optional field that is null', both.replace('config:', 'requires: null, config:'), []],
  ['an optional field of a field that is null', both.replace('config:', 'test: { interval: null }, config:'), []],
  ['a required field that is null', both.replace('webdav', 'null'), [/spec\.platform is missing/]],
  ['settings that are null', both.replace(/config: .* }/, 'config: null }'), []],
  ['a setting that is null', both.replace("'https://dav.example.com'", 'null'), []],
  ['an item that is null', both.replace('config:', 'requires: { access: [null] }, config:'), [/access/]],
  ['no items', both.replace('config:', 'requires: { access: [] }, config:'), []],
  ['the same word twice', both.replace('config:', 'requires: { access: [Read, Read] }, config:'), [/access/]],
  ['a field of metadata that there is not', both.replace('name: a ', 'name: a, nmae: b '), [/nmae/]],
  ['a label with a space', both.replace('name: a ', 'name: a, labels: { a: "b c" } '), [/labels/]],
  ['a label that is a number', both.replace('name: a ', 'name: a, labels: { a: 5 } '), [/labels/]],
  ['an annotation that is true', both.replace('name: a ', 'name: a, annotations: { a: true } '), [/annotations/]],
  [
    'a number with a fraction',
    both.replace('config:', 'test: { failureThreshold: 1.5 }, config:'),
    [/failureThreshold/],
  ],
  ['a whole number written with one', both.replace('config:', 'test: { failureThreshold: 2.0 }, config:'), []],
  ['a duration in capitals', both.replace('config:', 'test: { interval: 5M }, config:'), [/interval/]],
  ['a duration of two parts', both.replace('config:', 'test: { interval: 1h30m }, config:'), []],
  ['the name of a Secret in capitals', both.replace('{ name: s }, c', '{ name: S }, c'), [/secretRef/]],
  ['a status, which is left out', `${both}status: {}\n`, []],
  ['y as a value', both.replace('ann', 'y'), [/username is a boolean: write it in quotes/]],
  ['an anchor', both.replace('ann', '&a ann').replace('q8Zr5tYw2LmX', '*a'), []],
  [
    'a merge',
    both
      .replace('{ username: ann, password: q8Zr5tYw2LmX }', '&a { username: ann }')
      .replace('metadata: { name: a }', 'metadata: { <<: { name: a } }'),
    [],
  ],
  ['0x1F as a value', both.replace('ann', '0x1F'), [/username is a number: write it in quotes/]],
  ['~ as a value', both.replace('ann', '~'), []],
  ['1e3 as a value', both.replace('ann', '1e3'), [/username is a number: write it in quotes/]],
  ['.inf as a value', both.replace('ann', '.inf'), [/username is a number: write it in quotes/]],
  ['0b1 as a value', both.replace('ann', '0b1'), [/username is a number: write it in quotes/]],
  ['1:30 as it is', both.replace('ann', '1:30'), []],
  ['spec that is null', both.replace(/spec: .*/, 'spec: null'), [/spec is missing/]],
  [
    'immutable that is text',
    both.replace('metadata: { name: s }', 'metadata: { name: s }\nimmutable: nope'),
    [/immutable/],
  ],
  ['a version of another Secret', both.replace('apiVersion: v1\nkind: Secret', 'apiVersion: v2\nkind: Secret'), [/v2/]],
  [
    'basic-auth without its keys',
    both.replace('kind: Secret', 'kind: Secret\ntype: kubernetes.io/basic-auth').replace(/stringData.*/, ''),
    [/username/],
  ],
  ['a field beside spec', `${both}spce: {}\n`, [/spce/]],
  [
    'a Secret of a type without its keys',
    both.replace('kind: Secret', 'kind: Secret\ntype: kubernetes.io/tls'),
    [/has to have the key tls\.crt/, /has to have the key tls\.key/],
  ],
  ['a Secret of a field that there is not', both.replace('stringData', 'stringdata'), [/stringdata/]],
];
