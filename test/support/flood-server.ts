import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { hardStrings } from './hard-strings.ts';

/**
 * A program: for each flood a server that sends it for as long as it is read. It is a process of its own, so that only what
 * the receiver does is measured. Prints the ports by name.
 */
const early = `HTTP/1.1 103 Early Hints\r\nLink: <${'a'.repeat(200)}>; rel=preload\r\n\r\n`;
const hard = Object.entries(hardStrings(65_536 - 32));
const zip = gzipSync(Buffer.alloc(64 * 1024 * 1024));

const gzipHead = Buffer.from('1f8b0800000000000003', 'hex');
/** An empty block that is not the last (RFC 1951, 3.2.4). */
const nothingInDeflate = '\x00\x00\x00\xff\xff';
/** A window of 16 bits; an empty block of metadata that is not the last (RFC 7932, 9.2). */
const brotliHead = Buffer.from([0x0c]);
const nothingInBrotli = '\x06';

/** What is sent once, and what is sent again and again after it. */
const floods: Readonly<Record<string, [first: string | Buffer, again: string]>> = {
  '100 Continue': ['', 'HTTP/1.1 100 Continue\r\n\r\n'],
  '103 Early Hints': ['', early],
  '102 Processing': ['', 'HTTP/1.1 102 Processing\r\n\r\n'],
  headers: ['HTTP/1.1 200 OK\r\n', `x-flood: ${'a'.repeat(100)}\r\n`],
  'one header': ['HTTP/1.1 200 OK\r\nx-flood: ', 'aaaaaaaa'],
  'a status line': ['HTTP/1.1 200 ', 'aaaaaaaa'],
  'a body': ['HTTP/1.1 200 OK\r\n\r\n', 'aaaaaaaa'],
  'a body in small pieces': ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\na\r\n'],
  'an extension of a piece': ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;', 'aaaaaaaa'],
  trailers: ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n', `x-flood: ${'a'.repeat(100)}\r\n`],
  'a body that unpacks to 64 MiB': [
    Buffer.concat([
      Buffer.from(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${zip.length}\r\n\r\n`),
      zip,
    ]),
    '',
  ],
  'empty lines before a response': ['', '\r\n'],
  'a body that unpacks to nothing': [packed(gzipHead), nothingInDeflate],
  'a body of brotli that unpacks to nothing': [packed(brotliHead, 'br'), nothingInBrotli],
  'bytes after a whole response': ['HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}', 'aaaaaaaa'],
  'a body of another protocol': [
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n',
    'aaaaaaaa',
  ],
  'responses nobody asked for': ['', 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'],
  ...Object.fromEntries(
    ['application/json', 'text/html', 'application/xml'].flatMap((type) =>
      hard.map(([kind, text]): [string, [string, string]] => [`${kind} as ${type}`, [bodyOf(type, text), '']]),
    ),
  ),
  'lines of FTP': ['', '220-welcome\r\n'],
  'a line of FTP': ['220 ', 'aaaaaaaa'],
  'lines before SSH': ['', 'welcome\r\n'],
  'a line before SSH': ['', 'aaaaaaaa'],
};

function packed(head: Buffer, encoding = 'gzip'): Buffer {
  return Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\ncontent-encoding: ${encoding}\r\n\r\n`), head]);
}

function bodyOf(type: string, text: string): string {
  const body = type.endsWith('json') ? text : `<a>${text}`;
  return `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

async function start([first, again]: [string | Buffer, string]): Promise<number> {
  const block = Buffer.from(again.repeat(Math.ceil(65_536 / (again.length || 1))), 'latin1');
  const server = createServer((socket) => {
    socket.on('error', () => {}).resume();
    socket.write(first);
    pour(socket, block);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

function pour(socket: Socket, block: Buffer): void {
  if (block.length === 0) return;
  while (!socket.destroyed && socket.write(block));
  socket.once('drain', () => pour(socket, block));
}

const ports = await Promise.all(
  Object.entries(floods).map(async ([name, flood]): Promise<[string, number]> => [name, await start(flood)]),
);
process.stdout.write(`${JSON.stringify(Object.fromEntries(ports))}\n`);
// Ends with the process that started it.
process.stdin.on('end', () => process.exit()).resume();
