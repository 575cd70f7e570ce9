import type { Agent } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/** The agents of proxies open a connection by `connect`, others by `createConnection`. */
type Opening = Agent & { connect?: (...args: unknown[]) => Promise<Duplex> };

/**
 * @param onOpened - called once a request can go out
 * @returns whether a connection of this agent has been opened since, over which a request goes out at once.
 */
export function watchOpening(agent: Opening, onOpened: () => void = () => {}): () => boolean {
  let opened = false;
  const open = () => {
    opened = true;
    onOpened();
  };
  const watch = (socket: Duplex | null | undefined) => {
    const secure = socket instanceof TLSSocket;
    if (!secure && socket instanceof Socket && !socket.connecting) open();
    else socket?.once(secure ? 'secureConnect' : 'connect', open);
  };
  const { connect } = agent;
  if (connect) {
    agent.connect = async (...args) => {
      const socket = await connect.apply(agent, args);
      watch(socket);
      return socket;
    };
    return () => opened;
  }
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, done) => {
    const socket = create(options, done);
    watch(socket);
    return socket;
  };
  return () => opened;
}
