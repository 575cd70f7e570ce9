import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startOperatorProcess, type OperatorProcess } from '../../dev/operator-process.ts';
import { VerdictWatch } from '../../dev/verdict-watch.ts';
import { joinCluster, verdictOf, type Cluster } from '../support/cluster/cluster.ts';
import {
  scriptedPlatform,
  startScriptedPlatform,
  type ScriptedPlatform,
} from '../support/cluster/scripted-platform.ts';
import { startNeighbours, type Neighbours } from '../support/hostile-neighbours.ts';
import { until } from '../support/until.ts';

/*
 * From a victim's edit of a Secret to the verdict on it, as a watch sees it, without and with hostile neighbours. The operator
 * is a process of its own, as in a cluster. HOSTILE_CONNECTIONS=5000 for thousands of neighbours, and 200 edits.
 */

const hostile = Number(process.env['HOSTILE_CONNECTIONS'] ?? 600);
const edits = hostile >= 5000 ? 200 : 30;
/** Tests that hang at a time, at least. */
const hanging = Math.min(hostile * 0.7, 200);
/** A second by the design, on a machine that has nothing else to do; it is printed. */
const designMs = 1000;

const abort = new AbortController();
const { signal } = abort;
const verdicts = new VerdictWatch();
let victim: Cluster;
let neighbours: Neighbours;
let platform: ScriptedPlatform;
let operator: OperatorProcess;
let folder: string;

beforeAll(async () => {
  victim = await joinCluster();
  neighbours = await startNeighbours();
  platform = await startScriptedPlatform();
  await victim.platform('scripted', scriptedPlatform);
  await verdicts.open({ client: victim.client, signal });
  folder = await mkdtemp(join(tmpdir(), 'fairness-'));
  operator = await startOperatorProcess({
    kubeconfigPath: process.env['TEST_KUBECONFIG']!,
    logPath: join(folder, 'log'),
    args: ['--namespaces', [victim.namespace, ...neighbours.namespaces].join(',')],
    nodeArgs: neighbours.nodeArgs,
  });
  await operator.started(AbortSignal.timeout(60_000));
});

afterAll(async () => {
  abort.abort();
  await operator.stop();
  await neighbours.stop();
  await platform.stop();
  await rm(folder, { recursive: true });
});

it(`tests an edit within a second, beside ${hostile} connections that hang`, async () => {
  await victim.secret('s', { username: 'victim', password: platform.password });
  await victim.connection('c', { secretRef: { name: 's' }, config: { url: platform.url } });
  await victim.until('c', (c) => verdictOf(c) === 'True/Verified');
  const alone = await editsMs();

  await neighbours.create(hostile);
  await until(() => neighbours.hanging >= hanging && neighbours.deadNames > 0, 120_000);
  const among = await editsMs();

  process.stderr.write(
    `${edits} edits to verdict: alone ${told(alone)}, beside ${hostile} others, ${neighbours.hanging} of which hang and ` +
      `${neighbours.deadNames} have dead names, ${told(among)}; ${await usedBy(operator)}\n`,
  );
  expect(neighbours.hanging).toBeGreaterThanOrEqual(hanging);
  expect(percentile(among, 50)).toBeLessThan(designMs);
  // What shares this machine delays who is alone as well.
  expect(percentile(among, 99)).toBeLessThan(Math.max(designMs, 2 * percentile(alone, 100)));
}, 300_000);

/** From each of some edits of the Secret to the verdict on it, which is another one each time. */
async function editsMs(): Promise<number[]> {
  const times: number[] = [];
  const key = `${victim.namespace}/c`;
  for (let n = 0; n < edits; n += 1) {
    const good = n % 2 === 1;
    const turned = verdicts.turned({ key, good });
    const startedMs = performance.now();
    await victim.secret('s', { username: 'victim', password: good ? platform.password : `wrong-${n}` });
    times.push((await turned) - startedMs);
  }
  return times;
}

function percentile(times: number[], percent: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? NaN;
}

function told(times: number[]): string {
  const [p50, p99, longest] = [50, 99, 100].map((percent) => percentile(times, percent).toFixed(0));
  return `p50 ${p50} ms, p99 ${p99} ms, longest ${longest} ms`;
}

async function usedBy({ pid }: OperatorProcess): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return `memory of the operator ${/^VmRSS:\s*(.*)$/m.exec(status)?.[1] ?? 'unknown'}`;
}
