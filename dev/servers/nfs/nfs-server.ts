import type { Resolve } from '../../../src/connectors/index.ts';
import { Handles, treeOf, type Export } from './files.ts';
import type { Tap } from '../tap.ts';
import { startRpcServer, type RpcAnswer, type RpcCall } from './rpc-server.ts';
import { mountd, nfsd3 } from './version3.ts';
import { nfsd4, sessions } from './version4.ts';
import { opaque, u32 } from './xdr.ts';

export interface NfsServerOptions {
  exports: Record<string, Export>;
  /** Versions of NFS that are served. */
  versions?: readonly number[];
  /** Minor versions of 4. */
  minors?: readonly number[];
  /** Whom the client must claim to be. */
  claim?: { uid: number; gid: number; gids: number[] };
  /** Answers in place of the server, where it returns something. */
  instead?: (call: RpcCall) => RpcAnswer | undefined;
  /** Address to listen on; with ::1, rpcbind has version 3 only, as it is over IPv6. */
  host?: '127.0.0.1' | '::1';
  /** Sends replies byte for byte, in fragments. */
  fragmented?: boolean;
  /** Sent by every port as soon as somebody connects. */
  greeting?: Buffer;
  tap?: Tap;
}

export interface NfsServer {
  /** Leads port 111, 2049 and 20048 of any name to this server, and any other port to one that is closed. */
  resolve: Resolve;
  violations: string[];
  /** Mounts, sessions and clients that nobody ended. */
  left(): string[];
  /** What was called: `program.version.procedure`. */
  calls: string[];
  /** Source ports of the callers. */
  sources: number[];
  stop(): Promise<void>;
}

export const programs = { rpcbind: 100_000, nfs: 100_003, mount: 100_005 };
const ports = { rpcbind: 111, nfs: 2049, mount: 20_048 };

/** An NFS server of versions 3 and 4 over a tree that is only described, on three ports of this machine. */
export async function startNfsServer(options: NfsServerOptions): Promise<NfsServer> {
  const { exports, versions = [3, 4], minors = [0], claim = { uid: 65_534, gid: 65_534, gids: [] } } = options;
  const { host = '127.0.0.1', greeting, tap } = options;
  const [violations, calls, sources, mounts]: [string[], string[], number[], string[]] = [[], [], [], []];
  const { top, roots } = treeOf(exports);
  const handles = new Handles();
  const version4 = { top, handles, minors, sessions: sessions() };

  const dispatch = (call: RpcCall): RpcAnswer => {
    const { program, version } = call;
    if (program === programs.rpcbind) return host === '::1' ? addressOf(call) : portOf(call, versions);
    if (program === programs.mount) {
      return versions.includes(3) ? mountd(call, { exports, roots, handles, mounts }) : { reply: u32(0, 0, 0, 1) };
    }
    if (!versions.includes(version)) return { reply: u32(0, 0, 0, 2, Math.min(...versions), Math.max(...versions)) };
    return version === 3 ? nfsd3(call, handles) : nfsd4(call, version4);
  };
  const answer = (call: RpcCall): RpcAnswer => {
    const { program, version, procedure, uid, gid, gids, from } = call;
    calls.push(`${program}.${version}.${procedure}`);
    sources.push(from);
    if (JSON.stringify({ uid, gid, gids }) !== JSON.stringify(claim)) violations.push('another claim');
    const scripted = options.instead?.(call);
    if (scripted !== undefined) return scripted;
    const result = dispatch(call);
    if (Buffer.isBuffer(result) && call.args.left > 0) violations.push('bytes after the arguments');
    return options.fragmented && Buffer.isBuffer(result) ? { fragments: result } : result;
  };

  const start = async (port: number) =>
    [port, await startRpcServer({ answer, violations, greeting, host, tap })] as const;
  const running = new Map(await Promise.all(Object.values(ports).map(start)));
  return {
    resolve: async (_host, port) => [{ address: host, port: running.get(port)?.port ?? 1 }],
    violations,
    left: () => [...mounts.map((path) => `the mount of ${path}`), ...version4.sessions.left()],
    calls,
    sources,
    async stop() {
      await Promise.all([...running.values()].map((server) => server.stop()));
    },
  };
}

function portOf({ version, procedure, args }: RpcCall, versions: readonly number[]): RpcAnswer {
  if (version !== 2 || procedure !== 3) throw new Error(`procedure ${procedure} of rpcbind ${version}`);
  const [program, wanted, protocol] = [args.u32(), args.u32(), args.u32(), args.u32()];
  if (protocol !== 6) throw new Error('not TCP');
  if (wanted === 3 && !versions.includes(3)) return u32(0);
  return u32(program === programs.mount ? ports.mount : ports.nfs);
}

/** GETADDR of rpcbind 3: a universal address, of which a client takes the port. */
function addressOf({ version, procedure, args }: RpcCall): RpcAnswer {
  if (version !== 3 || procedure !== 3) throw new Error(`procedure ${procedure} of rpcbind ${version}`);
  const [program, , netid] = [args.u32(), args.u32(), args.text(255), args.text(255), args.text(255)];
  if (netid !== 'tcp6') throw new Error(`network ${netid}`);
  const port = program === programs.mount ? ports.mount : ports.nfs;
  return opaque(`::.${port >> 8}.${port & 255}`);
}
