import { expect, it } from '@jest/globals';
import type { PlatformObject } from '../../../src/api/resources.ts';
import { PlatformCatalogue } from '../../../src/reconcilers/platforms.ts';
import { References } from '../../../src/reconcilers/references.ts';
import { scriptedPlatform } from '../../support/cluster/scripted-platform.ts';
import { client, clock } from '../../support/fake-api-client.ts';
import { FakeLogger } from '../../support/fake-logger.ts';

let object: PlatformObject | undefined;
const catalogue = new PlatformCatalogue({
  client,
  clock,
  log: new FakeLogger(),
  references: new References(),
  knowsAll: true,
  isWriter: true,
  owner: undefined,
  instance: 'test',
  object: () => object,
  isKnown: () => true,
});

function platform(generation: number, more: Partial<PlatformObject> = {}): PlatformObject {
  const metadata = { name: 'own', uid: 'u', generation, resourceVersion: '1' };
  return { metadata, spec: scriptedPlatform, ...more };
}

it('a Platform is another one by its spec, not by the number of Connections in its status', () => {
  const steps: [PlatformObject | undefined, boolean][] = [
    [platform(1), true],
    [platform(1, { status: { connections: 1 } }), false],
    [platform(1, { status: { connections: 2000 } }), false],
    [platform(2), true],
    [undefined, true],
    [platform(3), true],
  ];

  const changed = steps.map(([next]) => {
    object = next;
    return catalogue.hasChanged('own');
  });

  expect(changed).toEqual(steps.map(([, wanted]) => wanted));
});

it('a built-in one stays what it is', () => {
  catalogue.hasChanged('box');

  expect(catalogue.hasChanged('box')).toBe(false);
});
