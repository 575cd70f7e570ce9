import { expect, it } from '@jest/globals';
import { namespacesOf, ownerOf } from '../../../src/runtime/shards.ts';

const teams = Array.from({ length: 3000 }, (_, index) => `team-${index}`);

/** How many namespaces each of so many shards has. */
function partsOf(shards: number): number[] {
  const counts = Array.from({ length: shards }, () => 0);
  for (const team of teams) counts[ownerOf(team, shards)]! += 1;
  return counts;
}

it.each([2, 3, 4, 7])('namespaces with names much alike are shared evenly among %i', (shards) => {
  for (const part of partsOf(shards)) {
    expect(part).toBeGreaterThan((0.85 * teams.length) / shards);
    expect(part).toBeLessThan((1.15 * teams.length) / shards);
  }
});

it('each namespace has one shard', () => {
  const shards = [0, 1, 2].map((index) => namespacesOf({ index, of: 3 }));

  for (const team of teams) expect(shards.filter((isOwn) => isOwn(team) && isOwn(team))).toHaveLength(1);
});

it('with one shard more, namespaces move to that one only', () => {
  const moved = teams.filter((team) => ownerOf(team, 2) !== ownerOf(team, 3));

  expect(new Set(moved.map((team) => ownerOf(team, 3)))).toEqual(new Set([2]));
  expect(moved.length).toBeLessThan(0.4 * teams.length);
});

it('one shard has all', () => {
  expect(teams.filter(namespacesOf({ index: 0, of: 1 }))).toHaveLength(teams.length);
});

it('processes of different versions agree on where a namespace belongs', () => {
  expect(['default', 'team-a', 'team-b', 'kube-system'].map((name) => ownerOf(name, 4))).toEqual([1, 1, 1, 3]);
});
