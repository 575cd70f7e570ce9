import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** One question, and by which way it came. */
export interface Question {
  name: string;
  type: number;
  /** The query up to the end of the question. */
  bytes: Buffer;
  tcp: boolean;
}

export interface HostileDns {
  /** For `servers` of a resolver. */
  address: string;
  /** Names that were asked for, in order. */
  seen: string[];
  stop: () => Promise<void>;
}

/** A record of a name, which is that of the question where none is said. */
export interface DnsRecord {
  name?: string;
  type: number;
  data: Buffer;
  ttl?: number;
}

export const typeA = 1;
const typeCname = 5;

/** A name server on this machine that says whatever it is told to, whole messages by UDP and by TCP. */
export async function startHostileDns(answer: (question: Question) => Buffer[]): Promise<HostileDns> {
  const seen: string[] = [];
  const hear = (bytes: Buffer, tcp: boolean): Buffer[] => {
    const question = { ...questionOf(bytes), tcp };
    seen.push(question.name);
    return answer(question);
  };
  const streams = createServer((socket) => {
    let all = Buffer.alloc(0);
    socket
      .on('error', () => {})
      .on('data', (chunk: Buffer) => {
        all = Buffer.concat([all, chunk]);
        while (all.length >= 2 && all.length >= 2 + all.readUInt16BE()) {
          const end = 2 + all.readUInt16BE();
          for (const reply of hear(all.subarray(2, end), true))
            socket.write(Buffer.concat([short(reply.length), reply]));
          all = all.subarray(end);
        }
      });
  });
  streams.listen(0, '127.0.0.1');
  await once(streams, 'listening');
  const { port } = streams.address() as { port: number };
  const socket = createSocket('udp4');
  socket.on('message', (query: Buffer, from) => {
    for (const reply of hear(query, false)) socket.send(reply, from.port, from.address);
  });
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${port}`,
    seen,
    async stop() {
      socket.close();
      streams.close();
    },
  };
}

function questionOf(query: Buffer): Omit<Question, 'tcp'> {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), bytes: query.subarray(0, at + 5) };
}

/** Records as they are sent, so that many of them are written once. */
export interface WrittenRecords {
  count: number;
  bytes: Buffer;
}

export function written(records: readonly DnsRecord[]): WrittenRecords {
  return { count: records.length, bytes: Buffer.concat(records.map(recordBytes)) };
}

/** @param flags - besides that it is a response */
export function replyTo({ bytes }: Question, records: readonly DnsRecord[] | WrittenRecords, flags = 0x0180): Buffer {
  const all = 'bytes' in records ? records : written(records);
  const head = Buffer.from(bytes);
  head.writeUInt16BE(0x8000 | flags, 2);
  head.writeUInt16BE(all.count, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, all.bytes]);
}

function recordBytes({ name, type, data, ttl = 30 }: DnsRecord): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(ttl, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([name === undefined ? short(0xc00c) : nameBytes(name), fixed, data]);
}

export function a(address: string, name?: string): DnsRecord {
  return { type: typeA, data: Buffer.from(address.split('.').map(Number)), ...(name === undefined ? {} : { name }) };
}

export function cname(to: string, name?: string): DnsRecord {
  return { type: typeCname, data: nameBytes(to), ...(name === undefined ? {} : { name }) };
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
