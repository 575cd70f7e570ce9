import { isIPv6 } from 'node:net';
import type { DriverContext } from '../../context.ts';
import { isFailure, type Failure } from '../../failure.ts';
import { dial, hostAndPort } from '../../transport/dial.ts';
import type { Channel } from '../../transport/messages.ts';
import { RpcConnection } from './rpc.ts';
import type { Settings } from './settings.ts';

/**
 * The server of one test. NFS 3 listens on ports that the server itself names, so the first connection settles the
 * address and no other is dialled after it, whatever the name's further addresses are.
 */
export class Server {
  readonly #channel: Channel;
  readonly #settings: Settings;
  readonly #open: RpcConnection[] = [];
  #address: string | undefined;

  constructor(channel: Channel, settings: Settings) {
    this.#channel = channel;
    this.#settings = settings;
  }

  get isIPv6(): boolean {
    return this.#address !== undefined && isIPv6(this.#address);
  }

  async connect(port: number): Promise<RpcConnection | Failure> {
    const { server: host, claim } = this.#settings;
    const { signal, now, progress } = this.#channel.context;
    const channel = { ...this.#channel, context: this.#context() };
    const socket = await dial({ host, port }, channel, { reservedPort: true });
    if (isFailure(socket)) return socket;
    this.#address ??= socket.remoteAddress;
    const about = hostAndPort({ host, port });
    const connection = new RpcConnection(socket, { about, signal, progress, claim, xid: now() % 0xffff_ffff });
    this.#open.push(connection);
    return connection;
  }

  close(): void {
    for (const connection of this.#open) connection.close();
  }

  #context(): DriverContext {
    const { context } = this.#channel;
    const address = this.#address;
    return address === undefined ? context : { ...context, resolve: (_host, port) => context.resolve(address, port) };
  }
}
