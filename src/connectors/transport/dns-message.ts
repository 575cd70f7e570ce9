import { SocketAddress } from 'node:net';

/** RFC 1035, 4; RFC 3596 for IPv6; RFC 6891 for the size that a reply may have. */
const types = { 4: 1, 6: 28 } as const;
const addressBytes = { 4: 4, 6: 16 } as const;
const cname = 5;
const internet = 1;
const optional = 41;
/** What passes every network in one piece (RFC 9715, 3.2). */
const replyBytes = 1232;
/** Of one family. A server may name thousands, and each would be read, kept and dialled. */
const mostAddresses = 16;
const headBytes = 12;

export type Family = keyof typeof types;

export interface DnsReply {
  addresses: string[];
  /** For how many seconds they hold. */
  ttlSeconds: number;
  /** Why there are no addresses. */
  code: string;
  /** There is more than the message has. */
  truncated: boolean;
}

const codes: Readonly<Record<number, string>> = {
  0: 'ENODATA',
  1: 'EFORMERR',
  2: 'ESERVFAIL',
  3: 'ENOTFOUND',
  4: 'ENOTIMP',
};

/** @returns undefined for what can be no name. */
export function queryFor(
  name: string,
  family: Family,
  { id, edns }: { id: number; edns: boolean },
): Buffer | undefined {
  const labels = name.split('.');
  if (!labels.every((label) => /^[!-~]{1,63}$/.test(label))) return undefined;
  const head = Buffer.alloc(headBytes);
  head.writeUInt16BE(id, 0);
  // Recursion is desired; one question.
  head.writeUInt16BE(0x0100, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(edns ? 1 : 0, 10);
  const asked = labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  const question = Buffer.concat([...asked, Buffer.from([0, 0, types[family], 0, internet])]);
  const option = Buffer.from([0, 0, optional, replyBytes >> 8, replyBytes & 0xff, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat(edns ? [head, question, option] : [head, question]);
}

/**
 * Reads no more of a reply than what is asked for, whatever else is in it.
 * @param isWhole - whether this is all of it, so that it must not end in the middle of a record
 * @returns undefined for what is no reply to this query
 */
export function readReply(message: Buffer, query: Buffer, isWhole = true): DnsReply | undefined {
  if (message.length < headBytes || message.readUInt16BE(0) !== query.readUInt16BE(0)) return undefined;
  const flags = message.readUInt16BE(2);
  if ((flags & 0xf800) !== 0x8000) return undefined;
  const code = codes[flags & 0xf] ?? 'EREFUSED';
  const truncated = (flags & 0x0200) !== 0;
  const none = { addresses: [], ttlSeconds: Infinity, code, truncated };
  const questions = message.readUInt16BE(4);
  // A server that cannot read a query may leave the question out.
  if (questions === 0 && code !== 'ENODATA') return none;
  const end = endOfName(query, headBytes)! + 4;
  if (questions !== 1 || !isSame(message, query, end)) return undefined;
  const family: Family = query[end - 3] === types[4] ? 4 : 6;
  const { isWhole: isRead, ...found } = recordsOf(message, end, family);
  if (code !== 'ENODATA') return none;
  return isRead || truncated || !isWhole ? { ...none, ...found } : { ...none, code: 'EBADRESP' };
}

/** Whether both have the same question; a server may write a name in other letters. */
function isSame(message: Buffer, query: Buffer, end: number): boolean {
  const [one, other] = [message, query].map((bytes) => bytes.toString('latin1', headBytes, end).toLowerCase());
  return message.length >= end && one === other;
}

function recordsOf(
  message: Buffer,
  from: number,
  family: Family,
): Pick<DnsReply, 'addresses' | 'ttlSeconds'> & { isWhole: boolean } {
  const addresses: string[] = [];
  let [at, ttlSeconds] = [from, Infinity];
  for (let left = message.readUInt16BE(6); left > 0 && addresses.length < mostAddresses; left -= 1) {
    const start = endOfName(message, at);
    if (start === undefined || start + 10 > message.length) return { addresses, ttlSeconds, isWhole: false };
    const [type, length] = [message.readUInt16BE(start), message.readUInt16BE(start + 8)];
    at = start + 10 + length;
    if (at > message.length) return { addresses, ttlSeconds, isWhole: false };
    const isAddress = type === types[family] && length === addressBytes[family];
    if (isAddress) addresses.push(addressOf(message.subarray(start + 10, at)));
    if (isAddress || type === cname) ttlSeconds = Math.min(ttlSeconds, message.readUInt32BE(start + 4));
  }
  return { addresses, ttlSeconds, isWhole: true };
}

/** Behind a name; where it goes on elsewhere in the message is of no interest. */
function endOfName(message: Buffer, from: number): number | undefined {
  for (let at = from; ;) {
    const length = message[at];
    if (length === undefined) return undefined;
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2;
    at += length + 1;
  }
}

function addressOf(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  const words = bytes.toString('hex').match(/.{4}/g) ?? [];
  return new SocketAddress({ address: words.join(':'), family: 'ipv6' }).address;
}
