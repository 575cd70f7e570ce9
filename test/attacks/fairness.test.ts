import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { joinCluster, verdictOf, type Cluster } from '../support/cluster/cluster.ts';
import { InProcessOperator } from '../support/cluster/in-process-operator.ts';
import {
  scriptedPlatform,
  startScriptedPlatform,
  type ScriptedPlatform,
} from '../support/cluster/scripted-platform.ts';
import { startFloods, type Floods } from '../support/floods.ts';
import { until } from '../support/until.ts';

/** Connections of strangers, each to a server of its own that says nothing for five minutes; one in ten to one that floods. */
const hostile = Number(process.env['HOSTILE_CONNECTIONS'] ?? 600);
const namespaces = 50;
const edits = 20;
/** Tests that hang at a time, at least. */
const hanging = Math.min(hostile * 0.8, 250);

let victim: Cluster;
let strangers: Cluster[];
let platform: ScriptedPlatform;
let tarpit: Tarpit;
let floods: Floods;
let operator: InProcessOperator;

beforeAll(async () => {
  victim = await joinCluster();
  strangers = await Promise.all(Array.from({ length: namespaces }, joinCluster));
  platform = await startScriptedPlatform();
  tarpit = await startTarpit();
  floods = await startFloods();
  await victim.platform('scripted', scriptedPlatform);
  const names = [victim, ...strangers].map(({ namespace }) => namespace);
  operator = new InProcessOperator(victim, { flags: ['--namespaces', names.join(',')] });
  await operator.start();
}, 120_000);

afterAll(async () => {
  floods.stop();
  await tarpit.stop();
  await operator.stop();
  await platform.stop();
});

it(`tests an edit within a second, beside ${hostile} connections that hang`, async () => {
  await victim.secret('s', { username: 'victim', password: platform.password });
  await victim.connection('c', { secretRef: { name: 's' }, config: { url: platform.url } });
  await victim.until('c', (c) => verdictOf(c) === 'True/Verified');
  const alone = await editsMs();

  await Promise.all(strangers.map((stranger, index) => flood(stranger, index)));
  await until(() => tarpit.open >= hanging, 120_000);
  const among = await editsMs();

  process.stderr.write(
    `edit to verdict: alone ${told(alone)}, beside ${hostile} others, ${tarpit.open} of which hang, ${told(among)}\n`,
  );
  expect(tarpit.open).toBeGreaterThanOrEqual(hanging);
  // A second by the design; what shares this machine may need the rest.
  expect(percentile(among, 50)).toBeLessThan(1000);
  expect(percentile(among, 99)).toBeLessThan(3000);
}, 300_000);

async function flood(stranger: Cluster, index: number): Promise<void> {
  await stranger.secret('s', { username: 'u', password: 'p' });
  for (let n = index; n < hostile; n += namespaces) {
    const port = n % 10 === 9 ? floods.ports['100 Continue'] : undefined;
    const url = port
      ? `http://127.0.0.1:${port}`
      : `http://127.${1 + (n >> 15)}.${(n >> 7) & 255}.${1 + (n & 127)}:${tarpit.port}`;
    await stranger.connection(`c${n}`, { secretRef: { name: 's' }, config: { url }, test: { timeout: '5m' } });
  }
}

/** From each of some edits of the Secret to the verdict on it, which is another one each time. */
async function editsMs(): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < edits; n += 1) {
    const good = n % 2 === 1;
    const startedMs = performance.now();
    await victim.secret('s', { username: 'victim', password: good ? platform.password : `wrong-${n}` });
    await victim.until('c', (c) => verdictOf(c) === (good ? 'True/Verified' : 'False/CredentialsRejected'));
    times.push(performance.now() - startedMs);
  }
  return times;
}

function percentile(times: number[], percent: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}

function told(times: number[]): string {
  return `p50 ${percentile(times, 50).toFixed(0)} ms, p99 ${percentile(times, 99).toFixed(0)} ms`;
}

interface Tarpit {
  port: number;
  /** Connections that are open. */
  readonly open: number;
  stop(): Promise<void>;
}

/** Takes connections at every address of this machine, and says nothing. */
async function startTarpit(): Promise<Tarpit> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  return {
    port: (server.address() as { port: number }).port,
    get open() {
      return sockets.size;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
