import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect, isIP, isIPv6 } from 'node:net';
import { queryFor, readReply, type DnsReply, type Family } from './dns-message.ts';

/** As much of a reply by TCP as is read, behind its length. */
const mostBytes = 4096;

interface Server {
  address: string;
  port: number;
}

interface Limits {
  timeoutMs: number;
  signal: AbortSignal;
}

/** @param server - `address`, `address:port` or `[address]:port` */
export async function askServer(name: string, family: Family, server: string, limits: Limits): Promise<DnsReply> {
  const at = serverOf(server);
  const id = randomInt(0x10000);
  const query = queryFor(name, family, { id, edns: true });
  if (!query) return none('EBADNAME');
  const reply = await byDatagram(at, query, limits);
  if (reply.code === 'EFORMERR') return byDatagram(at, queryFor(name, family, { id, edns: false })!, limits);
  return reply.truncated && reply.addresses.length === 0 ? byStream(at, query, limits) : reply;
}

function serverOf(text: string): Server {
  if (isIP(text) !== 0) return { address: text, port: 53 };
  const end = text.endsWith(']') ? text.length : text.lastIndexOf(':');
  const address = text.slice(0, end).replace(/^\[(.*)\]$/, '$1');
  return { address, port: Number(text.slice(end + 1) || 53) };
}

function none(code: string): DnsReply {
  return { addresses: [], ttlSeconds: Infinity, code, truncated: false };
}

type Settle = (reply: DnsReply) => void;

/** @param start - begins to ask; returns what ends it */
async function within({ timeoutMs, signal }: Limits, start: (settle: Settle) => () => void): Promise<DnsReply> {
  if (signal.aborted) return none('ECANCELLED');
  const { promise, resolve } = Promise.withResolvers<DnsReply>();
  const onAbort = () => resolve(none('ECANCELLED'));
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => resolve(none('ETIMEOUT')), timeoutMs);
  const stop = start(resolve);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    stop();
  }
}

/** By a socket, and so from a port, of its own, which hears this server alone. */
function byDatagram({ address, port }: Server, query: Buffer, limits: Limits): Promise<DnsReply> {
  return within(limits, (settle) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    socket.on('error', ({ code = 'ECONNREFUSED' }: NodeJS.ErrnoException) => settle(none(code)));
    socket.on('message', (message: Buffer) => {
      const reply = readReply(message, query);
      if (reply) settle(reply);
    });
    let isOpen = true;
    socket.on('connect', () => isOpen && socket.send(query));
    socket.connect(port, address);
    return () => {
      isOpen = false;
      socket.close();
    };
  });
}

function byStream({ address, port }: Server, query: Buffer, limits: Limits): Promise<DnsReply> {
  return within(limits, (settle) => {
    const socket = connect({ host: address, port });
    let all = Buffer.alloc(0);
    socket.on('error', () => settle(none('ECONNREFUSED')));
    socket.on('close', () => settle(none('EBADRESP')));
    socket.on('data', (chunk: Buffer) => {
      all = Buffer.concat([all, chunk.subarray(0, 2 + mostBytes)]);
      const length = all.length < 2 ? mostBytes : all.readUInt16BE(0);
      if (all.length < 2 + Math.min(length, mostBytes)) return;
      settle(readReply(all.subarray(2, 2 + length), query, length <= mostBytes) ?? none('EBADRESP'));
    });
    const size = Buffer.from([query.length >> 8, query.length & 0xff]);
    socket.on('connect', () => socket.write(Buffer.concat([size, query])));
    return () => socket.destroy();
  });
}
