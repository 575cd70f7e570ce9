import { expect, it } from '@jest/globals';
import { minute } from '../support/faults/day.ts';
import { right } from '../support/faults/server.ts';
import { World } from '../support/faults/world.ts';

/** `FAULTS=full` has ten thousand. */
const connections = process.env['FAULTS'] === 'full' ? 10_000 : 1000;

it('many Connections that do not change: no write in ten minutes of tests every five', async () => {
  const world = new World();
  const { cluster, server } = world;
  cluster.latencyMs = server.latencyMs = cluster.lagMs = 0;
  for (let n = 0; n < connections; n += 1) {
    world.secret(`s-${n}`, right);
    world.connect(`c-${n}`, { secretRef: { name: `s-${n}` }, test: { interval: '5m' } });
  }
  world.start();
  await world.advance(minute);
  for (let n = 0; n < 100 && server.signIns.length < connections; n += 1) await world.advance(1000);
  expect(server.signIns.length).toBe(connections);

  const before = { writes: cluster.writes, tests: server.signIns.length };
  await world.advance(10 * minute);

  expect(server.signIns.length - before.tests).toBeGreaterThan(connections);
  expect(cluster.writes - before.writes).toBe(0);
  expect(world.said('c-999')).toBe('Connected');
}, 900_000);
