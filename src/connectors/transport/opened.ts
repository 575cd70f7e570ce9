import type { Agent } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/** The agents of proxies open a connection by `connect`, others by `createConnection`. */
type Opening = Agent & { connect?: (...args: unknown[]) => Promise<Duplex> };

/** @param onOpened - called when a connection of this agent is there, over which a request goes out at once. */
export function watchOpening(agent: Opening, onOpened: () => void): void {
  const watch = (socket: Duplex | null | undefined) => {
    const secure = socket instanceof TLSSocket;
    if (!secure && socket instanceof Socket && !socket.connecting) onOpened();
    else socket?.once(secure ? 'secureConnect' : 'connect', onOpened);
  };
  const { connect } = agent;
  if (connect) {
    agent.connect = async (...args) => {
      const socket = await connect.apply(agent, args);
      watch(socket);
      return socket;
    };
    return;
  }
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => {
    const socket = create(options, done);
    watch(socket);
    return socket;
  };
}
