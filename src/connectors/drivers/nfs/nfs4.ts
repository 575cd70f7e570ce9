import { isFailure, type Failure } from '../../failure.ts';
import { allBits } from './access.ts';
import { compound, type Compounded, type Operation } from './compound.ts';
import type { RpcConnection } from './rpc.ts';
import { openSession, type Nfs41Session } from './session41.ts';
import { explainStatus, isUnserved, type Asked } from './statuses.ts';
import { XdrError, XdrWriter, type XdrReader } from './xdr.ts';

const minorVersionMismatch = 10_021;
const handleBytes = 128;
/** attribute `type` is the second of the list (RFC 7530, 5.6). */
const typeBit = 1 << 1;

const putRootHandle: Operation = { code: 24 };
const getHandle: Operation<Buffer> = { code: 10, read: (reader) => reader.opaque(handleBytes) };

function putHandle(handle: Buffer): Operation {
  return { code: 22, args: new XdrWriter().opaque(handle).bytes() };
}

function lookup(name: string): Operation {
  return { code: 15, args: new XdrWriter().string(name).bytes() };
}

const getType: Operation<number> = {
  code: 9,
  args: new XdrWriter().uint32(1).uint32(typeBit).bytes(),
  read: readType,
};

const access: Operation<{ supported: number; granted: number }> = {
  code: 3,
  args: new XdrWriter().uint32(allBits).bytes(),
  read: (reader) => ({ supported: reader.uint32(), granted: reader.uint32() }),
};

function readType(reader: XdrReader): number {
  const bits = reader.array(8, () => reader.uint32());
  const values = reader.opaque(1024);
  if (bits[0] !== typeBit || values.length !== 4) throw new XdrError('another attribute');
  return values.readUInt32BE(0);
}

export type Run = (operations: readonly Operation[]) => Promise<Compounded | Failure>;

/** NFS 4.0, or 4.1 with a session where the server has no 4.0. */
export async function openNfs4(
  rpc: RpcConnection,
  asked: Asked,
): Promise<{ run: Run; session?: Nfs41Session } | Failure> {
  const run: Run = (operations) => compound(rpc, 0, operations);
  const first = await run([putRootHandle]);
  if (isFailure(first)) return first;
  if (first.status !== minorVersionMismatch)
    return isUnserved(first.status) ? explainStatus(first.status, asked) : { run };
  const session = await openSession(rpc);
  return isFailure(session) ? session : { run: (operations) => session.run(operations), session };
}

/** Every server takes compounds of so many names; old Linux kernels take 16 operations. */
const namesAtOnce = 8;

export interface Walked {
  /** nfsstat4 */
  status: number;
  /** How many names were found. */
  depth: number;
  handle: Buffer;
}

/** Looks names up, from the root of what the server exports. */
export async function walk(run: Run, names: readonly string[]): Promise<Walked | Failure> {
  let from = putRootHandle;
  let depth = 0;
  for (;;) {
    const some = names.slice(depth, depth + namesAtOnce);
    const reply = await run([from, ...some.map(lookup), getHandle]);
    if (isFailure(reply)) return reply;
    const { status, results } = reply;
    if (status !== 0) return { status, depth: depth + Math.max(0, results.length - 1), handle: Buffer.alloc(0) };
    const handle = results.at(-1) as Buffer;
    depth += some.length;
    if (depth === names.length) return { status, depth, handle };
    from = putHandle(handle);
  }
}

export interface Inspected {
  status: number;
  /** nfs_ftype4; unknown where the status is not 0. */
  type?: number;
  supported: number;
  granted: number;
}

/** Type of a file, and what the claimed user may do with it in the server's own view. */
export async function inspectHandle(run: Run, handle: Buffer): Promise<Inspected | Failure> {
  const reply = await run([putHandle(handle), getType, access]);
  if (isFailure(reply)) return reply;
  const [, type, bits] = reply.results as [unknown, number?, { supported: number; granted: number }?];
  return { status: reply.status, ...(type === undefined ? {} : { type }), ...(bits ?? { supported: 0, granted: 0 }) };
}
