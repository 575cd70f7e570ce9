import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { tlsOptions } from './agent.ts';
import { limitBytes } from './interim.ts';
import type { ProxyReply } from './proxy-failure.ts';

export interface TunnelOptions {
  /** Its address, and the user name and password that it wants, if any. */
  proxy: URL;
  /** Where to dial it. */
  to: { host: string; port: number; lookup: LookupFunction };
  /** Trusted beside the public authorities, where the proxy itself is reached by TLS. */
  ca: string | undefined;
  /** Ends the wait, and the connection with it. */
  signal: AbortSignal;
}

/**
 * Asks a proxy for a connection. By the HTTP of Node.js, which limits what it reads of a response.
 * @param authority - `host:port`
 * @returns the connection, or the response with which it was refused. @throws an error of the network
 */
export function openTunnel(authority: string, { proxy, to, ca, signal }: TunnelOptions): Promise<Socket | ProxyReply> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket | ProxyReply>();
  const open = proxy.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { host: authority, ...authorization(proxy), 'proxy-connection': 'close' };
  const request = open({
    ...to,
    ...tlsOptions(to.host, { ca }),
    method: 'CONNECT',
    path: authority,
    headers,
    agent: false,
    signal,
  });
  request.on('error', reject);
  request.on('socket', (socket) => limitBytes(request, socket));
  request.on('connect', ({ statusCode: status = 0, headers: { 'proxy-authenticate': challenge } }, socket, head) => {
    // RFC 9110, 9.3.6: any 2xx opens it.
    if (status < 200 || status > 299) {
      socket.destroy();
      resolve({ status, challenge: challenge ?? '' });
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
