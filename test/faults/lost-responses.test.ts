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

it('what was entered before it is sent is entered again, where nobody heard that it was written', async () => {
  const world = new World();
  world.secret('s', 'wrong');
  world.connect('c', { test: { interval: '0s' } });
  world.start();
  await world.advance(2 * minute);
  world.server.latencyMs = 20_000;
  world.secret('s', 'other');
  await world.advance(1000);
  expect(world.said('c')).toBe('Pending CredentialChanged');

  // What its predecessor has sent is not known to it, and it has nothing to write but what it is about to send.
  Object.assign(world.cluster, { api: 'status lost' });
  world.server.latencyMs = 50;
  world.restart();
  await world.advance(minute);
  const sent = () => world.server.signIns.filter(({ password }) => password === 'other').length;
  expect(sent()).toBe(1);

  world.set('up');
  await world.advance(5 * minute);

  expect(sent()).toBe(2);
  expect(world.said('c')).toBe('Failed CredentialsRejected');
});
