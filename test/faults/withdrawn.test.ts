import { expect, it } from '@jest/globals';
import { minute } from '../support/faults/day.ts';
import { right } from '../support/faults/server.ts';
import { connectedWorld } from '../support/faults/world.ts';

/** Verdicts that were withdrawn and prove true: each is given back, and never an older one in its place. */

it('one on a Secret that was read before the watch told of it', async () => {
  const world = await connectedWorld();
  Object.assign(world.cluster, { latencyMs: 500, lagMs: 200, repeatsEvents: true });
  world.cluster.remove('Secret', 's');
  world.cut();
  world.secret('s', undefined);
  await world.advance(minute);
  world.relist();
  await world.advance(minute);

  expect(world.said('c')).toBe('Failed SecretKeyMissing');
});

it('one that says that the platform did not answer, where labels changed while the Secret was read slowly', async () => {
  const world = await connectedWorld();
  world.server.mode = '503';
  world.secret('s', 'wrong');
  await world.advance(5000);
  const said = world.said('c');
  expect(said).toMatch(/^Retrying/);
  world.cluster.latencyMs = 2000;
  world.touch('Secret', 's');
  await world.advance(7000);

  expect(world.said('c')).toBe(said);
});

it('a Secret of which the watch does not know yet is tested when that is due, and its key does not turn without end', async () => {
  const world = await connectedWorld('5m');
  world.cluster.remove('Secret', 's');
  world.cut();
  world.secret('s', right);
  await world.advance(1000);
  const { length } = world.server.signIns;
  const before = world.cluster.points;
  const isOver = await Promise.race([world.advance(10 * minute).then(() => true), turns(1000)]);

  expect(isOver).toBe(true);
  expect(world.server.signIns.length).toBeGreaterThan(length);
  expect(world.said('c')).toBe('Connected');

  async function turns(most: number): Promise<boolean> {
    while (world.cluster.points - before < most) await new Promise((resolve) => setImmediate(resolve));
    world.replica.kill();
    return false;
  }
});
