import { describe, expect, it } from '@jest/globals';

import { Lanes } from '../../../src/runtime/lanes.ts';

function taken(lanes: Lanes): string[] {
  const keys: string[] = [];
  for (let next = lanes.shift(); next !== undefined; next = lanes.shift()) keys.push(next.key);
  return keys;
}

describe('Lanes', () => {
  it('takes edits first, each lane in its order', () => {
    const lanes = new Lanes();
    lanes.push('p1', 'periodic');
    lanes.push('p2', 'periodic');
    lanes.push('e1', 'edit');
    lanes.push('e2', 'edit');

    expect(taken(lanes)).toEqual(['e1', 'e2', 'p1', 'p2']);
  });

  it('gives every fifth turn to periodic work', () => {
    const lanes = new Lanes();
    for (let n = 1; n <= 9; n++) lanes.push(`e${n}`, 'edit');
    lanes.push('p1', 'periodic');
    lanes.push('p2', 'periodic');

    expect(taken(lanes)).toEqual(['e1', 'e2', 'e3', 'e4', 'p1', 'e5', 'e6', 'e7', 'e8', 'p2', 'e9']);
  });

  it.each([
    { to: 'the same lane', first: 'edit', second: 'edit', order: ['x', 'y'], isNew: false },
    { to: 'a better lane', first: 'periodic', second: 'edit', order: ['x', 'y'], isNew: true },
    { to: 'a worse lane', first: 'edit', second: 'periodic', order: ['x', 'y'], isNew: false },
  ] as const)('holds a key once that is pushed again to $to', ({ first, second, order, isNew }) => {
    const lanes = new Lanes();
    lanes.push('x', first);
    lanes.push('y', 'periodic');

    const pushed = lanes.push('x', second);

    expect([pushed, lanes.size]).toEqual([isNew, 2]);
    expect(taken(lanes)).toEqual(order);
    expect(lanes.size).toBe(0);
  });

  it('lets tenants take turns, and the groups of each', () => {
    const lanes = new Lanes();
    for (const key of ['a-x1', 'a-x2', 'a-x3', 'a-y1', 'b-x1', 'b-x2']) {
      lanes.push(key, 'edit', { tenant: key[0]!, groups: [key[2]!] });
    }

    expect(taken(lanes)).toEqual(['a-x1', 'b-x1', 'a-y1', 'b-x2', 'a-x2', 'a-x3']);
  });

  it('passes over tenants and groups that may not be taken, without losing their turn', () => {
    const lanes = new Lanes();
    for (const key of ['a-x1', 'a-y1', 'b-x1', 'c-y1']) lanes.push(key, 'edit', { tenant: key[0]!, groups: [key[2]!] });
    const may = { tenant: (tenant: string) => tenant !== 'b', group: (group: string) => group === 'y' };

    const some = [lanes.shift(may), lanes.shift(may), lanes.shift(may)].map((next) => next?.key);

    expect(some).toEqual(['a-y1', 'c-y1', undefined]);
    expect(taken(lanes)).toEqual(['b-x1', 'a-x1']);
  });

  it('asks once about a group that must wait, however many are in it', () => {
    const lanes = new Lanes();
    for (let n = 0; n < 1000; n++) lanes.push(`k${n}`, 'edit', { groups: ['full', `k${n}`] });
    lanes.push('other', 'edit', { groups: ['free', ''] });
    const asked: string[] = [];

    const next = lanes.shift({ tenant: () => true, group: (group) => asked.push(group) > 0 && group !== 'full' });

    expect(next?.key).toBe('other');
    expect(asked).toEqual(['full', 'free', '']);
  });

  it('moves a key to another group, where it may not have to wait', () => {
    const lanes = new Lanes();
    lanes.push('k', 'edit', { groups: ['full'] });
    lanes.push('k', 'periodic', { groups: [''] });

    const next = lanes.shift({ tenant: () => true, group: (group) => group === '' });

    expect(next).toMatchObject({ key: 'k', lane: 'edit' });
    expect([lanes.size, lanes.shift()]).toEqual([0, undefined]);
  });

  it('holds nothing after clear, also when keys come again', () => {
    const lanes = new Lanes();
    lanes.push('x', 'edit');
    lanes.clear();

    lanes.push('y', 'edit');

    expect(taken(lanes)).toEqual(['y']);
  });

  it('takes 100,000 keys in far less than quadratic time', () => {
    const lanes = new Lanes();
    const startedMs = performance.now();

    for (let n = 0; n < 100_000; n++) lanes.push(`k${n}`, 'periodic');

    expect(taken(lanes)).toHaveLength(100_000);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});
