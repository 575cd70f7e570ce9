import { isFailure, type Failure } from '../../failure.ts';
import type { Program } from './call.ts';
import type { RpcConnection } from './rpc.ts';
import { XdrWriter } from './xdr.ts';

/** The protocol that gives the handle of an export (RFC 1813, 5). */
export const mountProgram: Program = { number: 100_005, version: 3, title: 'NFS version 3 (its mount protocol)' };

export interface Mounted {
  /** mountstat3 */
  status: number;
  handle: Buffer;
  /** The flavors of authentication that the export takes. */
  flavors: number[];
}

/** MNT: writes the client down in the server's list of mounts, which `unmount` takes back. */
export function mount(rpc: RpcConnection, path: string): Promise<Mounted | Failure> {
  return rpc.call({
    program: mountProgram,
    procedure: 1,
    args: new XdrWriter().string(path).bytes(),
    read: (reader) => {
      const status = reader.uint32();
      if (status !== 0) return { status, handle: Buffer.alloc(0), flavors: [] };
      return { status, handle: reader.opaque(64), flavors: reader.array(64, () => reader.uint32()) };
    },
  });
}

/** UMNT */
export async function unmount(rpc: RpcConnection, path: string): Promise<void> {
  const args = new XdrWriter().string(path).bytes();
  await rpc.call({ program: mountProgram, procedure: 3, args, read: () => ({}) });
}

/** EXPORT: what the server says that it exports; undefined where it does not say. */
export async function exportsOf(rpc: RpcConnection): Promise<string[] | undefined> {
  const listed = await rpc.call({
    program: mountProgram,
    procedure: 5,
    read: (reader) =>
      reader.linked(1024, () => {
        const path = reader.string(1024);
        reader.linked(1024, () => reader.string(255));
        return path;
      }),
  });
  return isFailure(listed) ? undefined : listed;
}
