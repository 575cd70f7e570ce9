import type { RpcAnswer, RpcCall } from './rpc-server.ts';
import { types, type Export, type Handles, type Node } from './files.ts';
import { opaque, u32 } from './xdr.ts';

const attributes = (type: number) => Buffer.concat([u32(type), Buffer.alloc(80)]);

interface Mountable {
  exports: Record<string, Export>;
  roots: Map<string, Node>;
  handles: Handles;
  /** Paths of mounts that were not taken back. */
  mounts: string[];
}

/** Program 100005 version 3: MNT, UMNT, EXPORT. */
export function mountd({ procedure, args }: RpcCall, { exports, roots, handles, mounts }: Mountable): RpcAnswer {
  if (procedure === 5) {
    const entries = Object.keys(exports).map((path) => [u32(1), opaque(path), u32(1), opaque('10.0.0.0/8'), u32(0)]);
    return Buffer.concat([...entries.flat(), u32(0)]);
  }
  const path = args.text(1024);
  if (procedure === 3) {
    if (!mounts.includes(path)) throw new Error('UMNT of what is not mounted');
    mounts.splice(mounts.indexOf(path), 1);
    return Buffer.alloc(0);
  }
  if (procedure !== 1) throw new Error(`procedure ${procedure} of the mount protocol`);
  const { status = 0, flavors = [1] } = exports[path] ?? { status: 13 };
  if (status !== 0) return u32(status);
  mounts.push(path);
  return Buffer.concat([u32(0), opaque(handles.of(roots.get(path)!)), u32(flavors.length, ...flavors)]);
}

/** Program 100003 version 3: GETATTR, LOOKUP, ACCESS. */
export function nfsd3({ procedure, args }: RpcCall, handles: Handles): RpcAnswer {
  const node = handles.node(args.opaque(64));
  if (procedure === 1) return Buffer.concat([u32(0), attributes(node.type)]);
  if (procedure === 3) return lookup(node, args.text(255), handles);
  if (procedure !== 4) throw new Error(`procedure ${procedure} of NFS 3`);
  return Buffer.concat([u32(0, 1), attributes(node.type), u32(node.granted & args.u32())]);
}

function lookup(node: Node, name: string, handles: Handles): Buffer {
  if (node.type !== types.directory) return u32(20, 0);
  const found = node.entries.get(name);
  if (!found) return u32(2, 0);
  if (found.status !== undefined) return u32(found.status, 0);
  return Buffer.concat([u32(0), opaque(handles.of(found)), u32(0, 0)]);
}
