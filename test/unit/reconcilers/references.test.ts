import { expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import { References } from '../../../src/reconcilers/references.ts';

function connection(spec: Partial<Connection['spec']>): Connection {
  return {
    metadata: { name: 'c', namespace: 'ns', uid: 'u', resourceVersion: '1' },
    spec: { platform: 'box', ...spec },
  };
}

it('knows who uses Secret, proxy, CA and Platform, and forgets who no longer does', () => {
  const references = new References();
  const full = connection({ secretRef: { name: 's' }, proxyRef: { name: 'p' }, tls: { caRef: { name: 'ca' } } });

  expect(references.update('ns/c', full)).toEqual(['box']);
  expect([...references.usersOf('Secret', 'ns/s')]).toEqual(['ns/c']);
  expect([...references.usersOf('Secret', 'ns/p')]).toEqual(['ns/c']);
  expect([...references.usersOf('ConfigMap', 'ns/ca')]).toEqual(['ns/c']);
  expect([...references.usersOf('Secret', 'other/s')]).toEqual([]);
  expect(references.countOf('Platform', 'box')).toBe(1);

  expect(references.update('ns/c', connection({ secretRef: { name: 't' } }))).toEqual([]);
  expect([...references.usersOf('Secret', 'ns/s')]).toEqual([]);
  expect([...references.usersOf('Secret', 'ns/t')]).toEqual(['ns/c']);

  expect(references.update('ns/c', undefined)).toEqual(['box']);
  expect(references.countOf('Platform', 'box')).toBe(0);
});
