import { expect, it } from '@jest/globals';
import { minute } from '../support/faults/day.ts';
import { World } from '../support/faults/world.ts';

/** Statuses are written, and nobody hears of that: what the watch tells of them is the operator's own, and nothing new. */
it.each([0, 5, 200])(
  'writes whose responses are lost are tried again by the back-off: a watch %d ms late',
  async (lag) => {
    const world = new World();
    world.secret('s', 'wrong');
    world.connect('c', { test: { interval: '1h' } });
    world.start();
    await world.advance(2 * minute);
    world.cluster.remove('Secret', 's');
    await world.advance(2 * minute);
    expect(world.said('c')).toBe('Failed SecretNotFound');

    // Sent once and refused, so that it is sent again only after that was written.
    Object.assign(world.cluster, { api: 'status lost', lagMs: lag });
    const { writes, secretReads } = world.cluster;
    world.secret('s', 'wrong');
    await world.advance(10 * minute);
    expect(world.cluster.writes - writes).toBeLessThan(60);
    expect(world.cluster.secretReads - secretReads).toBeLessThan(60);

    world.set('up');
    await world.advance(2 * minute);
    expect(world.said('c')).toBe('Failed CredentialsRejected');
    expect(world.server.signIns.length).toBeLessThanOrEqual(2);
  },
);
