import type { Agent } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';
import type { DriverContext } from '../context.ts';
import { isFailure, type Failure } from '../failure.ts';
import type { Route } from './proxy.ts';
import { routeTo } from './send.ts';

/** A route of one connection and never a second, for what signs in a connection and not a request. */
export interface BoundRoute extends Route {
  origin: string;
  /** The server's certificate (DER), once there is a TLS connection. */
  certificate(): Buffer | undefined;
  /** The connection has ended, and a request that wanted another one was not sent. */
  spent(): boolean;
  close(): void;
}

/** A way to a host over exactly one connection, which what signs in a connection (NTLM) needs. It has to be closed. */
export async function boundRoute(url: URL, context: DriverContext): Promise<BoundRoute | Failure> {
  const route = await routeTo(url, context);
  if (isFailure(route)) return route;
  const state: State = { spent: false };
  bind(route.agent, state);
  return {
    ...route,
    origin: url.origin,
    certificate: () => (state.socket instanceof TLSSocket ? state.socket.getPeerX509Certificate()?.raw : undefined),
    spent: () => state.spent,
    close: () => route.agent.destroy(),
  };
}

interface State {
  socket?: Duplex;
  spent: boolean;
}

type Connect = (...args: unknown[]) => Promise<Duplex>;
type Done = (error: Error | null, socket?: Duplex) => void;

/** The agents of proxies open a connection by `connect`, others by `createConnection`. */
function bind(agent: Agent & { connect?: Connect }, state: State): void {
  const { connect } = agent;
  if (connect) {
    agent.connect = async (...args) => {
      if (state.socket) throw spend(state);
      return (state.socket = await connect.apply(agent, args));
    };
    return;
  }
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, done: Done) => {
    if (state.socket) {
      done(spend(state));
      return undefined;
    }
    const socket = create(options, done);
    if (socket) state.socket = socket;
    return socket;
  };
}

function spend(state: State): Error {
  state.spent = true;
  return new Error('the connection has ended');
}
