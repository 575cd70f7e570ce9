import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { ciphers } from './agent.ts';
import { limitBytes } from './interim.ts';

export interface TunnelOptions {
  /** Its address, and the user name and password that it wants, if any. */
  proxy: URL;
  /** Where to dial it. */
  to: { host: string; port: number; lookup: LookupFunction };
  /** Ends the wait, and the connection with it. */
  signal: AbortSignal;
}

/**
 * Asks a proxy for a connection. By the HTTP of Node.js, which limits what it reads of a response.
 * @param authority - `host:port`
 * @returns the connection, or the status with which it was refused. @throws an error of the network
 */
export function openTunnel(authority: string, { proxy, to, signal }: TunnelOptions): Promise<Socket | number> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket | number>();
  const open = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
  const servername = isIP(to.host) === 0 ? to.host : '';
  const headers = { host: authority, ...authorization(proxy), 'proxy-connection': 'close' };
  const request = open({
    ...to,
    servername,
    ciphers,
    method: 'CONNECT',
    path: authority,
    headers,
    agent: false,
    signal,
  });
  request.on('error', reject);
  request.on('socket', (socket) => limitBytes(request, socket));
  request.on('connect', ({ statusCode = 0 }, socket, head) => {
    if (statusCode !== 200) {
      socket.destroy();
      resolve(statusCode);
      return;
    }
    if (head.length > 0) socket.unshift(head);
    resolve(socket);
  });
  request.end();
  return promise;
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}
