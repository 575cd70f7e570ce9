import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildOperator } from '../../dev/built-operator.ts';
import { startOperatorProcess } from '../../dev/operator-process.ts';
import { readOnlyRoot } from '../../dev/read-only-root.ts';
import { VerdictWatch } from '../../dev/verdict-watch.ts';
import { inParallel } from '../support/cluster/in-parallel.ts';
import { joinCluster } from '../support/cluster/cluster.ts';
import { scriptedPlatform, startScriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { beforeTests } from '../support/cluster/suite.ts';
import { until } from '../support/until.ts';

/** `STARTS=1000` makes as many Connections. */
const count = Number(process.env['STARTS'] ?? 300);
const starts = 5;
const cluster = beforeTests(joinCluster);
const platform = beforeTests(startScriptedPlatform);
const names = Array.from({ length: count }, (_, index) => `start-${index}`);
const under = readOnlyRoot();
const firstMs: number[] = [];
let dir: string;
let built: Awaited<ReturnType<typeof buildOperator>>;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'starts-'));
  built = await buildOperator(join(dir, 'app'));
  await cluster.platform('scripted', scriptedPlatform);
  await inParallel(names, async (name) => {
    await cluster.secret(name, { username: name, password: platform.password });
    await cluster.connection(name, { secretRef: { name }, config: { url: platform.url } });
  });
}, 300_000);

afterAll(async () => {
  await platform.stop();
  await chmod(join(dir, 'app'), 0o755);
  await rm(dir, { recursive: true });
  const seconds = firstMs.map((ms) => (ms / 1000).toFixed(2));
  const median = firstMs.toSorted((a, b) => a - b)[Math.floor(firstMs.length / 2)] ?? 0;
  process.stdout.write(
    `\nFirst verdict of ${count}, ${under ? 'on a read-only root' : 'not on a read-only root'}: ${seconds.join(', ')} s after the start, median ${(median / 1000).toFixed(2)} s\n`,
  );
});

it('gives every verdict after each cold start, with nowhere to write', async () => {
  for (let start = 0; start < starts; start++) {
    const ended = new AbortController();
    const verdicts = new VerdictWatch();
    await verdicts.open({ client: cluster.client, signal: ended.signal }, cluster.namespace);
    expect(verdicts.count).toBe(0);
    const logPath = join(dir, `operator-${start}.log`);
    const args = ['--namespaces', cluster.namespace, '--no-publish-platforms'];
    const kubeconfigPath = process.env['TEST_KUBECONFIG'] ?? '';
    const atMs = performance.now();

    const operator = await startOperatorProcess({ kubeconfigPath, logPath, args, under, ...built });
    await until(() => verdicts.count > 0, 60_000);
    firstMs.push(performance.now() - atMs);
    await until(() => verdicts.count === count, 120_000);

    await operator.stop();
    ended.abort();
    const entries = names.map((name) => ({ key: `${cluster.namespace}/${name}`, good: true }));
    expect(verdicts.right(entries)).toBe(count);
    expect(await readFile(logPath, 'utf8')).not.toMatch(/"level":"(warn|error)"/);
    await inParallel(names, (name) => cluster.patch('connections', `${name}/status`, { status: null }));
  }
}, 900_000);
