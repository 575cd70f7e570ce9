import type { Failure } from '../../failure.ts';
import { allBits } from './access.ts';
import type { Program } from './call.ts';
import type { RpcConnection } from './rpc.ts';
import { XdrWriter, type XdrReader } from './xdr.ts';

/** RFC 1813 */
export const nfs3: Program = { number: 100_003, version: 3, title: 'NFS version 3' };

/** fattr3 after its first field. */
const restOfAttributes = 80;
const handleBytes = 64;

interface Found {
  /** nfsstat3 */
  status: number;
  handle: Buffer;
}

export function lookup(rpc: RpcConnection, directory: Buffer, name: string): Promise<Found | Failure> {
  return rpc.call({
    program: nfs3,
    procedure: 3,
    args: new XdrWriter().opaque(directory).string(name).bytes(),
    read: (reader) => {
      const status = reader.uint32();
      return { status, handle: status === 0 ? reader.opaque(handleBytes) : Buffer.alloc(0) };
    },
  });
}

export interface Attributes {
  /** nfsstat3 */
  status: number;
  /** ftype3 */
  type: number;
}

/** GETATTR, of which only the type is read. */
export function typeOf(rpc: RpcConnection, handle: Buffer): Promise<Attributes | Failure> {
  return rpc.call({
    program: nfs3,
    procedure: 1,
    args: new XdrWriter().opaque(handle).bytes(),
    read: (reader) => {
      const status = reader.uint32();
      return { status, type: status === 0 ? attributes(reader) : 0 };
    },
  });
}

/** ACCESS: what the claimed user may do, in the server's own view. */
export function access(rpc: RpcConnection, handle: Buffer): Promise<{ status: number; granted: number } | Failure> {
  return rpc.call({
    program: nfs3,
    procedure: 4,
    args: new XdrWriter().opaque(handle).uint32(allBits).bytes(),
    read: (reader) => {
      const status = reader.uint32();
      if (reader.bool()) attributes(reader);
      return { status, granted: status === 0 ? reader.uint32() : 0 };
    },
  });
}

function attributes(reader: XdrReader): number {
  const type = reader.uint32();
  reader.fixed(restOfAttributes);
  return type;
}
