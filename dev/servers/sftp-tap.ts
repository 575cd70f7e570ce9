import type { Socket } from 'node:net';
import type { Connection } from 'ssh2';
import type { Instead, Tap } from './tap.ts';

interface Cipher {
  allocPacket(length: number): Buffer;
  encrypt(packet: Buffer): void;
}

/** Length of a packet and of its padding, before the payload (RFC 4253, 6). */
const head = 5;
/** Of CHANNEL_DATA: type, channel, length of the data; then length and type of the SFTP packet. */
const sftpType = 1 + 4 + 4 + 4;
const channelData = 94;

/** Shows every packet as it goes over the wire: the greeting, key exchange, and what is encrypted. */
export function tapWire(socket: Socket, tap: Tap): void {
  const write = socket.write.bind(socket);
  let count = 0;
  socket.write = (chunk: Uint8Array | string) => {
    const bytes = Buffer.from(chunk);
    const instead = tap({ step: `wire ${(count += 1)}`, bytes });
    for (const one of instead?.send ?? [bytes]) write(one);
    if (instead?.close) socket.end();
    return true;
  };
}

/** Shows every message before it is encrypted; the other side finds its checksum right. */
export function tapMessages(client: Connection, socket: Socket, tap: Tap): void {
  const { _protocol: protocol } = client as unknown as { _protocol: { _cipher: Cipher } };
  let cipher = protocol._cipher;
  const use = (next: Cipher): void => {
    cipher = tapped(next);
  };
  Object.defineProperty(protocol, '_cipher', { get: () => cipher, set: use });

  const tapped = (next: Cipher): Cipher => {
    const encrypt = next.encrypt.bind(next);
    next.encrypt = (packet) => {
      // What stands behind the payload is padding.
      const payload = packet.subarray(head, 4 + packet.readUInt32BE(0) - packet[4]!);
      const instead = tap(describe(Buffer.from(payload)));
      if (!instead) return encrypt(packet);
      send(instead, (bytes) => encrypt(packetOf(next, bytes)));
      if (instead.close) socket.end();
    };
    return next;
  };
  use(cipher);
}

function send({ send: all }: Instead, encrypt: (payload: Buffer) => void): void {
  // A packet may be 256 kB long.
  for (const bytes of all) for (let at = 0; at < bytes.length; at += 32_768) encrypt(bytes.subarray(at, at + 32_768));
}

function packetOf(cipher: Cipher, payload: Buffer): Buffer {
  const packet = cipher.allocPacket(payload.length);
  payload.copy(packet, head);
  return packet;
}

function describe(bytes: Buffer) {
  const type = bytes[0]!;
  const isSftp = type === channelData && bytes.length > sftpType;
  const at = isSftp ? sftpType : 0;
  return {
    step: isSftp ? `SFTP ${bytes[at]}` : `message ${type}`,
    bytes,
    withCode(code: number): Buffer {
      const changed = Buffer.from(bytes);
      changed[at] = code;
      return changed;
    },
  };
}
