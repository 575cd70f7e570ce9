import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Tap } from '../tap.ts';
import { Cursor, u32 } from './xdr.ts';

export interface RpcCall {
  program: number;
  version: number;
  procedure: number;
  uid: number;
  gid: number;
  gids: number[];
  /** Port that the client comes from. */
  from: number;
  args: Cursor;
}

/** The result of a call; or what the server does in its place. */
export type RpcAnswer =
  | Buffer
  /** A reply from its reply_stat on. */
  | { reply: Buffer }
  /** Bytes as they go over the wire. */
  | { wire: Buffer }
  /** A result, in the reply to another call. */
  | { toAnotherCall: Buffer }
  | { fragments: Buffer }
  | 'silence'
  | 'close';

export interface RpcServer {
  port: number;
  stop(): Promise<void>;
}

export interface RpcServerOptions {
  answer(call: RpcCall): RpcAnswer;
  /** Where what breaks RFC 5531 is written down. */
  violations: string[];
  /** Address to listen on; default 127.0.0.1. */
  host?: string | undefined;
  /** Sent as soon as somebody connects. */
  greeting?: Buffer | undefined;
  tap?: Tap | undefined;
}

export const successful = (result: Buffer) => Buffer.concat([u32(0, 0, 0, 0), result]);

/** An ONC RPC server over TCP that takes what RFC 5531 says and writes down the rest. */
export async function startRpcServer(options: RpcServerOptions): Promise<RpcServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    if (options.greeting) socket.write(options.greeting);
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= 4 + lengthOf(pending)) {
        if ((pending[0]! & 0x80) === 0) options.violations.push('a record of several fragments');
        const record = pending.subarray(4, 4 + lengthOf(pending));
        pending = pending.subarray(4 + record.length);
        serve(socket, record, options);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, options.host ?? '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function lengthOf(bytes: Buffer): number {
  return bytes.readUInt32BE(0) & 0x7fff_ffff;
}

function serve(socket: Socket, record: Buffer, { answer, violations, tap }: RpcServerOptions): void {
  try {
    const { xid, call } = read(record, socket.remotePort ?? 0);
    const { program, version, procedure } = call;
    const given = answer(call);
    const bytes = Buffer.isBuffer(given) ? framed(xid, successful(given)) : undefined;
    const instead = bytes && tap?.({ step: `${program}.${version}.${procedure}`, bytes });
    if (!instead) return write(socket, xid, given);
    for (const one of instead.send) socket.write(one);
    if (instead.close) socket.end();
  } catch (error) {
    violations.push((error as Error).message);
    socket.destroy();
  }
}

function read(record: Buffer, from: number): { xid: number; call: RpcCall } {
  const cursor = new Cursor(record);
  const [xid, type, rpc] = [cursor.u32(), cursor.u32(), cursor.u32()];
  if (type !== 0) throw new Error('not a call');
  if (rpc !== 2) throw new Error(`version ${rpc} of RPC`);
  const [program, version, procedure, flavor] = [cursor.u32(), cursor.u32(), cursor.u32(), cursor.u32()];
  if (flavor !== 1) throw new Error(`flavor ${flavor} instead of AUTH_SYS`);
  const claim = claimIn(cursor.opaque(400));
  if (cursor.u32() !== 0 || cursor.u32() !== 0) throw new Error('a verifier with AUTH_SYS');
  return { xid, call: { program, version, procedure, from, ...claim, args: cursor } };
}

function claimIn(body: Buffer): Pick<RpcCall, 'uid' | 'gid' | 'gids'> {
  const cursor = new Cursor(body);
  cursor.u32();
  cursor.text(255);
  const [uid, gid, count] = [cursor.u32(), cursor.u32(), cursor.u32()];
  if (count > 16) throw new Error(`${count} groups in AUTH_SYS`);
  const gids = Array.from({ length: count }, () => cursor.u32());
  if (cursor.left > 0) throw new Error('bytes after AUTH_SYS');
  return { uid, gid, gids };
}

function write(socket: Socket, xid: number, answer: RpcAnswer): void {
  if (answer === 'silence') return;
  if (answer === 'close') return void socket.destroy();
  if (Buffer.isBuffer(answer)) return void socket.write(framed(xid, successful(answer)));
  if ('wire' in answer) return void socket.write(answer.wire);
  if ('reply' in answer) return void socket.write(framed(xid, answer.reply));
  if ('toAnotherCall' in answer) return void socket.write(framed(xid + 7, successful(answer.toAnotherCall)));
  inFragments(socket, Buffer.concat([u32(xid, 1), successful(answer.fragments)]));
}

function framed(xid: number, reply: Buffer): Buffer {
  const message = Buffer.concat([u32(xid, 1), reply]);
  return Buffer.concat([u32(0x8000_0000 + message.length), message]);
}

/** Byte for byte, in fragments of eight bytes, of which the last says so. */
function inFragments(socket: Socket, message: Buffer): void {
  for (let at = 0; at < message.length; at += 8) {
    const part = message.subarray(at, at + 8);
    const last = at + 8 >= message.length;
    for (const byte of Buffer.concat([u32((last ? 0x8000_0000 : 0) + part.length), part]))
      socket.write(Buffer.of(byte));
  }
}
