import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Call, Program } from './call.ts';
import type { RpcConnection } from './rpc.ts';
import type { Server } from './server.ts';
import { XdrError, XdrWriter, type XdrReader } from './xdr.ts';

const rpcbindPort = 111;
const tcp = 6;

/** The ports at which programs are, as rpcbind on the same server says (RFC 1833). */
export async function portsOf(server: Server, programs: readonly Program[]): Promise<number[] | Failure> {
  const rpcbind = await server.connect(rpcbindPort);
  if (isFailure(rpcbind)) return withWayRound(rpcbind);
  const ports: number[] = [];
  for (const program of programs) {
    const port = await portOf(rpcbind, program, server.isIPv6);
    if (isFailure(port)) return withWayRound(port);
    ports.push(port.port);
  }
  return ports;
}

async function portOf(rpcbind: RpcConnection, program: Program, v6: boolean): Promise<{ port: number } | Failure> {
  const found = await rpcbind.call(v6 ? addressCall(program) : portCall(program));
  if (isFailure(found) || found.port !== 0) return found;
  return failure('InvalidConfiguration', { about: `version: the server has no ${program.title}` });
}

/** PMAPPROC_GETPORT of version 2, which knows IPv4 only. */
function portCall({ number, version }: Program): Call<{ port: number }> {
  return {
    program: { number: 100_000, version: 2, title: 'rpcbind version 2' },
    procedure: 3,
    args: new XdrWriter().uint32(number).uint32(version).uint32(tcp).uint32(0).bytes(),
    read: (reader) => ({ port: checked(reader.uint32()) }),
  };
}

/** RPCBPROC_GETADDR of version 3. Of the address it names only the port is taken. */
function addressCall({ number, version }: Program): Call<{ port: number }> {
  return {
    program: { number: 100_000, version: 3, title: 'rpcbind version 3' },
    procedure: 3,
    args: new XdrWriter().uint32(number).uint32(version).string('tcp6').string('').string('').bytes(),
    read: (reader) => ({ port: portIn(reader) }),
  };
}

/** A universal address: the last two numbers are the port (RFC 5665, 5.2.3). */
function portIn(reader: XdrReader): number {
  const address = reader.string(255);
  if (address === '') return 0;
  const [, high, low] = /\.(\d{1,3})\.(\d{1,3})$/.exec(address) ?? [];
  if (high === undefined || Number(high) > 255 || Number(low) > 255) throw new XdrError('no address');
  return Number(high) * 256 + Number(low);
}

function checked(port: number): number {
  if (port > 65_535) throw new XdrError('no port');
  return port;
}

function withWayRound(found: Failure): Failure {
  // A firewall mostly keeps quiet.
  if (found.reason !== 'ConnectionRefused' && found.reason !== 'TimedOut') return found;
  return {
    ...found,
    about: `${found.about}, where rpcbind tells the ports of version 3; spec.config.port and spec.config.mountPort name them without it`,
  };
}
