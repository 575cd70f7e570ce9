import { expect, it } from '@jest/globals';
import type { ConnectionStatus } from '../../../src/api/connection.gen.ts';
import { differsForReaders, mergePatchOf } from '../../../src/reconcilers/status-patch.ts';

it.each<[string, object | undefined, object, object | undefined]>([
  ['equal', { a: 1, b: { c: [1] } }, { b: { c: [1] }, a: 1 }, undefined],
  ['nothing before', undefined, { a: 1 }, { a: 1 }],
  ['a key taken away', { a: 1, b: 2 }, { a: 1 }, { b: null }],
  ['a key deep inside', { a: { b: 1, c: 2 } }, { a: { b: 3, c: 2 } }, { a: { b: 3 } }],
  ['a list is replaced', { a: [1, 2] }, { a: [1] }, { a: [1] }],
  ['undefined is absent', { a: 1 }, { a: 1, b: undefined }, undefined],
])('merge patch: %s', (_name, before, after, wanted) => {
  expect(mergePatchOf(before, after)).toEqual(wanted);
});

const test = {
  time: '2030-01-01T00:00:00Z',
  durationMs: 1,
  reason: 'Verified',
  generation: 1,
  secret: { uid: 'u', resourceVersion: '1' },
};
const condition = {
  type: 'Connected',
  status: 'True' as const,
  reason: 'Verified',
  message: 'm',
  lastTransitionTime: 't',
  observedGeneration: 1,
};

it.each([
  [
    'times',
    { lastTest: { ...test, time: 'later', durationMs: 2 }, nextTestTime: 'later', consecutiveFailures: 4 },
    false,
  ],
  [
    'order of keys',
    { conditions: [Object.fromEntries(Object.entries(condition).toReversed()) as typeof condition] },
    false,
  ],
  ['another secret', { lastTest: { ...test, secret: { uid: 'u', resourceVersion: '2' } } }, true],
  ['another reason', { conditions: [{ ...condition, reason: 'X' }] }, true],
  ['another account', { account: { id: '2' } }, true],
  ['more of an account', { account: { id: '1', name: 'n' } }, true],
  ['less of an account', { account: {} }, true],
  ['an account taken away', { account: undefined }, true],
  ['one condition fewer', { conditions: [] }, true],
  ['no conditions', { conditions: undefined }, true],
  ['what is undefined', { binding: undefined, account: { id: '1', name: undefined } }, false],
])('a reader acts on %s: %s', (_name, change, wanted) => {
  const before = { lastTest: test, conditions: [condition], account: { id: '1' } };

  expect(differsForReaders(before, { ...before, ...change } as ConnectionStatus)).toBe(wanted);
});
