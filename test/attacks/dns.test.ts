import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HostResolver } from '../../src/connectors/index.ts';
import {
  scriptedPlatform,
  startScriptedPlatform,
  type ScriptedPlatform,
} from '../support/cluster/scripted-platform.ts';
import { startFakeDns, type FakeDns } from '../support/fake-dns.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';

/** A Pod's: each name is looked for in the domains first. */
const resolvConf = 'search a.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n';
const victims = 10;

let folder: string;
let dns: FakeDns;
let platform: ScriptedPlatform;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attack-'));
  await writeFile(join(folder, 'resolv.conf'), resolvConf);
  platform = await startScriptedPlatform();
  dns = await startFakeDns((name, type) => {
    if (name.startsWith('dead')) return 'silent';
    if (!/^good-\d+\.example$/.test(name)) return 'no such name';
    return type === 'A' ? { addresses: ['127.0.0.1'] } : 'no data';
  });
});
afterAll(async () => {
  await platform.stop();
  await dns.stop();
  await rm(folder, { recursive: true });
});

/** As the operator has it: one for all namespaces, with the limits that it has by default. */
const newResolver = () => new HostResolver({ servers: [dns.address], resolvConf: join(folder, 'resolv.conf') });

/** A test of a Connection of the namespace, with a time limit of five minutes. */
function testOf(
  host: string,
  namespace: string,
  { resolver, signal }: { resolver: HostResolver; signal: AbortSignal },
) {
  const { port } = new URL(platform.url);
  return planAndTest(
    {
      platform: { name: 'scripted', spec: scriptedPlatform },
      config: { url: `http://${host}:${port}` },
      secret: { username: namespace, password: platform.password },
    },
    testContext({ resolve: resolver.for(namespace), timeoutMs: 300_000, signal }),
  );
}

it.each([
  ['12 of one namespace', 12, 1],
  ['1000 of one namespace', 1000, 1],
  ['1000 of 50 namespaces', 1000, 50],
])('names that are never answered, %s, do not delay others', async (_case, count, namespaces) => {
  dns.seen.length = 0;
  const resolver = newResolver();
  const abort = new AbortController();
  const running = { resolver, signal: abort.signal };
  const hostile = Array.from({ length: count }, (_, n) =>
    testOf(`dead-${n}.example`, `hostile-${n % namespaces}`, running).catch(() => 'given up'),
  );
  const isWaiting = () => dns.seen.some((query) => query.startsWith('dead-'));
  while (!isWaiting()) await new Promise(setImmediate);

  const times: number[] = [];
  for (let n = 0; n < victims; n += 1) {
    const startedMs = performance.now();
    expect(await testOf(`good-${n}.example`, 'victim', running)).toMatchObject({ outcome: 'connected' });
    times.push(performance.now() - startedMs);
  }

  abort.abort();
  expect(new Set(await Promise.all(hostile))).toEqual(new Set(['given up']));
  const [median, longest] = [times.toSorted((a, b) => a - b)[victims / 2]!, Math.max(...times)];
  console.info(`beside ${count} dead names: median ${median.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`);
  // A dead name holds its place for six seconds. On a busy machine a query may be lost, and is sent again after one.
  expect(longest).toBeLessThan(5000);
  expect(median).toBeLessThan(2500);
});
