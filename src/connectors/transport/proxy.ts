import type { Agent } from 'node:http';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ProxySettings, DriverContext } from '../context.ts';
import { failure, type Failure } from '../failure.ts';
import { pinned, tlsOptions } from './agent.ts';
import { refusedBeforeProxy } from './before-proxy.ts';
import { checkedEndpoints } from './resolve.ts';

/** How one request leaves: an agent, and whether the proxy on the way refused to let it through. */
export interface Route {
  agent: Agent;
  refusedByProxy: () => boolean;
}

/** A way through an HTTP proxy: CONNECT for https, an absolute request line for http. */
export async function proxyRoute(target: URL, proxy: ProxySettings, context: DriverContext): Promise<Route | Failure> {
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
  // The agents dial `connectOpts`; pinning it here is what keeps the address checked the address dialled.
  if (target.protocol === 'http:') {
    const agent = new HttpProxyAgent(address);
    Object.assign(agent.connectOpts, to);
    return { agent: agent as unknown as Agent, refusedByProxy: () => false };
  }
  const agent = new HttpsProxyAgent(address, { keepAlive: true, maxSockets: 1 });
  // Of the TLS inside the tunnel, that is of the platform; `connectOpts` are those of the way to the proxy.
  Object.assign(agent.options, tlsOptions(target.hostname, { ca: context.ca, serverName: context.serverName }));
  Object.assign(agent.connectOpts, to);
  // A refused CONNECT is handed on as if the platform had answered; only this event tells the two apart.
  let refused = false;
  agent.on('proxyConnect', ({ statusCode }: { statusCode: number }) => (refused = statusCode !== 200));
  return { agent: agent as unknown as Agent, refusedByProxy: () => refused };
}
