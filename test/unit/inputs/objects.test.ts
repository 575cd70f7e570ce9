import { describe, expect, it } from '@jest/globals';
import { manifestObjects, readObject, textIn } from '../../../src/inputs/objects.ts';

const objects = manifestObjects([
  { kind: 'Secret', metadata: { name: 's' }, data: { a: 'b2xk', b: 'Yg==' }, stringData: { a: 'new' } },
  { kind: 'ConfigMap', metadata: { name: 'ca' }, data: { 'ca.crt': 'PEM' } },
]);

describe('objects of manifests', () => {
  it('read as the API server would store them: stringData wins', async () => {
    const read = await readObject({ kind: 'Secret', name: 's', field: 'spec.secretRef' }, objects);

    if ('verdict' in read) throw new Error('it is there');
    expect(['a', 'b', 'c'].map((key) => textIn(read.object, key, 'Secret'))).toEqual(['new', 'b', undefined]);
  });

  it.each([
    ['Secret' as const, 'ca', 'SecretNotFound', 'ca (spec.x)'],
    ['ConfigMap' as const, 's', 'InvalidConfiguration', 'spec.x names ConfigMap s, which is not in this namespace'],
  ])('%s %s is not there', async (kind, name, reason, about) => {
    expect(await readObject({ kind, name, field: 'spec.x' }, objects)).toMatchObject({ verdict: { reason, about } });
  });
});

it.each(['constructor', 'toString', '__proto__'])('an object has no key %s that nobody gave it', (key) => {
  const object = { metadata: { uid: 'u', resourceVersion: '1' }, data: { a: 'b' } };

  expect(textIn(object, key, 'ConfigMap')).toBeUndefined();
});
