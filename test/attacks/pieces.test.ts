import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from '@jest/globals';
import { ReplyParser } from '../../src/connectors/drivers/ftp/reply.ts';
import { RecordReader } from '../../src/connectors/drivers/nfs/records.ts';
import { FrameSplitter } from '../../src/connectors/drivers/smb/frames.ts';
import { dial } from '../../src/connectors/transport/dial.ts';
import { send } from '../../src/connectors/transport/send.ts';
import { testContext } from '../support/test-context.ts';
import { threadMs } from '../support/thread-time.ts';

/** What a server sends in pieces of a few bytes, each of which is a turn: all of them together must take no longer than the whole. */
const smb = Buffer.alloc(4 + 1024 * 1024);
smb.writeUIntBE(1024 * 1024, 1, 3);
const nfs = Buffer.alloc(4 + 60 * 1024);
nfs.writeUInt32BE(0x8000_0000 + 60 * 1024);
const ftp = Buffer.from(`220-${'a'.repeat(60 * 1024)}\r\n220 ok\r\n`);

const readers: Record<string, () => { push: (chunk: Buffer) => unknown; whole: Buffer; pieces: number }> = {
  'a frame of SMB of 1 MiB': () => {
    const splitter = new FrameSplitter();
    return { push: (chunk) => splitter.push(chunk), whole: smb, pieces: 16 };
  },
  'a record of NFS of 60 KiB': () => {
    const reader = new RecordReader();
    return { push: (chunk) => reader.push(chunk), whole: nfs, pieces: 4 };
  },
  'a reply of FTP of 60 KiB': () => {
    const parser = new ReplyParser();
    return { push: (chunk) => parser.feed(chunk), whole: ftp, pieces: 1 };
  },
};

it.each(Object.entries(readers))('%s in pieces takes no longer than it should', (_kind, made) => {
  const found: unknown[] = [];
  const read = () => {
    const { push, whole, pieces } = made();
    found.length = 0;
    for (let at = 0; at < whole.length; at += pieces)
      found.push(...(push(whole.subarray(at, at + pieces)) as unknown[]));
  };

  expect(threadMs(read, 200)).toBeLessThan(1000);
  expect(found).toHaveLength(1);
});

it('frames of SMB are whole however they were cut', () => {
  const stream = Buffer.concat([5, 0, 300, 70_000].flatMap((length) => [framed(length), framed(length + 1)]));
  for (const size of [1, 3, 4, 7, 1000, 100_000]) {
    const splitter = new FrameSplitter();
    const frames: Buffer[] = [];
    for (let at = 0; at < stream.length; at += size) frames.push(...splitter.push(stream.subarray(at, at + size))!);

    expect(Buffer.concat(frames.map((frame) => framed(frame.length, frame))).equals(stream)).toBe(true);
  }
});

const together = 60;
/** Four thousand chunks of a byte are looked at. A body takes some 6 ms, and all of them 400. */
const body = `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${'1\r\na\r\n'.repeat(10_000)}`;

/** In a thread of its own: says all of it to everybody once all are there and have spoken, and tells where it is. */
const server = `
  const { workerData: { text, together }, parentPort } = require('node:worker_threads');
  const sockets = [];
  require('node:net')
    .createServer((socket) => socket.on('error', () => {}).once('data', () => {
      sockets.push(socket);
      if (sockets.length === together) for (const each of sockets) each.end(text);
    }))
    .listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port); });
`;

it('bodies in pieces of a byte that arrive together give way to each other', async () => {
  const { port, stop } = await saying(body);
  const context = testContext();
  const url = new URL(`http://127.0.0.1:${port}/`);
  const ask = () => send({ method: 'GET', url, headers: {} }, { context, hosts: [url.hostname] });

  const { result, longestMs } = await longestTurn(() => Promise.all(Array.from({ length: together }, ask)));
  await stop();

  const about = expect.stringContaining('in thousands of pieces');
  expect(result).toEqual(Array(together).fill(expect.objectContaining({ reason: 'UnexpectedReply', about })));
  expect(longestMs).toBeLessThan(100);
});

it('what gives way is whole and in its order', async () => {
  const text = Array.from({ length: 40_000 }, (_, index) => `${index}\n`).join('');
  const { port, stop } = await saying(text);
  const context = testContext();
  const ask = async (): Promise<string> => {
    const socket = await dial({ host: '127.0.0.1', port }, { context, hosts: ['127.0.0.1'] });
    if (!('write' in socket)) throw new Error(socket.reason);
    socket.write('?');
    const found: Buffer[] = [];
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      found.push(chunk);
      threadMs(() => JSON.stringify(found), 0);
    }
    return Buffer.concat(found).toString();
  };

  const found = await Promise.all(Array.from({ length: together }, ask));
  await stop();

  expect(found.filter((one) => one !== text)).toEqual([]);
});

async function saying(text: string): Promise<{ port: number; stop: () => Promise<unknown> }> {
  const worker = new Worker(server, { eval: true, workerData: { text, together } });
  const [port] = (await once(worker, 'message')) as [number];
  return { port, stop: () => worker.terminate() };
}

/** The most that this thread worked between two turns of a timer. */
async function longestTurn<T>(work: () => Promise<T>): Promise<{ result: T; longestMs: number }> {
  let [last, longestMs] = [process.threadCpuUsage(), 0];
  const look = (): void => {
    const { user, system } = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    longestMs = Math.max(longestMs, (user + system) / 1000);
  };
  const timer = setInterval(look, 1);
  try {
    const result = await work();
    look();
    return { result, longestMs };
  } finally {
    clearInterval(timer);
  }
}

function framed(length: number, bytes: Uint8Array = Buffer.alloc(length, length % 251)): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntBE(length, 1, 3);
  return Buffer.concat([head, bytes]);
}
