import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { onLoopback, type Loopback } from '../../../dev/loopback.ts';
import type { Draft } from '../../../src/console/contract.ts';
import { joinCluster, type Cluster } from '../../support/cluster/cluster.ts';

const program = new URL('../../../src/cli/main.ts', import.meta.url).pathname;
const asked: string[] = [];
let cluster: Cluster;
let proxy: Loopback;
let page: ChildProcess | undefined;

beforeAll(async () => {
  cluster = await joinCluster();
  const server = createServer().on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  proxy = await onLoopback(server);
}, 60_000);
afterAll(async () => {
  page?.kill('SIGTERM');
  await proxy?.stop();
});

it('what the page tests goes through the proxy of HTTPS_PROXY', async () => {
  const address = await started();
  const { origin } = new URL(address);
  const entered = await fetch(address, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const draft: Draft = {
    platform: 'webdav',
    name: 'files',
    namespace: cluster.namespace,
    method: 'basic',
    config: { url: 'https://files.example/dav/' },
    secret: { username: 'ann', password: 'canary-password' },
  };

  const tested = await fetch(`${origin}/api/drafts/test`, {
    method: 'POST',
    headers: { cookie, origin, 'content-type': 'application/json' },
    body: JSON.stringify({ draft }),
  });

  expect([tested.status, await tested.text()]).toEqual([200, expect.stringContaining('"outcome":"inconclusive"')]);
  expect([...new Set(asked)]).toEqual(['files.example:443']);
}, 120_000);

/** @returns the address that it prints */
function started(): Promise<string> {
  const env = { ...process.env, KUBECONFIG: process.env['TEST_KUBECONFIG'], HTTPS_PROXY: proxy.url };
  const child = spawn(process.execPath, [program, 'console', '-n', cluster.namespace], { env });
  page = child;
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (text: Buffer) => {
      said += text.toString();
      const [address] = /http:\/\/127\.0\.0\.1\S+/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', () => reject(new Error(said)));
  });
}
