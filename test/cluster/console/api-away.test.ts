import { connect, createServer, type Server, type Socket } from 'node:net';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Feed } from '../../../src/console/contract.ts';
import { ConnectionFeed } from '../../../src/console/server/feed.ts';
import { KubeClient, loadKubeConfig, systemClock } from '../../../src/runtime/index.ts';
import { joinCluster, type Cluster } from '../../support/cluster/cluster.ts';
import { FakeLogger } from '../../support/fake-logger.ts';

let cluster: Cluster;
let feed: ConnectionFeed;
let server: Server;
const sockets = new Set<Socket>();
const abort = new AbortController();
const told: Feed[] = [];

/** The API server by a way that can be cut. */
beforeAll(async () => {
  cluster = await joinCluster();
  const text = await readFile(process.env['TEST_KUBECONFIG'] ?? '', 'utf8');
  const [, host = '', port = ''] = /server: https:\/\/([^:\s]+):(\d+)/.exec(text) ?? [];
  server = createServer((near) => {
    const far = connect({ host, port: Number(port) });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => [near, far].forEach((end) => end.destroy()));
    }
    near.pipe(far).pipe(near);
  });
  await listen(0);
  const { port: own } = server.address() as { port: number };
  const file = join(await mkdtemp(join(tmpdir(), 'console-')), 'kubeconfig');
  await writeFile(file, text.replace(`${host}:${port}`, `127.0.0.1:${own}`), { mode: 0o600 });
  process.env['KUBECONFIG'] = file;
  const client = new KubeClient(loadKubeConfig(), { clock: systemClock, userAgent: 'test' });
  feed = new ConnectionFeed({ client, clock: systemClock, log: new FakeLogger(), namespace: cluster.namespace });
  void feed.run(abort.signal);
  await feed.synced;
  feed.follow((message) => told.push(message));
}, 60_000);
afterAll(() => {
  abort.abort();
  for (const socket of sockets) socket.destroy();
  server?.close();
});

const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));

async function until(what: string, is: () => boolean): Promise<void> {
  for (const end = performance.now() + 40_000; !is();) {
    if (performance.now() > end) throw new Error(`not told within 40 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it('says that the API server is away, and goes on with what changed meanwhile once it is back', async () => {
  const { port } = server.address() as { port: number };
  server.close();
  for (const socket of sockets) socket.destroy();
  await until('away', () => told.some((one) => one.kind === 'api' && !one.reachable));

  await cluster.connection('meanwhile', { platform: 'webdav' });
  await listen(port);

  await until('back', () => told.findLast((one) => one.kind === 'api')?.reachable === true);
  const names = () => told.flatMap((one) => (one.kind === 'changed' ? one.rows.map(({ name }) => name) : []));
  await until('the new one', () => names().includes('meanwhile'));
  expect(names()).toEqual(['meanwhile']);
}, 90_000);
