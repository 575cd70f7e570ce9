import { algorithms, type AlgorithmKind } from './algorithms.ts';

const keyExchangeInit = 20;
/** The order of the name-lists in SSH_MSG_KEXINIT (RFC 4253, 7.1). */
const lists: readonly (AlgorithmKind | undefined)[] = ['kex', 'hostKey', undefined, 'cipher', undefined, 'mac'];

/** The software that a server says it is, for example OpenSSH_9.2p1 (RFC 4253, 4.2). */
export function softwareOf(greeting: Buffer): string | undefined {
  return /^SSH-[\d.]+-([\x21-\x7e]+)/m.exec(greeting.toString('latin1'))?.[1];
}

/**
 * The algorithms of one kind that a server names and that could be spoken with it, out of its first bytes, which are
 * not encrypted yet. Undefined where these bytes cannot be read. Names that are not on our list are left out: they are
 * the server's text.
 */
export function offeredBy(greeting: Buffer, kind: AlgorithmKind): string[] | undefined {
  const names = nameLists(greeting)?.[lists.indexOf(kind)]?.split(',');
  return names && algorithms[kind].filter((known) => names.includes(known));
}

function nameLists(greeting: Buffer): string[] | undefined {
  const banner = /^SSH-[^\n]*\n/m.exec(greeting.toString('latin1'));
  if (!banner) return undefined;
  // Length of the packet (4), of the padding (1), kind of message (1), cookie (16).
  const packet = greeting.subarray(banner.index + banner[0].length);
  if (packet.length < 22 || packet[5] !== keyExchangeInit) return undefined;
  const found: string[] = [];
  for (let at = 22; found.length < lists.length;) {
    const end = at + 4 + (at + 4 <= packet.length ? packet.readUInt32BE(at) : packet.length);
    if (end > packet.length) return undefined;
    found.push(packet.toString('latin1', at + 4, end));
    at = end;
  }
  return found;
}
