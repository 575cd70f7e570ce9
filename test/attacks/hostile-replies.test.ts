import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, expect, it } from '@jest/globals';
import type { Platform, Verdict } from '../../src/connectors/index.ts';
import { scriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { strainOf, type Strain } from '../support/strain.ts';
import { testContext } from '../support/test-context.ts';

/** Responses that are made to be read in two ways, or not to the end: what comes of them is one account, or none. */
const scripted: Platform = { name: 'scripted', spec: scriptedPlatform };
const secret = { username: 'svc', password: 'canary-password' };

const servers: { server: Server; sockets: Set<Socket> }[] = [];
afterEach(async () => {
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

type Bytes = string | Buffer;

/** A server that sends the same to whoever has asked, and ends. */
async function listen(reply: Bytes): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => socket.end(reply));
  });
  servers.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function comesOf(reply: Bytes): Promise<{ found: string; strain: Strain & { result: Verdict } }> {
  const url = await listen(reply);
  const strain = await strainOf(() =>
    planAndTest({ platform: scripted, config: { url }, secret }, testContext({ timeoutMs: 10_000 })),
  );
  const { result } = strain;
  return { found: result.outcome === 'connected' ? `as ${result.account?.id?.slice(0, 80)}` : result.reason, strain };
}

const owner = '{"id":"owner"}';
const intruder = '{"id":"intruder"}';
const head = (...lines: string[]) =>
  ['HTTP/1.1 200 OK', 'content-type: application/json', ...lines, '', ''].join('\r\n');
const sized = (body: string, ...lines: string[]) => head(`content-length: ${Buffer.byteLength(body)}`, ...lines) + body;
const chunk = (body: string) => `${body.length.toString(16)}\r\n${body}\r\n`;
const packed = (encoding: string, body: Buffer) =>
  Buffer.concat([Buffer.from(head(`content-encoding: ${encoding}`, `content-length: ${body.length}`)), body]);
const many = (count: number, make: (index: number) => string) => Array.from({ length: count }, (_, at) => make(at));
const zeros = Buffer.alloc(256 * 2 ** 20);

const unread = 'UnexpectedReply';
/** What cannot be read to its end is taken for a server that breaks off. */
const broken = /^(UnexpectedReply|ServiceUnavailable)$/;
const gone = 'ServiceUnavailable';
/** What comes of a response: as whom it is connected, or why not; a pattern where versions of Node.js may differ. */
const rows: readonly [name: string, reply: Bytes, found: string | RegExp][] = [
  ['an honest one, so that the others are known to fail for what is wrong with them', sized(owner), 'as owner'],
  ['HTTP/1.0, which ends with its connection', `HTTP/1.0 200 OK\r\n\r\n${owner}`, 'as owner'],
  ['HTTP/0.9, which has no head', owner, unread],
  ['HTTP/2 without asking', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`, unread],
  ['one interim response', `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${sized(owner)}`, 'as owner'],
  [
    'an interim response with a body',
    `HTTP/1.1 103 Early Hints\r\ncontent-length: 17\r\n\r\n${intruder}${sized(owner)}`,
    unread,
  ],
  [
    'a length and pieces',
    head('content-length: 17', 'transfer-encoding: chunked') + chunk(owner) + '0\r\n\r\n',
    unread,
  ],
  [
    'pieces and a length',
    head('transfer-encoding: chunked', 'content-length: 17') + chunk(owner) + '0\r\n\r\n',
    unread,
  ],
  ['two lengths', head('content-length: 14', 'content-length: 17') + intruder, unread],
  ['two lengths in one', head('content-length: 14, 17') + intruder, unread],
  ['a length below zero', head('content-length: -1') + owner, unread],
  ['a length with a sign', head('content-length: +14') + owner, unread],
  ['a length of 20 digits', head('content-length: 99999999999999999999') + owner, unread],
  ['pieces twice', head('transfer-encoding: chunked, chunked') + chunk(owner) + '0\r\n\r\n', /Unexpected|as owner/],
  ['pieces that are none', head('transfer-encoding: xchunked') + owner, /Unexpected|as owner/],
  ['a piece of a negative size', head('transfer-encoding: chunked') + `-1\r\n${owner}\r\n0\r\n\r\n`, broken],
  ['a piece larger than there is', head('transfer-encoding: chunked') + `FFFFFFFFFFFFFFFF\r\n${owner}`, broken],
  ['a piece that is cut off', head('transfer-encoding: chunked') + `20\r\n${owner}`, broken],
  [
    'a short extension of a piece',
    head('transfer-encoding: chunked') + `e;a="${intruder}"\r\n${owner}\r\n0\r\n\r\n`,
    /^(as owner|UnexpectedReply|ServiceUnavailable)$/,
  ],
  [
    'trailers',
    head('transfer-encoding: chunked', 'trailer: content-type') +
      `${chunk(owner)}0\r\ncontent-type: text/html\r\nx-id: intruder\r\n\r\n`,
    'as owner',
  ],
  ['a second response behind it', sized(owner) + sized(intruder), 'as owner'],
  ['a folded header', head('x: a\r\n  b\r\n\tcontent-length: 3', 'content-length: 14') + owner, /Unexpected|as owner/],
  ['a header with a NUL', head('x: a\0b', 'content-length: 14') + owner, unread],
  ['a name with a space before its colon', head('content-length : 14') + owner, /Unexpected|as owner/],
  ['lines that end with one byte', sized(owner).replaceAll('\r\n', '\n'), /Unexpected|as owner/],
  ['a carriage return alone', sized(owner).replace('\r\ncontent-type', '\rcontent-type'), unread],
  ['10,000 headers', sized(owner, ...many(10_000, (at) => `x${at}: a`)), unread],
  ['1,500 headers of a byte', sized(owner, ...many(1500, (at) => `a${at}:b`)), /Unexpected|as owner/],
  ['one header 1,000 times', sized(owner, ...many(1000, () => 'a: b')), 'as owner'],
  ['1,000 cookies', sized(owner, ...many(700, (at) => `set-cookie: a${at}=b`)), 'as owner'],
  [
    'headers called as what all objects have',
    sized(owner, '__proto__: a', 'constructor: b', 'hasownproperty: c'),
    'as owner',
  ],
  ['a status of no kind', sized(owner).replace('200', '999'), broken],
  ['a status below all', sized(owner).replace('200', '000'), unread],
  ['a status of four digits', sized(owner).replace('200', '2000'), unread],
  ['204 with a body', sized(owner).replace('200', '204'), unread],
  ['304 with a body', sized(owner).replace('200', '304'), unread],
  ['gzip', packed('gzip', gzipSync(owner)), 'as owner'],
  ['gzip that says deflate', packed('deflate', gzipSync(owner)), broken],
  ['gzip twice', packed('gzip, gzip', gzipSync(gzipSync(owner))), unread],
  ['gzip named a thousand times', packed(many(1000, () => 'gzip').join(','), gzipSync(owner)), unread],
  ['a bomb of gzip', packed('gzip', gzipSync(zeros)), unread],
  ['a bomb of gzip in gzip', packed('gzip', gzipSync(gzipSync(zeros))), unread],
  ['a bomb of deflate', packed('deflate', deflateSync(zeros)), unread],
  ['a bomb of brotli', packed('br', brotliCompressSync(zeros.subarray(0, 2 ** 25))), unread],
  ['a bomb of zstd', packed('zstd', zstdCompressSync(zeros)), unread],
  [
    'members of gzip, thousands of them',
    packed('gzip', Buffer.concat(many(4000, () => '').map(() => gzipSync('')))),
    unread,
  ],
  [
    'gzip that is cut off',
    packed('gzip', gzipSync(owner).subarray(0, -9)),
    /^(as owner|UnexpectedReply|ServiceUnavailable)$/,
  ],
  ['lists in lists', sized('['.repeat(60_000)), unread],
  ['lists in lists that end', sized('['.repeat(30_000) + ']'.repeat(30_000)), unread],
  ['objects in objects', sized('{"id":'.repeat(8000) + '1' + '}'.repeat(8000)), unread],
  ['a name twice: the last one counts, as everywhere', sized('{"id":"other","id":"owner"}'), 'as owner'],
  ['an id in the prototype', sized('{"__proto__":{"id":"intruder"}}'), unread],
  ['an id in a prototype of a constructor', sized('{"constructor":{"prototype":{"id":"intruder"}}}'), unread],
  ['an id that is a list', sized('{"id":["intruder"]}'), unread],
  ['an id that is an object', sized('{"id":{"toString":"intruder"}}'), unread],
  ['a number too large to be one', sized('{"id":1e999}'), unread],
  ['a number of 60,000 digits', sized(`{"id":${'9'.repeat(60_000)}}`), /^as 9+$/],
  ['half of a character', sized('{"id":"\\ud800"}'), /Unexpected|as/],
  ['a byte order mark', sized(`\ufeff${owner}`), /Unexpected|as owner/],
  ['JSON behind what no JSON begins with', sized(`)]}',\n${owner}`), unread],
  [
    'XML with entities that grow',
    sized(`<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a><id>&c;</id></a>`),
    unread,
  ],
  [
    'XML with an entity of a file',
    sized(`<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><id>&b;</id></a>`),
    unread,
  ],
  ['XML with a document type in small letters', sized(`<!doctype a [<!ENTITY b "bb">]><a><id>&b;</id></a>`), unread],
  ['XML with names that all objects have', sized('<__proto__><id>intruder</id><constructor/></__proto__>'), unread],
  ['XML in XML', sized('<a>'.repeat(10_000) + '</a>'.repeat(10_000)), unread],
  ['a NUL in front', sized(`\0${owner}`), unread],
  [
    'UTF-16',
    Buffer.concat([Buffer.from(head('content-type: application/json; charset=utf-16')), Buffer.from(owner, 'utf16le')]),
    unread,
  ],
  ['nothing', '', gone],
  ['a head that does not end', 'HTTP/1.1 200 OK\r\ncontent-length: 14\r\n', /Unexpected|ServiceUn/],
];

it.each(rows)('%s', async (_name, reply, wanted) => {
  const { found, strain } = await comesOf(reply);

  expect(found).toMatch(typeof wanted === 'string' ? new RegExp(`^${wanted}$`) : wanted);
  expect(found).not.toMatch(/intruder/);
  // Of what a limit stops there is far less; without one a bomb takes all its time and memory.
  expect(strain.cpuMs).toBeLessThan(2000);
  expect(strain.pauseMs).toBeLessThan(500);
  expect(strain.memoryMiB).toBeLessThan(100);
});
