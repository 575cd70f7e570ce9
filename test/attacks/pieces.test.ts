import { expect, it } from '@jest/globals';
import { ReplyParser } from '../../src/connectors/drivers/ftp/reply.ts';
import { RecordReader } from '../../src/connectors/drivers/nfs/records.ts';
import { FrameSplitter } from '../../src/connectors/drivers/smb/frames.ts';
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

function framed(length: number, bytes: Uint8Array = Buffer.alloc(length, length % 251)): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntBE(length, 1, 3);
  return Buffer.concat([head, bytes]);
}
