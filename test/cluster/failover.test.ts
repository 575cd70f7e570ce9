import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startOperatorProcess, type OperatorProcess } from '../../dev/operator-process.ts';
import { joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { scriptedPlatform, startScriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { beforeTests } from '../support/cluster/suite.ts';

/** Two real processes, of which one tests. */
const cluster = beforeTests(joinCluster);
const platform = beforeTests(startScriptedPlatform);
const signal = AbortSignal.timeout(600_000);
const replicas: OperatorProcess[] = [];
const printed: string[] = [];
let dir: string;
let starts = 0;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'failover-'));
  await cluster.platform('scripted', scriptedPlatform);
  await startReplica();
  await said(last(), 'Started');
});

afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await platform.stop();
  await rm(dir, { recursive: true });
  process.stdout.write(`\nFailover until the first test: ${printed.join(', ')}\n`);
});

function last(): OperatorProcess {
  return replicas.at(-1)!;
}

async function startReplica(): Promise<void> {
  const logPath = join(dir, `${(starts += 1)}.log`);
  const elect = ['--leader-elect', '--leader-elect-resource-namespace', cluster.namespace];
  const args = ['--namespaces', cluster.namespace, '--no-publish-platforms', ...elect];
  const kubeconfigPath = process.env['TEST_KUBECONFIG'] ?? '';
  replicas.push(await startOperatorProcess({ kubeconfigPath, logPath, args }));
}

async function said({ logPath }: OperatorProcess, message: string): Promise<void> {
  while (!(await readFile(logPath, 'utf8')).includes(`"message":"${message}"`)) {
    signal.throwIfAborted();
    await cluster.events();
  }
}

async function connect(name: string): Promise<void> {
  await cluster.secret(name, { username: name, password: platform.password });
  await cluster.connection(name, { secretRef: { name }, config: { url: platform.url } });
}

/** How long it takes until the next replica leads; a Connection that is made in the moment of `end` has its verdict by it. */
async function failover(name: string, end: () => Promise<void>): Promise<number> {
  await startReplica();
  await said(last(), 'Standing by');
  const from = performance.now();
  await end();
  await connect(name);
  await cluster.until(name, (c) => verdictOf(c) === 'True/Verified', 120_000);
  const tookMs = performance.now() - from;
  const heldMs = (await timeOf(last(), 'Holding the lease')) - (performance.timeOrigin + from);
  printed.push(`${name} ${(tookMs / 1000).toFixed(1)} s (holding the Lease after ${(heldMs / 1000).toFixed(2)} s)`);
  return heldMs;
}

/** When it said so, in milliseconds since 1970. */
async function timeOf({ logPath }: OperatorProcess, message: string): Promise<number> {
  const line = (await readFile(logPath, 'utf8')).split('\n').find((one) => one.includes(`"message":"${message}"`));
  return Date.parse((JSON.parse(line ?? '{}') as { time?: string }).time ?? '');
}

const holder = () => replicas.at(-2)!;

it('leaves everything to the holder of the Lease while it is there', async () => {
  await startReplica();
  await said(last(), 'Standing by');
  await connect('two');

  await cluster.until('two', (c) => verdictOf(c) === 'True/Verified');

  expect(platform.seen('two')).toBe(1);
  expect(await readFile(last().logPath, 'utf8')).not.toContain('Connection changed');
  await replicas.pop()!.stop();
});

it('goes on soon after the holder was stopped, and tests nothing again', async () => {
  const seen = platform.seen('two');

  const heldMs = await failover('stopped', async () => {
    process.kill(holder().pid, 'SIGTERM');
    await said(holder(), 'Stopping');
  });

  // Not given up, the Lease would have been there for 15 s.
  expect(heldMs).toBeLessThan(14_000);
  expect(platform.seen('stopped')).toBe(1);
  expect(platform.seen('two')).toBe(seen);
}, 180_000);

it('goes on once the Lease of a killed holder has expired', async () => {
  const heldMs = await failover('killed', async () => void process.kill(holder().pid, 'SIGKILL'));

  expect(heldMs).toBeGreaterThan(10_000);
  expect(heldMs).toBeLessThan(60_000);
  expect(platform.seen('killed')).toBe(1);
}, 180_000);

it('does no harm where two believe that they lead: the one that slept writes nothing, and ends', async () => {
  const sleeper = last();
  const gate = platform.hold('asleep');
  await connect('asleep');
  while (gate.waiting() === 0) await cluster.get('asleep');
  await startReplica();
  await said(last(), 'Standing by');
  process.kill(sleeper.pid, 'SIGSTOP');
  await said(last(), 'Started');
  await cluster.secret('asleep', { username: 'asleep', password: 'wrong' });

  gate.release();
  const before = await cluster.until('asleep', (c) => verdictOf(c) === 'False/CredentialsRejected', 60_000);
  process.kill(sleeper.pid, 'SIGCONT');
  await said(sleeper, 'Lost the lease');

  while (isThere(sleeper.pid)) await cluster.get('asleep');
  const after = await cluster.get('asleep');
  expect(after.status).toEqual(before.status);
  // The right one, by the sleeper and again by its successor, and the wrong one once.
  expect(platform.passwords('asleep').filter((password) => password === 'wrong')).toHaveLength(1);
}, 180_000);

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
