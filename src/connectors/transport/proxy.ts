import type { Agent } from 'node:http';
import { connect as secure } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ProxySettings, DriverContext } from '../context.ts';
import { failure, type Failure } from '../failure.ts';
import { pinned, tlsOptions } from './agent.ts';
import { refusedBeforeProxy } from './before-proxy.ts';
import { checkedEndpoints } from './resolve.ts';
import type { ProxyReply } from './proxy-failure.ts';
import { openTunnel } from './tunnel.ts';

/** How one request leaves. */
export interface Route {
  agent: Agent;
  /** With what the proxy on the way refused to let it through. */
  proxyReply: () => ProxyReply | undefined;
  /** Whether the request failed on the connection to the proxy, and not behind it. */
  isOfProxy: (error: unknown) => boolean;
}

/** What is asked with for an address: the proxy for all, or the one for this address. */
export function throughProxy(url: URL, context: DriverContext): DriverContext {
  const proxy = context.proxy ?? context.proxyFor?.(url);
  return proxy === context.proxy ? context : { ...context, proxy };
}

/** A way through an HTTP proxy: CONNECT for https, an absolute request line for http. */
export async function proxyRoute(target: URL, proxy: ProxySettings, context: DriverContext): Promise<Route | Failure> {
  if (context.sealed && target.protocol === 'http:') {
    const about = `spec.proxyRef cannot be used for http://${target.host} if a ServiceAccount signs in, because the proxy could read its token`;
    return failure('InvalidConfiguration', { about });
  }
  const refusedTarget = await refusedBeforeProxy(target, context);
  if (refusedTarget) return refusedTarget;
  const address = new URL(proxy.address);
  const port = Number(address.port || (address.protocol === 'https:' ? 443 : 80));
  const endpoints = await checkedEndpoints(address.hostname, port, context);
  if (!Array.isArray(endpoints)) {
    return endpoints.reason === 'EgressDenied'
      ? endpoints
      : failure('ProxyFailed', { about: 'its host name has no address' });
  }
  if (proxy.username !== undefined) {
    address.username = encodeURIComponent(proxy.username);
    address.password = encodeURIComponent(proxy.password ?? '');
  }
  const to = pinned(address.hostname.replace(/^\[(.*)\]$/, '$1'), endpoints);
  if (target.protocol === 'http:') {
    // It dials `connectOpts`; pinning it here is what keeps the address checked the address dialled.
    const agent = new HttpProxyAgent(address);
    Object.assign(agent.connectOpts, to, tlsOptions(to.host, { ca: context.ca }));
    return { agent: agent as unknown as Agent, proxyReply: () => undefined, isOfProxy: () => true };
  }
  const agent = new HttpsProxyAgent(address, { keepAlive: true, maxSockets: 1 });
  // Of the TLS inside the tunnel, that is of the platform.
  Object.assign(agent.options, tlsOptions(target.hostname, { ca: context.ca, serverName: context.serverName }));
  let reply: ProxyReply | undefined;
  let isBroken = false;
  // Its own way keeps all that a proxy sends before an empty line, for as long as it sends, and after the test too.
  agent.connect = async (_request, options) => {
    const authority = `${target.hostname}:${target.port || 443}`;
    isBroken = true;
    const tunnel = await openTunnel(authority, { proxy: address, to, ca: context.ca, signal: context.signal });
    isBroken = false;
    if (!('status' in tunnel)) return secure({ ...options, socket: tunnel });
    reply = tunnel;
    throw new Error('the proxy refuses');
  };
  return { agent: agent as unknown as Agent, proxyReply: () => reply, isOfProxy: () => isBroken };
}
