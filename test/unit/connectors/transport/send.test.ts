import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { egressPolicy, type TestContext } from '../../../../src/connectors/index.ts';
import type { HttpRequest } from '../../../../src/connectors/transport/messages.ts';
import { send } from '../../../../src/connectors/transport/send.ts';
import { pemFor, startFakeTls, type TlsFault } from '../../../support/fake-tls.ts';
import { onLoopback } from '../../../../dev/loopback.ts';
import { testContext } from '../../../support/test-context.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function listen(listener: RequestListener): Promise<{ server: Server; url: string; port: number }> {
  const server = createServer(listener);
  const { url, port, stop } = await onLoopback(server);
  closing.push(stop);
  return { server, url, port };
}

function get(url: string, { hosts, ...more }: Partial<TestContext & HttpRequest> & { hosts?: string[] } = {}) {
  const target = new URL(url);
  const request = {
    method: more.method ?? 'GET',
    url: target,
    headers: { authorization: 'Basic c2VjcmV0' },
    redirect: more.redirect,
  };
  return send(request, { context: testContext(more), hosts: hosts ?? [target.hostname] });
}

describe('TLS', () => {
  it.each<[TlsFault, string, string]>([
    ['unknown CA', 'CertificateUntrusted', ', its authority is not trusted here, or its chain is incomplete'],
    ['wrong name', 'CertificateUntrusted', ', it is issued for another name'],
    ['expired certificate', 'CertificateExpired', ''],
  ])('%s: %s, and nothing was sent', async (fault, reason, flaw) => {
    let requests = 0;
    const tls = await startFakeTls(() => (requests += 1), fault);
    closing.push(tls.stop);

    expect(await get('https://files.example.com/', tls.context)).toMatchObject({
      reason,
      about: `files.example.com${flaw}`,
    });
    expect(requests).toBe(0);
  });

  it.each([
    ['beyond ASCII', 'bücher.example', 'xn--bcher-kva.example'],
    ['of full width', 'ＤＡＶ.example.com', 'dav.example.com'],
    ['in capitals, with the dot of the root', 'DAV.example.com.', 'dav.example.com'],
  ])('expects a name %s as certificates have it', async (_kind, serverName, named) => {
    const tls = await startFakeTls((request, response) => response.end((request.socket as TLSSocket).servername));
    closing.push(tls.stop);

    const { text } = (await get('https://files.example.com/', { ...tls.context, serverName })) as { text: string };

    expect(text.toLowerCase()).toBe(named);
  });

  it.each([
    ['127.0.0.9', '127.0.0.9', 200],
    ['[fd00::9]', 'fd00::9', 200],
    ['１２７.0.0.9', '127.0.0.9', 200],
    ['127.0.0.8', '127.0.0.9', 'CertificateUntrusted'],
    ['127.0.0.9\0.example.com', '127.0.0.9', 'CertificateUntrusted'],
  ])('expects the address %j, and tells the server no name', async (serverName, address, wanted) => {
    const { key, cert, ca } = await pemFor(address);
    const server = createSecureServer({ key, cert }, ({ socket }, response) =>
      response.end(String((socket as TLSSocket).servername)),
    );
    const { host, port, stop } = await onLoopback(server);
    closing.push(stop);
    const resolve = async () => [{ address: host, port }];

    const found = await get('https://files.example.com/', { ca, resolve, serverName });

    expect('status' in found ? found.status : found.reason).toBe(wanted);
    if ('text' in found) expect(found.text).toBe('false');
  });

  it('trusts the given CA, for the given name', async () => {
    const tls = await startFakeTls((request, response) => response.end(request.headers.host));
    closing.push(tls.stop);

    expect(await get('https://files.example.com/', tls.context)).toMatchObject({
      status: 200,
      text: 'files.example.com',
    });
    expect(await get('https://files.example.com/', { ...tls.context, serverName: 'inner.example.com' })).toMatchObject({
      status: 200,
    });
    expect(await get('https://files.example.com/', { resolve: tls.context.resolve })).toMatchObject({
      reason: 'CertificateUntrusted',
    });
  });

  it('says that a plain server does not speak TLS, and the other way round', async () => {
    const { port } = await listen((_request, response) => response.end());
    const tls = await startFakeTls((_request, response) => response.end());
    closing.push(tls.stop);

    expect(await get(`https://127.0.0.1:${port}/`)).toMatchObject({
      reason: 'UnexpectedReply',
      about: `127.0.0.1:${port} does not speak TLS`,
    });
    expect(await get(`http://127.0.0.1:${tls.port}/`)).toMatchObject({ kind: 'failure' });
  });
});

describe('where it goes', () => {
  it('sends nothing to a host that is not of the platform', async () => {
    expect(await get('https://evil.example/', { hosts: ['slack.com'] })).toMatchObject({
      reason: 'EgressDenied',
      about: 'evil.example is not a host of this platform',
    });
  });

  it.each([
    'http://127.0.0.1:9/',
    'http://localhost:9/',
    'http://[::1]:9/',
    'http://[::ffff:127.0.0.1]:9/',
    'http://0x7f.1:9/',
    'http://2130706433:9/',
    'http://169.254.169.254/latest/meta-data/',
  ])('does not dial %s by default', async (url) => {
    expect(await get(url, { egress: egressPolicy() })).toMatchObject({ reason: 'EgressDenied' });
  });

  it('dials the address that was checked, whatever the name says by then', async () => {
    const { port } = await listen((_request, response) => response.end('here'));
    let lookups = 0;
    const resolve = () => Promise.resolve([{ address: (lookups += 1) === 1 ? '127.0.0.1' : '169.254.169.254', port }]);

    expect(await get(`http://rebinding.example:${port}/`, { resolve })).toMatchObject({ text: 'here' });
    expect(lookups).toBe(1);
  });

  it.each([
    // What is asked without TLS the network itself may have answered.
    ['to another host', 'http://evil.example/', 'UnexpectedReply'],
    ['to a sign-in page', '/login?next=/', 'InteractionRequired'],
    ['to a sign-in page elsewhere', 'https://login.example/authorize', 'InteractionRequired'],
    ['in a circle', '/', 'UnexpectedReply'],
  ])('a redirect %s is %s', async (_name, location, reason) => {
    const seen: string[] = [];
    const { url } = await listen((request, response) => {
      seen.push(request.headers.host ?? '');
      response.writeHead(302, { location }).end();
    });

    expect(await get(`${url}/`, { hosts: ['127.0.0.1', 'evil.example'] })).toMatchObject({ reason });
    expect(new Set(seen).size).toBe(1);
  });

  it('follows a redirect within the origin, but not one of a POST', async () => {
    const { url } = await listen((request, response) =>
      request.url === '/a/' ? response.end('there') : response.writeHead(301, { location: '/a/' }).end(),
    );

    expect(await get(`${url}/a`)).toMatchObject({ status: 200, text: 'there' });
    expect(await get(`${url}/a`, { method: 'POST' })).toMatchObject({ reason: 'UnexpectedReply' });
    expect(await get(`${url}/a`, { redirect: 'Return' })).toMatchObject({ status: 301 });
  });
});

describe('what comes back', () => {
  it.each<[string, RequestListener, string]>([
    ['more than 64 KiB', (_request, response) => response.end('x'.repeat(64 * 1024 + 1)), 'UnexpectedReply'],
    ['a cut connection', (request) => request.socket.destroy(), 'ServiceUnavailable'],
    [
      'half a body',
      (request, response) => (
        response.writeHead(200, { 'content-length': 100 }),
        response.write('x'),
        setImmediate(() => request.socket.destroy())
      ),
      'ServiceUnavailable',
    ],
    ['something else than HTTP', (request) => request.socket.end('220 ftp ready\r\n'), 'UnexpectedReply'],
  ])('%s', async (_name, listener, reason) => {
    const { url } = await listen(listener);

    expect(await get(url)).toMatchObject({ reason });
  });

  it('nobody: refused, and silence: timed out', async () => {
    const { url, server } = await listen(() => {});

    expect(await get(url, { signal: AbortSignal.timeout(50) })).toMatchObject({ reason: 'TimedOut' });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await get(url)).toMatchObject({ reason: 'ConnectionRefused' });
  });

  it('a name without an address', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));

    expect(await get('https://tenant.example.com/', { resolve })).toMatchObject({
      reason: 'NameNotResolved',
      about: 'tenant.example.com',
    });
  });
});

describe('through a proxy', () => {
  async function proxy(
    allow: (host: string, authorization: string | undefined) => number,
  ): Promise<{ address: string; seen: string[] }> {
    const seen: string[] = [];
    const { server, url } = await listen((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
      response.writeHead(allow('http', request.headers['proxy-authorization'])).end('by proxy');
    });
    server.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
      const status = allow(request.url ?? '', request.headers['proxy-authorization']);
      if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
      const onward = connect(target, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
      return undefined;
    });
    return { address: url, seen };
  }
  let target = 0;

  it('goes by CONNECT, with the credentials of the proxy, to the real certificate', async () => {
    const tls = await startFakeTls((_request, response) => response.end('platform'));
    closing.push(tls.stop);
    target = tls.port;
    const { address, seen } = await proxy(() => 200);

    const reply = await get('https://api.box.com/', {
      ca: tls.context.ca,
      proxy: { address, username: 'user', password: 'p:w' },
    });

    expect(reply).toMatchObject({ status: 200, text: 'platform' });
    expect(seen).toEqual([`CONNECT api.box.com:443 Basic ${Buffer.from('user:p:w').toString('base64')}`]);
  });

  it.each([401, 403, 404, 407, 502])('a proxy that answers %i has said nothing of the credential', async (status) => {
    const { address } = await proxy(() => status);

    expect(await get('https://api.box.com/', { proxy: { address } })).toMatchObject({ reason: 'ProxyFailed' });
  });

  it.each([
    ['https://api.box.com/', 407, 'does not accept', 1],
    ['http://dav.example/x', 407, 'does not accept', 1],
    ['https://api.box.com/', 403, 'refuses to connect', 0],
  ])('%s, %i: tells that the proxy %s the user name and password', async (url, status, about, told) => {
    const { address } = await proxy(() => status);
    let refusals = 0;
    const onProxyRefused = () => void (refusals += 1);

    const reply = await get(url, { proxy: { address, username: 'site', password: 'p' }, onProxyRefused });

    expect(reply).toMatchObject({ reason: 'ProxyFailed', about: expect.stringContaining(about) });
    expect(refusals).toBe(told);
  });

  it('says where the user name and password of a proxy belong', async () => {
    const { address } = await proxy(() => 407);

    expect(await get('https://api.box.com/', { proxy: { address } })).toMatchObject({
      about: 'it wants a user name and password',
      fix: 'Put them into the Secret in `spec.proxyRef`, as keys `username` and `password`.',
    });
  });

  it('a proxy that is away, or in a forbidden place', async () => {
    expect(await get('https://api.box.com/', { proxy: { address: 'http://127.0.0.1:1' } })).toMatchObject({
      reason: 'ProxyFailed',
    });
    expect(
      await get('https://api.box.com/', { proxy: { address: 'http://127.0.0.1:1' }, egress: egressPolicy() }),
    ).toMatchObject({ reason: 'EgressDenied' });
  });

  it('plain http goes to the proxy as well', async () => {
    const { address, seen } = await proxy(() => 200);

    expect(await get('http://dav.example/x', { proxy: { address } })).toMatchObject({ status: 200, text: 'by proxy' });
    expect(seen[0]).toMatch(/^GET http:\/\/dav\.example\/x/);
  });
});

describe('interim responses', () => {
  const interim = (status: string) => `HTTP/1.1 ${status}\r\nlink: </${'a'.repeat(1000)}>\r\n\r\n`;
  const final = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

  async function answering(socketWork: (socket: Socket) => void): Promise<string> {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socketWork(socket));
    });
    const { url, stop } = await onLoopback(server);
    closing.push(stop);
    return url;
  }

  it('lets a few come before the response', async () => {
    const url = await answering((socket) => socket.end(interim('100 Continue') + interim('103 Early Hints') + final));

    expect(await get(url)).toMatchObject({ status: 200, text: 'ok' });
  });

  it.each(['100 Continue', '103 Early Hints'])('ends a flood of %s', async (status) => {
    let sent = 0;
    const url = await answering((socket) => {
      const flood = (): void => {
        while (!socket.destroyed && socket.write(interim(status).repeat(50))) sent += 50;
      };
      socket.on('drain', flood);
      flood();
    });

    const found = await get(url, { timeoutMs: 5000 });

    expect(found).toMatchObject({ reason: 'UnexpectedReply', about: expect.stringContaining('interim responses') });
    expect(sent).toBeLessThan(100_000);
  });
});
