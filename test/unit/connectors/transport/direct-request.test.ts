import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { types } from 'node:util';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { onLoopback } from '../../../../dev/loopback.ts';
import { timedFetch } from '../../../../src/connectors/transport/timed-fetch.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Answer = (string | Buffer)[];

/** Answers each request with these bytes, then ends the connection. */
async function serving(answer: Answer, { stays = false } = {}): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (bytes) => {
      // node-fetch writes a body by itself.
      setTimeout(() => {
        asked.push(bytes.toString('latin1') + String(socket.read()?.toString('latin1') ?? ''));
        for (const piece of answer) socket.write(piece);
        if (!stays) socket.end();
      }, 20);
      socket.pause();
    });
  });
  const { url, stop } = await onLoopback(server);
  closing.push(stop);
  return { url, asked };
}

interface Asking {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  limitMs?: number;
}

/** What comes of it, sent directly and by node-fetch, and what the server was asked. */
async function both(answer: Answer, asking: Asking = {}, more = {}) {
  const results = [];
  for (const isDirect of [true, false]) {
    const { url, asked } = await serving(answer, more);
    const { path = '/', method = 'GET', headers = {}, body, limitMs = 10_000 } = asking;
    const signal = AbortSignal.timeout(limitMs);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sent = { isDirect, method, headers: { 'user-agent': 'test', ...headers }, body, agent, size: 1000, signal };
    const result = await timedFetch(new URL(path, url), {}, sent).then(
      async (reply) => ({
        status: reply.status,
        headers: [...reply.headers],
        text: await reply.text().catch((error: Error) => Object.assign(error, { status: reply.status })),
      }),
      (error: Error) => error,
    );
    agent.destroy();
    results.push({ result, asked: asked.map((text) => text.replace(/127\.0\.0\.1:\d+/, 'host')) });
  }
  const [direct, fetched] = results;
  if (!direct || !fetched) throw new Error('two were asked');
  return { direct, fetched };
}

const packed = (coding: string, body: Buffer, status = '200 OK'): Answer => [
  `HTTP/1.1 ${status}\r\nContent-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`,
  body,
];
const plain = (head: string, body: string | Buffer = ''): Answer => [`HTTP/1.1 ${head}\r\n\r\n`, body];
const hello = Buffer.from('{"hello":"wörld"}');

describe('reads a response as node-fetch does', () => {
  it.each<[string, Answer, Asking?]>([
    ['a body of a known length', plain('200 OK\r\nContent-Length: 17', '{"hello":"world"}')],
    ['a body until the end of the connection', plain('200 OK', 'all of it')],
    ['a body in pieces', plain('200 OK\r\nTransfer-Encoding: chunked', '5\r\nhello\r\n0\r\n\r\n')],
    ['a mark of the order of bytes', plain('200 OK', '\u{FEFF}text')],
    ['bytes that are no UTF-8', plain('200 OK', Buffer.from([0x66, 0xff, 0x66]))],
    ['gzip', packed('gzip', gzipSync(hello))],
    ['GZip', packed('GZip', gzipSync(hello))],
    ['x-gzip', packed('x-gzip', gzipSync(hello))],
    ['gzip that is cut off', packed('gzip', gzipSync(Buffer.from('hello '.repeat(100))).subarray(0, -8))],
    ['deflate', packed('deflate', deflateSync(hello))],
    ['deflate without its header', packed('deflate', deflateRawSync(hello))],
    ['deflate of nothing', packed('deflate', Buffer.alloc(0))],
    ['br', packed('br', brotliCompressSync(hello))],
    ['a coding nobody knows', packed('pigeon', hello)],
    ['two codings', packed('gzip, br', hello)],
    ['a redirect', plain('302 Found\r\nLocation: /there\r\nContent-Length: 0')],
    ['a redirect to nowhere', plain('302 Found\r\nLocation: http://[\r\nContent-Length: 0')],
    ['204', plain('204 No Content\r\nContent-Encoding: gzip')],
    ['304', plain('304 Not Modified\r\nContent-Encoding: gzip')],
    ['HEAD', plain('200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 100'), { method: 'HEAD' }],
    ['HEAD, and a body all the same', [`HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone`], { method: 'HEAD' }],
    ['204, and a body all the same', [`HTTP/1.1 204 No Content\r\n\r\nnone`]],
    ['headers of one name', plain('200 OK\r\nX: 1\r\nSet-Cookie: a=1\r\nx: 2\r\nSET-COOKIE: b=2\r\nContent-Length: 0')],
    ['a header with bytes of Latin-1', plain('200 OK\r\nX: caf\u{E9}\r\nContent-Length: 0')],
    ['an empty header', plain('200 OK\r\nX:\r\nContent-Length: 0')],
    ['a response after two interim ones', plain('100 Continue\r\n\r\nHTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK', 'x')],
  ])('%s', async (...[, answer, asking]) => {
    const { direct, fetched } = await both(answer, asking);

    expect(fetched.result).toHaveProperty('status');
    expect(direct).toEqual(fetched);
  });
});

describe('fails where node-fetch does', () => {
  it.each<[string, Answer, Asking?]>([
    ['a body that ends before its length', plain('200 OK\r\nContent-Length: 100', 'short')],
    ['a body in pieces that has no end', plain('200 OK\r\nTransfer-Encoding: chunked', '5\r\nhello\r\n')],
    ['a body that is too long', plain('200 OK', 'x'.repeat(1001))],
    ['a body that unpacks to more than that', packed('gzip', gzipSync(Buffer.alloc(100_000)))],
    ['gzip that is none', packed('gzip', hello)],
    ['br that is none', packed('br', hello)],
    ['deflate that is none', packed('deflate', Buffer.from('xxxxxxxx'))],
    [
      'deflate that breaks off before its first byte',
      plain('200 OK\r\nContent-Encoding: deflate\r\nContent-Length: 9'),
    ],
    ['another protocol', ['SSH-2.0-x\r\n']],
    ['no response', []],
    ['a body with GET', plain('200 OK'), { body: 'x' }],
    ['a header that cannot be sent', plain('200 OK'), { headers: { x: 'a\nb' } }],
    ['a name of a header that cannot be sent', plain('200 OK'), { headers: { 'x y': 'a' } }],
    ['an URL with credentials', plain('200 OK'), { path: '//user:password@127.0.0.1/' }],
  ])('%s', async (...[, answer, asking]) => {
    const { direct, fetched } = await both(answer, asking);

    for (const { result } of [direct, fetched])
      expect(types.isNativeError('text' in result ? result.text : result)).toBe(true);
    expect(direct.asked).toEqual(fetched.asked);
  });
});

it.each<[string, Answer, boolean]>([
  ['no response', [], false],
  ['a part of a body', plain('200 OK\r\nContent-Length: 100', 'short'), true],
  ['a part of a packed body', plain('200 OK\r\nContent-Encoding: gzip', gzipSync(hello).subarray(0, 9)), true],
])('is given up when it is to be, after %s', async (_what, answer, isBegun) => {
  const { direct, fetched } = await both(answer, { limitMs: 300 }, { stays: true });

  for (const { result } of [direct, fetched]) {
    expect('text' in result).toBe(isBegun);
    expect(types.isNativeError('text' in result ? result.text : result)).toBe(true);
  }
  // Of the one that waits, and not what becomes of its connection.
  expect('text' in direct.result ? direct.result.text : direct.result).toHaveProperty('name', 'TimeoutError');
});

describe('sends what node-fetch sends', () => {
  const answer = plain('200 OK\r\nContent-Length: 0');
  it.each<[string, Asking]>([
    ['GET', {}],
    ['headers', { headers: { authorization: 'Bearer x', Accept: 'text/html', 'x-a': '' } }],
    ['a header twice', { headers: { 'X-A': '1', 'x-a': '2' } }],
    ['another Host', { headers: { Host: 'other.example.com' } }],
    ['an empty query', { path: '/a?' }],
    ['an empty query and fragment', { path: '/a?#' }],
    ['a query and a fragment', { path: '/a?b=c#d?' }],
    ['PUT of nothing', { method: 'PUT' }],
    ['POST of nothing', { method: 'POST', body: '' }],
    ['DELETE', { method: 'DELETE' }],
    ['PATCH of nothing', { method: 'PATCH' }],
    ['POST of text', { method: 'POST', body: 'wörld' }],
    [
      'POST of a form',
      { method: 'POST', body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    ['PROPFIND', { method: 'PROPFIND', body: '<a/>', headers: { depth: '0' } }],
    ['DELETE with a body', { method: 'DELETE', body: 'x' }],
  ])('%s', async (_what, asking) => {
    const { direct, fetched } = await both(answer, asking);

    expect(fetched.asked).toHaveLength(1);
    expect(direct).toEqual(fetched);
  });
});
