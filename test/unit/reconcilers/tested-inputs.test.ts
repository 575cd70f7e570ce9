import { expect, it } from '@jest/globals';
import type { TestedInputs } from '../../../src/reconcilers/result.ts';
import { changeSince } from '../../../src/reconcilers/tested-inputs.ts';

const inputs: TestedInputs = {
  uid: 'u',
  generation: 1,
  secret: { uid: 's', resourceVersion: '100' },
  dependencies: 'built-in',
};

it.each<[string, Partial<TestedInputs>, Partial<TestedInputs>, string | undefined]>([
  ['nothing', {}, {}, undefined],
  ['another object of the name', {}, { uid: 'v' }, 'spec'],
  ['an edited spec', {}, { generation: 2 }, 'spec'],
  ['a newer Secret', {}, { secret: { uid: 's', resourceVersion: '101' } }, 'secret'],
  ['old news of the Secret that was read', {}, { secret: { uid: 's', resourceVersion: '99' } }, undefined],
  ['a Secret of a store that was put back', {}, { secret: { uid: 's', resourceVersion: '99' }, rewinds: 1 }, 'secret'],
  ['the same one of it', {}, { rewinds: 1 }, undefined],
  ['a Secret made again', {}, { secret: { uid: 't', resourceVersion: '1' } }, 'secret'],
  ['a Secret deleted', {}, { secret: undefined }, 'secret'],
  ['a Secret created', { secret: undefined }, {}, 'secret'],
  ['Secrets that are not watched', {}, { secret: 'unknown' }, undefined],
  ['an edited Platform', {}, { dependencies: 'own 2' }, 'dependencies'],
  ['dependencies that a restart forgot', { dependencies: undefined }, {}, undefined],
])('%s', (_name, before, after, wanted) => {
  expect(changeSince({ ...inputs, ...before }, { ...inputs, ...after })).toBe(wanted);
});
