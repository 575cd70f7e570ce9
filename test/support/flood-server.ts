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

function bodyOf(type: string, text: string): string {
  const body = type.endsWith('json') ? text : `<a>${text}`;
  return `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

async function start([first, again]: [string | Buffer, string]): Promise<number> {
  const block = Buffer.from(again.repeat(Math.ceil(65_536 / (again.length || 1))));
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
