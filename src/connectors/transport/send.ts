import { turnOfOthers } from '../../loop/turn.ts';
import { FetchError } from 'node-fetch';
import type { DriverContext } from '../context.ts';
import { isFailure, failure, type Failure } from '../failure.ts';
import { pinnedAgent } from './agent.ts';
import { readCookies } from './cookies.ts';
import type { Reply } from './direct-request.ts';
import { hostAllowed } from './hosts.ts';
import { floods, limitInterim } from './interim.ts';
import { byAuthority } from './expired-authority.ts';
import type { Channel, Exchange, HttpRequest, HttpResponse, Refused } from './messages.ts';
import { fromNetworkError, mayBeOfProxy } from './network-error.ts';
import { watchOpening } from './opened.ts';
import { isProxysOwn } from './proxys-own.ts';
import { proxyRoute, throughProxy, type Route } from './proxy.ts';
import { brokenAtProxy, refusedByProxy } from './proxy-failure.ts';
import { isChallenge, isRedirect, learn, redirectTarget, refuseRedirect, startOf } from './redirects.ts';
import { timedFetch } from './timed-fetch.ts';
import { checkedEndpoints } from './resolve.ts';

/** More than this of a body is never read. */
const bodyLimitBytes = 64 * 1024;
const maxRedirects = 3;

/**
 * Sends one request and reads the reply. The host must be one of the platform's, the address must be allowed, and it is
 * the address that was checked that is dialled. A redirect is followed within its origin only.
 */
export async function send(
  request: HttpRequest,
  channel: Channel,
  exchangeOne: Exchange = exchange,
): Promise<HttpResponse | Refused> {
  let url = startOf(request, channel);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const reply =
      hop > 0 && request.redirect === 'WithoutCredential'
        ? await exchange({ method: 'GET', url, headers: {} }, channel)
        : await exchangeOne({ ...request, url }, channel);
    if (isFailure(reply)) return reply;
    if (isChallenge(request, reply)) channel.challenged?.add(url.href);
    if (request.redirect === 'Return' || !isRedirect(reply)) return reply;
    const next = redirectTarget(reply, url);
    if (!next) return reply;
    const refused = refuseRedirect(request, reply, { from: url, to: next, channel });
    if (refused) {
      channel.context.progress.reached();
      return refused;
    }
    url = next;
    learn(request, channel, url);
  }
  return { ...failure('UnexpectedReply', { about: `${url.host} redirects in a circle` }), redirect: 'Other' };
}

/** @param bound - a route that goes on after this; default: one that ends with the reply. */
export async function exchange(
  request: HttpRequest,
  { context: given, hosts }: Channel,
  bound?: Route,
): Promise<HttpResponse | Failure> {
  const { url } = request;
  if (!hostAllowed(url, hosts)) {
    return failure('EgressDenied', { about: `${url.host} is not a host of this platform` });
  }
  const context = throughProxy(url, given);
  await turnOfOthers();
  const route = bound ?? (await routeTo(url, context));
  if (isFailure(route)) return route;
  const onOpened = () => {
    if (request.showsCredential) context.progress.credentialSent();
  };
  if (!bound) watchOpening(route.agent, onOpened);
  else onOpened();
  try {
    const response = await timedFetch(url, given, {
      isDirect: !bound && !context.proxy,
      method: request.method,
      headers: { 'user-agent': 'connection-operator', ...headersOf(request, context) },
      body: request.body,
      agent: route.agent,
      size: bodyLimitBytes,
      signal: context.signal,
    });
    return await received(response, url, context);
  } catch (error) {
    const refusal = route.proxyReply();
    return refusal === undefined ? explain(error, url, context, route) : refusedByProxy(refusal, url, context);
  } finally {
    if (!bound) route.agent.destroy();
  }
}

/** A way to the host of a URL, through the proxy if there is one; the addresses behind it are checked and pinned. */
export async function routeTo(url: URL, context: DriverContext): Promise<Route | Failure> {
  const route = await wayTo(url, context);
  if (!isFailure(route)) limitInterim(route.agent);
  return route;
}

async function wayTo(url: URL, context: DriverContext): Promise<Route | Failure> {
  if (context.proxy) return proxyRoute(url, context.proxy, context);
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const endpoints = await checkedEndpoints(url.hostname, port, context);
  if (!Array.isArray(endpoints)) return endpoints;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const agent = pinnedAgent(url.protocol === 'https:', host, endpoints, {
    ca: context.ca,
    serverName: context.serverName,
  });
  return { agent, proxyReply: () => undefined, isOfProxy: () => false };
}

/** The agent asks a proxy for what the header Host names; that is the host that was judged and no other. */
function headersOf({ headers, url }: HttpRequest, { proxy }: DriverContext): Record<string, string> {
  if (!proxy || url.protocol !== 'http:') return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'host'));
}

async function received(response: Reply, url: URL, context: DriverContext): Promise<HttpResponse | Failure> {
  const refusal = { status: response.status, challenge: response.headers.get('proxy-authenticate')?.join(', ') ?? '' };
  if (refusal.status === 407) return refusedByProxy(refusal, url, context);
  const reply = await read(response, url, context.now());
  const plain = context.proxy !== undefined && url.protocol === 'http:';
  return plain && isProxysOwn(reply) ? refusedByProxy(refusal, url, context) : reply;
}

async function read({ status, headers: all, ...reply }: Reply, url: URL, now: number): Promise<HttpResponse> {
  const text = await reply.text();
  const headers = Object.fromEntries([...all].map(([name, values]) => [name, values.join(', ')]));
  return { status, headers, cookies: readCookies(all.get('set-cookie') ?? [], url.hostname, now), text };
}

function explain(error: unknown, url: URL, context: DriverContext, route: Route): Failure {
  if (error instanceof FetchError && error.type === 'max-size') {
    return failure('UnexpectedReply', { about: `${url.host} sends more than 64 KiB` });
  }
  const { code = '' } = error as { code?: string };
  const flood = Object.hasOwn(floods, code) ? floods[code as keyof typeof floods] : undefined;
  if (flood !== undefined) return failure('UnexpectedReply', { about: `${url.host} sends ${flood}` });
  const found = byAuthority(fromNetworkError(error, url.host, context.signal), context.ca, context.now());
  const broken = route.isOfProxy(error) ? brokenAtProxy(found, url) : undefined;
  if (broken) return broken;
  const viaProxy = context.proxy && mayBeOfProxy(found);
  return viaProxy ? failure('ProxyFailed', { about: 'it does not answer, or refuses to connect' }) : found;
}
