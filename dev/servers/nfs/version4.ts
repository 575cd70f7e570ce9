import type { RpcAnswer, RpcCall } from './rpc-server.ts';
import { types, type Handles, type Node } from './files.ts';
import { sessions, type Sessions } from './sessions.ts';
import { opaque, u32, type Cursor } from './xdr.ts';

export interface Version4 {
  top: Node;
  handles: Handles;
  /** Minor versions that are served. */
  minors: readonly number[];
  sessions: Sessions;
}

export { sessions };

type Result = { status: number; body?: Buffer };
interface State {
  current: Node | undefined;
  server: Version4;
}

/** COMPOUND with the operations of a reader, and sessions in minor version 1. */
export function nfsd4({ procedure, args }: RpcCall, server: Version4): RpcAnswer {
  if (procedure !== 1) throw new Error(`procedure ${procedure} of NFS 4`);
  const tag = args.text(1024);
  const minor = args.u32();
  if (!server.minors.includes(minor)) {
    args.at = args.bytes.length;
    return Buffer.concat([u32(10_021), opaque(tag), u32(0)]);
  }
  const count = args.u32();
  const state: State = { current: undefined, server };
  const results: Buffer[] = [];
  let status = 0;
  for (let index = 0; index < count && status === 0; index += 1) {
    const code = args.u32();
    if (minor === 1) server.sessions.order(code, index, count);
    const result = perform(code, args, state);
    status = result.status;
    results.push(u32(code, status), result.body ?? Buffer.alloc(0));
  }
  if (status !== 0) args.at = args.bytes.length;
  return Buffer.concat([u32(status), opaque(tag), u32(results.length / 2), ...results]);
}

function perform(code: number, args: Cursor, state: State): Result {
  const { handles, top } = state.server;
  switch (code) {
    case 24: // PUTROOTFH
      state.current = top;
      return { status: 0 };
    case 22: // PUTFH
      state.current = handles.node(args.opaque(128));
      return { status: 0 };
    case 10: // GETFH
      return { status: 0, body: opaque(handles.of(current(state))) };
    case 15: // LOOKUP
      return lookup(args.text(255), state);
    case 9: // GETATTR
      return attributes(args, current(state));
    case 3: // ACCESS
      return access(args.u32(), current(state));
    default:
      return state.server.sessions.perform(code, args);
  }
}

function current({ current: node }: State): Node {
  if (!node) throw new Error('an operation without a current handle');
  return node;
}

function lookup(name: string, state: State): Result {
  const at = current(state);
  if (at.type === types.link) return { status: 10_029 };
  if (at.type !== types.directory) return { status: 20 };
  const found = at.entries.get(name);
  if (!found) return { status: 2 };
  if (found.status !== undefined) return { status: found.status };
  state.current = found;
  return { status: 0 };
}

function attributes(args: Cursor, node: Node): Result {
  if (args.u32() !== 1 || args.u32() !== 2) throw new Error('another attribute than the type');
  return { status: 0, body: Buffer.concat([u32(1, 2), opaque(u32(node.type))]) };
}

function access(asked: number, node: Node): Result {
  return { status: 0, body: u32(node.supported & asked, node.granted & asked) };
}
