import { expect, it } from '@jest/globals';
import { keySecret } from '../support/faults/cluster.ts';
import { hour } from '../support/faults/day.ts';
import { Replica } from '../support/faults/replica.ts';
import { right, Server, type Mode } from '../support/faults/server.ts';
import { World } from '../support/faults/world.ts';

/** Two releases whose ways to a platform differ, and whose verdicts do so with them: each takes the other for a forger. */
it.each<[there: Mode, password: string]>([
  ['503', 'wrong'],
  ['503', right],
  ['a page', right],
  ['silent', right],
])('two that do not agree write no storm, and test no more often for it: %s, %s', async (there, password) => {
  const world = new World();
  const other = new Server(world.cluster);
  other.mode = there;
  world.cluster.lagMs = 1000;
  world.secret('s', password);
  world.connect('c', { test: { interval: '1h' } });
  const signIns = () => world.server.signIns.length + other.signIns.length;

  const running = [world.server, other].map((server, index) => {
    world.cluster.keys = keySecret(Buffer.alloc(32, index + 1).toString('base64'));
    return new Replica(world.cluster, server);
  });
  await world.advance(hour);
  const [writes, tests] = [world.cluster.writes, signIns()];
  await world.advance(23 * hour);

  for (const replica of running) replica.kill();
  expect(writes).toBeLessThan(40);
  expect(tests).toBeLessThan(6);
  // Each of them tests once in an hour, writes that, and writes it again every ten minutes at most.
  expect((world.cluster.writes - writes) / 23).toBeLessThan(16);
  expect((signIns() - tests) / 23).toBeLessThan(2.1);
});
