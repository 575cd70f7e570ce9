import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { Connection } from '../../src/api/resources.ts';
import { verdictOf } from '../support/cluster/cluster.ts';
import { JumpingClock } from '../support/cluster/jumping-clock.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';
import { until } from '../support/until.ts';

const count = 200;
const clock = new JumpingClock();
const { cluster, platform, operator } = scriptedSuite({ clock });

it(`writes nothing and sends no event while ${count} connections are tested again and again for two minutes`, async () => {
  const names = Array.from({ length: count }, (_, index) => `c${index}`);
  await cluster.secret('shared', { username: 'shared', password: platform.password });
  for (const name of names)
    await cluster.connection(name, {
      secretRef: { name: 'shared' },
      config: { url: platform.url },
      test: { interval: '10s' },
    });
  const settled = await untilAll((connection) => verdictOf(connection) === 'True/Verified');
  const writesBefore = await writes();

  let rounds = platform.seen('shared');
  for (let elapsedMs = 0; elapsedMs < 120_000; elapsedMs += 11_000) {
    clock.jump(11_000);
    rounds += count;
    await until(() => platform.seen('shared') >= rounds);
  }

  const after = await list();
  expect(after.map(({ metadata }) => metadata.resourceVersion)).toEqual(
    settled.map(({ metadata }) => metadata.resourceVersion),
  );
  expect(await cluster.events()).toEqual([]);
  expect((await writes()) - writesBefore).toBe(0);
  process.stderr.write(`${platform.seen('shared')} tests of ${count} connections in 2 minutes: 0 writes, 0 events\n`);
}, 300_000);

async function list(): Promise<Connection[]> {
  const path = `/apis/connection-operator.dev/v1alpha1/namespaces/${cluster.namespace}/connections`;
  const { items } = await cluster.client.list<Connection>(path, { signal: AbortSignal.timeout(10_000) });
  return items.toSorted((a, b) => a.metadata.name.localeCompare(b.metadata.name));
}

async function untilAll(wanted: (connection: Connection) => boolean): Promise<Connection[]> {
  for (const end = performance.now() + 60_000; ; await delay(50)) {
    const all = await list();
    if (all.length === count && all.every(wanted)) return all;
    if (performance.now() > end) throw new Error('not all as wanted after 60 s');
  }
}

/** Requests of the operator that write, by its own metrics. */
async function writes(): Promise<number> {
  const lines = (await operator.metrics())
    .split('\n')
    .filter((line) =>
      /^connection_operator_api_requests_total\{.*(PATCH|POST|PUT|DELETE).*(connections|events)/.test(line),
    );
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
