import { randomBytes } from 'node:crypto';
import { isFailure, type Failure } from '../../failure.ts';
import { compound, type Compounded, type Operation } from './compound.ts';
import type { RpcConnection } from './rpc.ts';
import { explainStatus, isUnserved } from './statuses.ts';
import { XdrWriter } from './xdr.ts';

const minorVersion = 1;
const sessionIdBytes = 16;

/** A session of NFS 4.1, in which every COMPOUND begins with SEQUENCE (RFC 8881, 2.10). */
export interface Nfs41Session {
  run(operations: readonly Operation[]): Promise<Compounded | Failure>;
  /** Lets the server forget session and client. */
  end(): Promise<void>;
}

interface Client {
  id: Buffer;
  sequence: number;
}

export async function openSession(rpc: RpcConnection): Promise<Nfs41Session | Failure> {
  const client = await single<Client>(rpc, exchangeId());
  if (isFailure(client)) return client;
  const session = await single<Buffer>(rpc, createSession(client));
  if (isFailure(session)) {
    await compound(rpc, minorVersion, [destroyClient(client)]);
    return session;
  }
  return sessionOver(rpc, client, session);
}

function sessionOver(rpc: RpcConnection, client: Client, id: Buffer): Nfs41Session {
  let sequence = 0;
  return {
    async run(operations) {
      sequence += 1;
      const reply = await compound(rpc, minorVersion, [sequenced(id, sequence), ...operations]);
      return isFailure(reply) ? reply : { ...reply, results: reply.results.slice(1) };
    },
    async end() {
      await compound(rpc, minorVersion, [{ code: 44, args: new XdrWriter().fixed(id).bytes() }]);
      await compound(rpc, minorVersion, [destroyClient(client)]);
    },
  };
}

async function single<T extends object>(rpc: RpcConnection, operation: Operation<T>): Promise<T | Failure> {
  const reply = await compound(rpc, minorVersion, [operation]);
  if (isFailure(reply)) return reply;
  if (!isUnserved(reply.status)) rpc.progress.reached();
  if (reply.status !== 0) return explainStatus(reply.status, { about: 'a session', reserved: rpc.reserved });
  return reply.results[0] as T;
}

/** EXCHANGE_ID. The name of the client is a new one each time: another test of ours must not end this one. */
function exchangeId(): Operation<Client> {
  return {
    code: 42,
    args: new XdrWriter()
      .fixed(randomBytes(8))
      .string(`connection-operator ${randomBytes(12).toString('hex')}`)
      .uint32(0) // flags
      .uint32(0) // SP4_NONE
      .uint32(0) // no name of the implementation
      .bytes(),
    read: (reader) => ({ id: reader.fixed(8), sequence: reader.uint32() }),
  };
}

function createSession({ id, sequence }: Client): Operation<Buffer> {
  const args = new XdrWriter().fixed(id).uint32(sequence).uint32(0);
  channel(args, { bytes: 65_536, operations: 32 });
  channel(args, { bytes: 4096, operations: 2 });
  // Callbacks are never used, and need no authentication.
  args.uint32(0x4000_0000).uint32(1).uint32(0);
  return { code: 43, args: args.bytes(), read: (reader) => reader.fixed(sessionIdBytes) };
}

/** channel_attrs4 */
function channel(args: XdrWriter, { bytes, operations }: { bytes: number; operations: number }): void {
  args.uint32(0).uint32(bytes).uint32(bytes).uint32(4096).uint32(operations).uint32(1).uint32(0);
}

function sequenced(session: Buffer, sequence: number): Operation {
  return {
    code: 53,
    args: new XdrWriter().fixed(session).uint32(sequence).uint32(0).uint32(0).uint32(0).bytes(),
    read: (reader) => reader.fixed(sessionIdBytes + 5 * 4),
  };
}

function destroyClient({ id }: Client): Operation {
  return { code: 57, args: new XdrWriter().fixed(id).bytes() };
}
