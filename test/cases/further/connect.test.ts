import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { onLoopback } from '../../../dev/loopback.ts';
import { registry } from '../../../src/connectors/index.ts';
import { writeReply } from '../../support/fake-platform.ts';
import { startFakeTls } from '../../support/fake-tls.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { testContext } from '../../support/test-context.ts';

const dav = {
  platform: registry.get('webdav')!,
  method: 'basic',
  config: { url: 'https://dav.example.com/files/' },
  secret: { username: 'svc', password: 'made up, and right' },
};

/** A proxy that says this to CONNECT, with the platform behind it or nothing. */
async function connecting(said: string, inside?: string) {
  const platform = await startFakeTls((request, response) => {
    const { authorization } = request.headers;
    if (authorization === undefined)
      return writeReply(response, { status: 401, headers: { 'www-authenticate': 'Basic realm="f"' } });
    return writeReply(response, { status: 403 });
  });
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on('connect', (_request, socket: Socket, head) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.write(said);
    if (inside !== undefined) return void socket.end(inside);
    if (!/^HTTP\/1\.\d 2/.test(said)) return void socket.end();
    const behind = connect(platform.port, '127.0.0.1');
    behind.on('error', () => socket.destroy());
    behind.write(head);
    socket.pipe(behind).pipe(socket);
  });
  const proxy = await onLoopback(server);
  try {
    const context = testContext({
      ...platform.context,
      proxy: { address: `http://127.0.0.1:${proxy.port}` },
      resolve: () => Promise.resolve([{ address: '127.0.0.1', port: proxy.port }]),
    });
    return await planAndTest(dav, context);
  } finally {
    for (const socket of sockets) socket.destroy();
    await proxy.stop();
    await platform.stop();
  }
}

describe('What a proxy says to CONNECT', () => {
  const page = '\r\nContent-Type: text/html\r\nContent-Length: 19\r\n\r\n<html>denied</html>';

  it.each([
    ['401', `HTTP/1.1 401 Unauthorized${page}`],
    ['403 of Squid', `HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0${page}`],
    ['403 without words', `HTTP/1.0 403${page}`],
    ['407 without a challenge', `HTTP/1.1 407 Proxy Authentication Required${page}`],
    ['407 of NTLM', `HTTP/1.1 407 Auth\r\nProxy-Authenticate: NTLM${page}`],
    ['407, folded', `HTTP/1.1 407 Auth\r\nProxy-Authenticate: Negotiate,\r\n NTLM${page}`],
    ['404 of a server that is no proxy', `HTTP/1.1 404 Not Found${page}`],
    ['405 of a server that is no proxy', `HTTP/1.1 405 Method Not Allowed${page}`],
    ['400 of nginx', `HTTP/1.1 400 Bad Request\r\nServer: nginx${page}`],
    ['302 to a portal', `HTTP/1.1 302 Found\r\nLocation: http://portal.corp/login${page}`],
    ['429', `HTTP/1.1 429 Too Many Requests${page}`],
    ['451', `HTTP/1.1 451 No${page}`],
    ['500', `HTTP/1.1 500 Internal${page}`],
    ['501', `HTTP/1.1 501 Not Implemented${page}`],
    ['502', `HTTP/1.1 502 Bad Gateway${page}`],
    ['503 of Squid', `HTTP/1.1 503 Service Unavailable\r\nX-Squid-Error: ERR_DNS_FAIL 0${page}`],
    ['504', `HTTP/1.1 504 Gateway Timeout${page}`],
    ['511', `HTTP/1.1 511 Network Authentication Required${page}`],
    ['200 with a folded header', 'HTTP/1.1 200 OK\r\nVia: 1.1 one,\r\n 1.1 two\r\n\r\n'],
    ['200 with lines without a carriage return', 'HTTP/1.1 200 OK\nVia: 1.1 one\n\n'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['nothing', ''],
  ])('%s is its own', async (_name, said) => {
    expect(await connecting(said)).toMatchObject({
      outcome: 'inconclusive',
      reason: 'ProxyFailed',
      credential: 'NotSent',
    });
  });

  it.each([
    ['200 without words', 'HTTP/1.1 200\r\n\r\n'],
    ['HTTP/1.0', 'HTTP/1.0 200 Connection established\r\n\r\n'],
    ['a length, which does not count', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'],
    ['201', 'HTTP/1.1 201 Created\r\n\r\n'],
  ])('%s opens the way', async (_name, said) => {
    expect(await connecting(said)).toMatchObject({ reason: 'AccessRefused' });
  });

  it.each([
    ['a page', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno'],
    ['words', 'blocked by policy\n'],
    ['nothing', ''],
  ])('and %s where TLS should begin is its own', async (_name, inside) => {
    expect(await connecting('HTTP/1.1 200 OK\r\n\r\n', inside)).toMatchObject({
      outcome: 'inconclusive',
      reason: 'ProxyFailed',
      credential: 'NotSent',
    });
  });
});
