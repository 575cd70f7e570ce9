import { describe, expect, it } from '@jest/globals';
import type { Connection } from '../../src/api/resources.ts';
import { minute } from '../support/faults/day.ts';
import { right } from '../support/faults/server.ts';
import { World } from '../support/faults/world.ts';

/** Verdicts while the API server is slow to tell what is there, or answers with errors. */
async function connected(spec: Partial<Connection['spec']> = {}) {
  const world = new World();
  const said: string[] = [];
  world.cluster.platforms.make('own');
  world.cluster.onStatus = ({ metadata }) => said.push(world.said(metadata.name));
  world.secret('s', right);
  world.connect('c', { test: { interval: '0s' }, ...spec });
  world.start();
  await world.advance(5000);
  expect(world.said('c')).toBe('Connected');
  said.length = 0;
  return { world, said };
}

describe('a list of Platforms that comes 12 s after the start', () => {
  /** An operator that takes over while the list is late. */
  async function restarted() {
    const set = await connected({ platform: 'own' });
    set.world.replica.kill();
    set.world.cluster.platforms.late(12_000);
    set.world.restart();
    return set;
  }

  it('changes no verdict, and has nothing asked for or sent', async () => {
    const { world, said } = await restarted();
    const { secretReads } = world.cluster;
    await world.advance(2 * minute);

    expect(said).toEqual([]);
    expect(world.said('c')).toBe('Connected');
    expect(world.cluster.secretReads).toBe(secretReads);
    expect(world.server.signIns).toHaveLength(1);
  });

  it('leaves a new Connection without a verdict until it is there', async () => {
    const { world, said } = await restarted();
    world.connect('new', { platform: 'own', test: { interval: '0s' } });
    await world.advance(11_000);
    expect(world.said('new')).not.toMatch(/^(Failed|Connected)/);

    await world.advance(2000);
    expect(world.said('new')).toBe('Connected');
    expect(said.join()).not.toMatch(/Failed|PlatformNotFound/);
  });

  it('keeps nobody from seeing an edit of the Secret once it is there', async () => {
    const { world, said } = await restarted();
    world.secret('s', 'wrong');
    await world.advance(11_000);
    expect(said.join()).not.toMatch(/Failed|PlatformNotFound/);

    await world.advance(2000);
    expect(world.said('c')).toBe('Failed CredentialsRejected');
  });
});

describe('a Secret that is read slowly, with interval 0s', () => {
  it.each([1, 3])('has its verdict given back where labels alone changed: %d times', async (times) => {
    const { world, said } = await connected();
    world.cluster.latencyMs = 5000;
    for (let n = 0; n < times; n += 1) {
      world.touch('Secret', 's');
      await world.advance(2000);
    }
    await world.advance(minute);

    expect(said[0]).toBe('Pending CredentialChanged');
    expect(world.said('c')).toBe('Connected');
    expect(world.server.signIns).toHaveLength(1);
  });

  it('has its verdict given back by the next process where the one that withdrew it was killed', async () => {
    const { world, said } = await connected();
    world.cluster.latencyMs = 5000;
    world.touch('Secret', 's');
    await world.advance(7000);
    expect(said).toEqual(['Pending CredentialChanged']);

    world.restart();
    await world.advance(minute);

    expect(world.said('c')).toBe('Connected');
  });
});

describe('a Secret whose reads are answered with errors while events keep coming', () => {
  /** Ten a second, for a minute. */
  async function events(world: World, happen: (n: number) => void): Promise<number> {
    const before = world.cluster.secretReads;
    for (let n = 0; n < 600; n += 1) {
      happen(n);
      await world.advance(100);
    }
    return world.cluster.secretReads - before;
  }

  it.each<[string, (world: World, n: number) => void]>([
    ['labels of the Secret', (world) => world.touch('Secret', 's')],
    ['labels of the Connection', (world) => world.touch('Connection', 'c')],
    [
      'both, and its list anew',
      (world) => (world.touch('Secret', 's'), world.touch('Connection', 'c'), world.relist()),
    ],
  ])('is read by the back-off: %s', async (_name, happen) => {
    const { world } = await connected();
    world.set('Secrets 500');
    world.secret('s', 'wrong');
    const reads = await events(world, () => happen(world, 0));

    expect(reads).toBeGreaterThan(3);
    expect(reads).toBeLessThan(20);
    world.set('up');
    await world.advance(2 * minute);
    expect(world.said('c')).toBe('Failed CredentialsRejected');
  });

  it('is read by a back-off of its own while the platform takes its time', async () => {
    const { world } = await connected();
    world.server.latencyMs = 2 * minute;
    world.secret('s', 'wrong');
    await world.advance(1000);
    world.set('Secrets 500');
    const reads = await events(world, () => world.touch('Secret', 's'));

    expect(reads).toBeLessThan(20);
    world.set('up');
    world.secret('s', right);
    await world.advance(2 * minute);
    expect(world.said('c')).toBe('Connected');
  });
});
