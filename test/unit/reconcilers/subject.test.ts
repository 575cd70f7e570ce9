import { expect, it } from '@jest/globals';
import type { Subject } from '../../../src/reconcilers/result.ts';
import { changeSince } from '../../../src/reconcilers/subject.ts';

const subject: Subject = {
  uid: 'u',
  generation: 1,
  secret: { uid: 's', resourceVersion: '100' },
  surroundings: 'built-in',
};

it.each<[string, Partial<Subject>, Partial<Subject>, string | undefined]>([
  ['nothing', {}, {}, undefined],
  ['another object of the name', {}, { uid: 'v' }, 'spec'],
  ['an edited spec', {}, { generation: 2 }, 'spec'],
  ['a newer Secret', {}, { secret: { uid: 's', resourceVersion: '101' } }, 'secret'],
  ['old news of the Secret that was read', {}, { secret: { uid: 's', resourceVersion: '99' } }, undefined],
  ['a Secret made again', {}, { secret: { uid: 't', resourceVersion: '1' } }, 'secret'],
  ['a Secret deleted', {}, { secret: undefined }, 'secret'],
  ['a Secret created', { secret: undefined }, {}, 'secret'],
  ['Secrets that are not watched', {}, { secret: 'unknown' }, undefined],
  ['an edited Platform', {}, { surroundings: 'own 2' }, 'surroundings'],
  ['surroundings that a restart forgot', { surroundings: undefined }, {}, undefined],
])('%s', (_name, before, after, wanted) => {
  expect(changeSince({ ...subject, ...before }, { ...subject, ...after })).toBe(wanted);
});
