import { opaque, u32, type Cursor } from './xdr.ts';

/** Clients and sessions of NFS 4.1 (RFC 8881, 18.35 to 18.50). */
export interface Sessions {
  /** @throws where an operation stands where it must not. */
  order(code: number, index: number, count: number): void;
  perform(code: number, args: Cursor): { status: number; body?: Buffer };
  /** What the client left behind. */
  left(): string[];
}

const [exchangeId, createSession, destroySession, sequence, destroyClient] = [42, 43, 44, 53, 57];
const alone = new Set([exchangeId, createSession, destroySession, destroyClient]);

export function sessions(): Sessions {
  const open = new Map<string, number>();
  let clients = 0;
  return {
    order(code, index, count) {
      if (alone.has(code) ? count !== 1 : (code === sequence) !== (index === 0)) {
        throw new Error(`operation ${code} as number ${index} of ${count}`);
      }
    },
    perform(code, args) {
      if (code === exchangeId) {
        clients += 1;
        return newClient(args, clients);
      }
      if (code === createSession) return newSession(args, open);
      if (code === sequence) return sequenced(args, open);
      if (code === destroySession) {
        if (!open.delete(args.fixed(16).toString())) throw new Error('no such session');
        return { status: 0 };
      }
      if (code !== destroyClient) throw new Error(`operation ${code}`);
      if (open.size > 0) throw new Error('the client still has a session');
      args.fixed(8);
      clients -= 1;
      return { status: 0 };
    },
    left: () => [...(clients > 0 ? ['a client'] : []), ...[...open].map(() => 'a session')],
  };
}

function newClient(args: Cursor, id: number): { status: number; body: Buffer } {
  args.fixed(8);
  if (args.opaque(1024).length === 0) throw new Error('a client without a name');
  if (args.u32() !== 0 || args.u32() !== 0 || args.u32() !== 0) throw new Error('flags, protection or implementation');
  const body = [u32(0, id, 1, 0x1_0000, 0, 0, 0), opaque('server'), opaque('scope'), u32(0)];
  return { status: 0, body: Buffer.concat(body) };
}

function newSession(args: Cursor, open: Map<string, number>): { status: number; body: Buffer } {
  args.fixed(8);
  const number = args.u32();
  if (number !== 1) throw new Error('not the sequence number of the client');
  args.u32();
  const channels = [args.fixed(24), args.fixed(4), args.fixed(24), args.fixed(4)];
  args.u32();
  if (args.u32() !== 1 || args.u32() !== 0) throw new Error('how callbacks authenticate');
  const id = `session ${String(open.size).padStart(8, '0')}`;
  open.set(id, 0);
  return { status: 0, body: Buffer.concat([Buffer.from(id), u32(number, 0), ...channels]) };
}

function sequenced(args: Cursor, open: Map<string, number>): { status: number; body?: Buffer } {
  const id = args.fixed(16).toString();
  const number = args.u32();
  const slots = [args.u32(), args.u32(), args.u32()];
  const before = open.get(id);
  if (before === undefined) return { status: 10_052 };
  if (number !== before + 1) return { status: 10_063 };
  open.set(id, number);
  return { status: 0, body: Buffer.concat([Buffer.from(id), u32(number, ...slots, 0, 0).subarray(0, 20)]) };
}
