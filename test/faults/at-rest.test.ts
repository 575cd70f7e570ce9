import { afterAll, expect, it } from '@jest/globals';
import { keySecret } from '../support/faults/cluster.ts';
import { minute } from '../support/faults/day.ts';
import { Replica } from '../support/faults/replica.ts';
import { right } from '../support/faults/server.ts';
import { World } from '../support/faults/world.ts';

/** `FAULTS=full` has ten thousand. */
const connections = process.env['FAULTS'] === 'full' ? 10_000 : 1000;
const table: string[] = [];

afterAll(() => {
  const head = ['| Connections that do not change | tests in 10 min | writes |', '| --- | --- | --- |'];
  process.stdout.write([...head, ...table, ''].join('\n'));
});

/** @param releases - each with a key of its own, over the same namespaces */
function started(releases: number): World {
  const world = new World();
  const { cluster, server } = world;
  cluster.latencyMs = server.latencyMs = cluster.lagMs = 0;
  for (let n = 0; n < connections; n += 1) {
    world.secret(`s-${n}`, right);
    world.connect(`c-${n}`, { secretRef: { name: `s-${n}` }, test: { interval: '5m' } });
  }
  for (let n = 0; n < releases; n += 1) {
    cluster.keys = keySecret(Buffer.alloc(32, String(n)).toString('base64'));
    world.replica = new Replica(cluster, server);
  }
  return world;
}

it.each([
  ['one release', 1],
  ['two releases', 2],
])(
  'of %s: no write in ten minutes of tests every five',
  async (name, releases) => {
    const world = started(releases);
    const { cluster, server } = world;
    await world.advance(minute);
    for (let n = 0; n < 100 && server.signIns.length < connections; n += 1) await world.advance(1000);
    expect(server.signIns.length).toBeGreaterThanOrEqual(connections);
    // Of two, the one that was later writes what it found once more.
    if (releases > 1) await world.advance(15 * minute);

    const before = { writes: cluster.writes, tests: server.signIns.length };
    await world.advance(10 * minute);

    const [tests, writes] = [server.signIns.length - before.tests, cluster.writes - before.writes];
    table.push(`| ${connections} of ${name} | ${tests} | ${writes} |`);
    expect(tests).toBeGreaterThan(releases * connections);
    expect(writes).toBe(0);
    expect(world.said(`c-${connections - 1}`)).toBe('Connected');
  },
  1_800_000,
);
