import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { DriverContext } from '../../../../src/connectors/context.ts';
import { Marks } from '../../../../src/connectors/stages.ts';
import { egressPolicy } from '../../../../src/connectors/transport/egress.ts';
import type { Resolve } from '../../../../src/connectors/transport/resolve.ts';
import { send } from '../../../../src/connectors/transport/send.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A proxy that says yes to everything, and what it was asked for. */
async function startProxy(): Promise<{ address: string; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end('by proxy');
  });
  server.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 502 No\r\n\r\n');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { address: `http://proxy.corp:${port}`, seen };
}

/** The proxy is in the cluster's own range of this machine; nothing else on it is allowed. */
const egress = egressPolicy({ allow: ['127.0.0.1'], cluster: ['10.96.0.0/12'] });

function resolving(names: Record<string, string[]>): Resolve {
  return async (host, port) => {
    const found = host === 'proxy.corp' ? ['127.0.0.1'] : names[host];
    if (!found) throw Object.assign(new Error('x'), { code: 'ENOTFOUND' });
    return found.map((address) => ({ address, port }));
  };
}

async function ask(url: string, resolve: Resolve, headers: Record<string, string> = {}) {
  const proxy = await startProxy();
  const target = new URL(url);
  const context: DriverContext = {
    signal: AbortSignal.timeout(10_000),
    timeoutMs: 10_000,
    now: () => 0,
    resolve,
    egress,
    proxy,
    progress: new Marks(),
  };
  const reply = await send({ method: 'GET', url: target, headers }, { context, hosts: [target.hostname] });
  return { reply, seen: proxy.seen };
}

describe('a destination behind a proxy', () => {
  it.each([
    'https://169.254.169.254/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0xa9fea9fe/',
    'http://2852039166/',
    'http://169.254.43518/',
    'http://0251.0376.0251.0376./',
    'http://１６９.254.169.254/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[fd20:ce::254]/',
    'https://10.96.0.1/',
    'http://[::1]/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://metadata.google.internal./',
    'http://inside.example/',
    'https://inside.example/',
    'http://both.example/',
  ])('%s is refused, and the proxy is not asked', async (url) => {
    const names = { 'inside.example': ['10.96.0.1'], 'both.example': ['93.184.216.34', '169.254.169.254'] };

    const { reply, seen } = await ask(url, resolving(names));

    expect(reply).toMatchObject({ reason: 'EgressDenied' });
    expect(seen).toEqual([]);
  });

  it.each([
    ['http://93.184.216.34/x', ['GET http://93.184.216.34/x']],
    ['http://outside.example/x', ['GET http://outside.example/x']],
    ['http://known-to-the-proxy.corp/x', ['GET http://known-to-the-proxy.corp/x']],
    ['https://known-to-the-proxy.corp/x', ['CONNECT known-to-the-proxy.corp:443']],
  ])('%s passes', async (url, wanted) => {
    const { seen } = await ask(url, resolving({ 'outside.example': ['93.184.216.34'] }));

    expect(seen).toEqual(wanted);
  });

  it('passes after a second where the name is not resolved by then', async () => {
    const silent: Resolve = (host, port) =>
      host === 'proxy.corp' ? resolving({})(host, port) : new Promise<never>(() => {});

    const { seen } = await ask('http://dead.example/', silent);

    expect(seen).toEqual(['GET http://dead.example/']);
  });

  it('is the one that was judged, whatever a header says', async () => {
    const { seen } = await ask('http://outside.example/', resolving({}), { Host: '169.254.169.254' });

    expect(seen).toEqual(['GET http://outside.example/']);
  });
});
