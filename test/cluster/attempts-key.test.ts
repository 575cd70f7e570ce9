import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startOperatorProcess, type OperatorProcess } from '../../dev/operator-process.ts';
import { joinCluster, type Cluster } from '../support/cluster/cluster.ts';

/** A release whose Secret for counting sign-ins somebody has deleted. */
let cluster: Cluster;
let operator: OperatorProcess;
let folder: string;
let port: number;

beforeAll(async () => {
  cluster = await joinCluster();
  folder = await mkdtemp(join(tmpdir(), 'attempts-key-'));
  port = await freePort();
  const { namespace } = cluster;
  const own = ['--attempts-key-secret', 'counts', '--leader-elect-resource-namespace', namespace];
  operator = await startOperatorProcess({
    kubeconfigPath: process.env['TEST_KUBECONFIG'] ?? '',
    logPath: join(folder, 'operator.log'),
    args: ['--namespaces', namespace, '--health-port', String(port), '--no-publish-platforms', ...own],
  });
});

afterAll(async () => {
  await operator?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

it('is not ready and says why, tests nothing, and goes on once the Secret is there', async () => {
  await cluster.connection('files', { platform: 'sftp', secretRef: { name: 'files' } });

  expect(await readyOnce(503, 'secret counts')).toBe('[-] secret counts\nfailing\n');
  expect(await told()).toEqual([
    expect.objectContaining({ level: 'error', secret: `${cluster.namespace}/counts`, code: 404 }),
  ]);
  expect((await cluster.get('files')).status?.state).toBe('Pending');

  await cluster.secret('counts', {});
  await cluster.until('files', (connection) => connection.status?.state === 'Failed');
  await readyOnce(200, 'ok');
  expect(await told()).toHaveLength(1);
});

/** @returns what it says once it is of this status and has this part in it */
async function readyOnce(status: number, part: string): Promise<string> {
  for (const signal = AbortSignal.timeout(60_000); ; await delay(50, undefined, { signal })) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    const text = (await response?.text()) ?? '';
    if (response?.status === status && text.includes(part)) return text;
  }
}

async function told(): Promise<object[]> {
  const lines = (await readFile(operator.logPath, 'utf8')).split('\n').filter((line) => line.startsWith('{'));
  return lines
    .map((line) => JSON.parse(line) as { message: string })
    .filter(({ message }) => message.startsWith('Cannot read or fill the Secret'));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port: free } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return free;
}
