import { connect, type Socket } from 'node:net';
import type { DriverContext } from '../context.ts';
import { failure, type Failure } from '../failure.ts';
import { pinned } from './agent.ts';
import type { AllowedHost } from './hosts.ts';
import { readInTurns } from './in-turns.ts';
import { fromNetworkError } from './network-error.ts';
import { fromReservedPort } from './reserved-port.ts';
import { checkedEndpoints, type Endpoint } from './resolve.ts';
import type { Channel } from './messages.ts';

export interface Address {
  /** Name or IP address; an IPv6 address with or without brackets. */
  host: string;
  port: number;
}

/** `host:port`, with brackets around an IPv6 address. */
export function hostAndPort({ host, port }: Address): string {
  const bare = withoutBrackets(host);
  return bare.includes(':') ? `[${bare}]:${port}` : `${bare}:${port}`;
}

export interface DialOptions {
  /** Come from a source port below 1024 where this process may, as some servers of old take for a sign of trust. */
  reservedPort?: boolean;
}

/**
 * Opens a TCP connection for protocols other than HTTP: the host must be one of the platform's, and it is the address
 * that was checked that is dialled. The caller destroys the socket; until it connects, the signal does.
 */
export async function dial(
  address: Address,
  { context, hosts }: Channel,
  { reservedPort = false }: DialOptions = {},
): Promise<Socket | Failure> {
  const about = hostAndPort(address);
  if (!socketAllowed(address, hosts)) {
    return failure('EgressDenied', { about: `${about} is not a host of this platform` });
  }
  const bare = withoutBrackets(address.host);
  const endpoints = await checkedEndpoints(bare, address.port, context);
  if (!Array.isArray(endpoints)) return endpoints;
  const open = (localPort?: number) => opened(bare, endpoints, localPort, context.signal);
  try {
    return await (reservedPort ? fromReservedPort(open) : open());
  } catch (error) {
    return fromNetworkError(error, about, context.signal);
  }
}

/**
 * Opens a further connection of a protocol that has more than one, such as FTP's for data: to the very address that the
 * first one has, whatever the server names, at another port.
 * @param about - what it is, as a person would say
 */
export async function dialBeside(
  first: Socket,
  port: number,
  { context, about, signal }: { context: Pick<DriverContext, 'egress'>; about: string; signal: AbortSignal },
): Promise<Socket | Failure> {
  const address = first.remoteAddress;
  if (address === undefined) return failure('ServiceUnavailable', { about });
  if (!context.egress.allows(address)) return failure('EgressDenied', { about });
  try {
    return await opened(address, [{ address, port }], undefined, signal);
  } catch (error) {
    return fromNetworkError(error, about, signal);
  }
}

async function opened(
  host: string,
  endpoints: Endpoint[],
  localPort: number | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const from = localPort === undefined ? {} : { localPort };
  const socket = connect({ ...pinned(host, endpoints), ...from, noDelay: true });
  try {
    await connected(socket, signal);
    readInTurns(socket);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function connected(socket: Socket, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => reject(signal.reason as Error);
  socket.once('connect', resolve).once('error', reject);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    await promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
    socket.off('connect', resolve).off('error', reject);
    // A socket without a listener for errors would end the process.
    socket.on('error', () => {});
  }
}

function socketAllowed(address: Address, hosts: readonly AllowedHost[]): boolean {
  const wanted = withoutBrackets(address.host).toLowerCase();
  return hosts.some((host) => {
    const allowed = host.toLowerCase().replaceAll(/[[\]]/g, '');
    return allowed === wanted || allowed === `${wanted}:${address.port}`;
  });
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
