import { isIPv6 } from 'node:net';

/** Where an IPv6 address carries an IPv4 one: the bytes that it begins with, and which of its 16 bytes are the IPv4 address. */
interface Spelling {
  prefix: readonly number[];
  at: readonly number[];
}

/** Of a NAT64 prefix, by its length in bits; byte 8 is always zero (RFC 6052, 2.2). */
const nat64Layouts: Readonly<Record<number, readonly number[]>> = {
  32: [4, 5, 6, 7],
  40: [5, 6, 7, 9],
  48: [6, 7, 9, 10],
  56: [7, 9, 10, 11],
  64: [9, 10, 11, 12],
  96: [12, 13, 14, 15],
};

const last = [12, 13, 14, 15];

const spellings: readonly Spelling[] = [
  { prefix: startOf('::', 96), at: last }, // IPv4-compatible, RFC 4291, 2.5.5.1
  { prefix: startOf('::ffff:0:0', 96), at: last }, // IPv4-mapped, RFC 4291, 2.5.5.2
  { prefix: startOf('::ffff:0:0:0', 96), at: last }, // IPv4-translated, RFC 2765, 2.1
  { prefix: startOf('64:ff9b::', 96), at: last }, // NAT64, RFC 6052, 2.1
  { prefix: startOf('2002::', 16), at: [2, 3, 4, 5] }, // 6to4, RFC 3056, 2
  { prefix: startOf('2001::', 32), at: [4, 5, 6, 7] }, // the server of Teredo, RFC 4380, 4
];

const teredo = startOf('2001::', 32);
const localNat64 = startOf('64:ff9b:1::', 48);

/** A prefix with which a site spells IPv4 addresses as IPv6 ones. */
export type Nat64Prefix = Spelling;

/** @throws RangeError naming what is no such prefix. */
export function nat64Prefix(range: string): Nat64Prefix {
  const [address = '', length] = range.split('/');
  const at = nat64Layouts[Number(length)];
  if (!at || !isIPv6(address)) {
    throw new RangeError(`"${range}" is not a NAT64 prefix: its length is 32, 40, 48, 56, 64 or 96 bits (RFC 6052)`);
  }
  return { prefix: startOf(address, Number(length)), at };
}

/**
 * The IPv4 addresses that an IPv6 address stands for: whatever translates it sends the packet there. Several where the
 * address does not say which of its bytes they are.
 * @param address - without zone
 */
export function embeddedIPv4(address: string, site: readonly Nat64Prefix[]): string[] {
  const bytes = bytesOf(address);
  const ofSite = site.filter(({ prefix }) => begins(bytes, prefix));
  if (ofSite.length > 0) return ofSite.map(({ at }) => pick(bytes, at));
  if (begins(bytes, localNat64)) return inLocalNat64(bytes);
  const found = spellings.filter(({ prefix }) => begins(bytes, prefix)).map(({ at }) => pick(bytes, at));
  // The client of Teredo, each bit of which is inverted.
  if (begins(bytes, teredo)) found.push(last.map((index) => (bytes[index] ?? 0) ^ 0xff).join('.'));
  if (isIsatap(bytes)) found.push(pick(bytes, last));
  return found;
}

/** Every site lays these out as it likes (RFC 8215). A reading that begins with 0 is none: no host has such an address. */
function inLocalNat64(bytes: readonly number[]): string[] {
  const readings = [48, 56, 64, 96].map((length) => pick(bytes, nat64Layouts[length] ?? last));
  const possible = readings.filter((reading) => !reading.startsWith('0.'));
  return possible.length > 0 ? possible : ['0.0.0.0'];
}

/** RFC 5214, 6.1: in the last half of an address of any prefix. */
function isIsatap(bytes: readonly number[]): boolean {
  const [first = 0, ...others] = bytes.slice(8, 12);
  return (first & ~0x02) === 0 && others.join() === [0x00, 0x5e, 0xfe].join();
}

function begins(bytes: readonly number[], prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function pick(bytes: readonly number[], at: readonly number[]): string {
  return at.map((index) => bytes[index]).join('.');
}

function startOf(address: string, bits: number): number[] {
  return bytesOf(address).slice(0, bits / 8);
}

function bytesOf(address: string): number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [left = [], right = []] = canonical.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].flatMap((word) => {
    const value = parseInt(word, 16);
    return [value >> 8, value & 0xff];
  });
}
