import { expect, it } from '@jest/globals';
import type { Connection } from '../../src/api/resources.ts';
import { Edits } from '../../src/edits.ts';

const key = 'ns/c';

function setUp() {
  const told: [string, number][] = [];
  const now = {
    ms: 0,
    edited: undefined as 'secret' | 'spec' | undefined,
    connection: { spec: {} } as Connection | undefined,
  };
  const edits = new Edits({
    clock: { now: () => now.ms },
    cache: { connection: () => now.connection },
    connections: { voidBy: () => now.edited },
    onVerdict: (edited, ms) => told.push([edited, ms]),
  });
  return { edits, now, told };
}

it('tells how long an edit waited for its verdict, once', () => {
  const { edits, now, told } = setUp();
  edits.noticed(key, now.edited);
  edits.worked(key);
  now.edited = 'secret';
  edits.noticed(key, now.edited);
  now.ms = 20;
  edits.noticed(key, now.edited);
  edits.worked(key);
  expect(told).toEqual([]);

  now.edited = undefined;
  now.ms = 30;
  edits.worked(key);
  edits.worked(key);

  expect(told).toEqual([['secret', 30]]);
});

it.each([
  ['is gone', undefined],
  ['is suspended', { spec: { suspend: true } } as Connection],
])('tells nothing where the Connection %s', (_case, connection) => {
  const { edits, now, told } = setUp();
  now.edited = 'spec';
  edits.noticed(key, now.edited);
  now.edited = undefined;
  now.connection = connection;
  edits.noticed(key, now.edited);
  edits.worked(key);

  expect(told).toEqual([]);
});
