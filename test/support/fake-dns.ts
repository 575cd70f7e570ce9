import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';

export type RecordType = 'A' | 'AAAA';

/** What the server says of a name: addresses, no address, no such name, a failure, or nothing at all. */
export type FakeAnswer =
  { addresses: string[]; ttl?: number } | 'no data' | 'no such name' | 'server failure' | 'silent';

export interface FakeDns {
  /** For `servers` of a resolver. */
  address: string;
  /** Each query as `NAME TYPE`, in order. */
  seen: string[];
  stop: () => Promise<void>;
}

const types: Readonly<Record<number, RecordType>> = { 1: 'A', 28: 'AAAA' };
const codes = { 'no data': 0, 'server failure': 2, 'no such name': 3 } as const;

/** A name server on this machine. */
export async function startFakeDns(answer: (name: string, type: RecordType) => FakeAnswer): Promise<FakeDns> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 });
  const seen: string[] = [];
  socket.on('message', (query: Buffer, { port, address }: RemoteInfo) => {
    const { name, type, end } = questionOf(query);
    const known = types[type];
    seen.push(`${name} ${known}`);
    const found = known === undefined ? 'no data' : answer(name, known);
    if (found !== 'silent') socket.send(replyTo(query.subarray(0, end), type, found), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    seen,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function replyTo(query: Buffer, type: number, found: Exclude<FakeAnswer, 'silent'>): Buffer {
  const header = Buffer.from(query);
  const records =
    typeof found === 'string' ? [] : found.addresses.map((address) => ({ address, ttl: found.ttl ?? 30 }));
  header.writeUInt16BE(0x8180 | (typeof found === 'string' ? codes[found] : 0), 2);
  header.writeUInt16BE(records.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, ...records.map((record) => recordOf(type, record))]);
}

function recordOf(type: number, { address, ttl }: { address: string; ttl: number }): Buffer {
  const bytes = type === 1 ? Buffer.from(address.split('.').map(Number)) : ipv6Bytes(address);
  const fixed = Buffer.alloc(12);
  // The name of the question, which begins at byte 12.
  fixed.writeUInt16BE(0xc00c, 0);
  fixed.writeUInt16BE(type, 2);
  fixed.writeUInt16BE(1, 4);
  fixed.writeUInt32BE(ttl, 6);
  fixed.writeUInt16BE(bytes.length, 10);
  return Buffer.concat([fixed, bytes]);
}

function ipv6Bytes(address: string): Buffer {
  const [left = '', right = ''] = address.split('::');
  const [before, after] = [left, right].map((half) => half.split(':').filter(Boolean)) as [string[], string[]];
  const words = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  const bytes = Buffer.alloc(16);
  words.forEach((word, index) => bytes.writeUInt16BE(parseInt(word, 16), index * 2));
  return bytes;
}
