import type { Failure } from '../../failure.ts';
import type { Program } from './call.ts';
import type { RpcConnection } from './rpc.ts';
import { XdrError, XdrWriter, type XdrReader } from './xdr.ts';

/** RFC 7530, and RFC 8881 for minor version 1. */
export const nfs4: Program = { number: 100_003, version: 4, title: 'NFS version 4' };

const compoundProcedure = 1;

/** One operation of a COMPOUND. */
export interface Operation<T = unknown> {
  code: number;
  args?: Uint8Array;
  /** Reads the result where it succeeded. @throws XdrError */
  read?: (reader: XdrReader) => T;
}

/** What came back: a result for each operation that succeeded, and the status of the one that did not. */
export interface Compounded {
  /** nfsstat4; 0 where all succeeded. */
  status: number;
  results: unknown[];
}

/** Sends operations as one COMPOUND; the server stops at the first that fails. */
export function compound(
  rpc: RpcConnection,
  minorVersion: number,
  operations: readonly Operation[],
): Promise<Compounded | Failure> {
  const args = new XdrWriter().string('').uint32(minorVersion).uint32(operations.length);
  for (const { code, args: own } of operations) args.uint32(code).raw(own ?? Buffer.alloc(0));
  return rpc.call({
    program: nfs4,
    procedure: compoundProcedure,
    args: args.bytes(),
    read: (reader) => readResults(reader, operations),
  });
}

function readResults(reader: XdrReader, operations: readonly Operation[]): Compounded {
  const status = reader.uint32();
  reader.opaque(1024);
  const results: unknown[] = [];
  const count = reader.uint32();
  for (const { code, read } of operations.slice(0, count)) {
    if (reader.uint32() !== code) throw new XdrError('the result of another operation');
    const own = reader.uint32();
    // What fails is the last, and its status is that of all (RFC 7530, 15.2.3).
    if (own !== 0 && (own !== status || results.length + 1 !== count)) throw new XdrError('another status');
    if (own !== 0) return { status, results };
    results.push(read?.(reader));
  }
  if (status === 0 ? results.length < operations.length : count > 0) throw new XdrError('another number of results');
  return { status, results };
}
