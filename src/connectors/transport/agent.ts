import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, type LookupFunction, type NetConnectOpts } from 'node:net';
import {
  checkServerIdentity,
  createSecureContext,
  DEFAULT_CIPHERS,
  getCACertificates,
  type ConnectionOptions,
  type SecureContext,
  type SecureContextOptions,
} from 'node:tls';
import { domainToASCII } from 'node:url';
import type { Endpoint } from './resolve.ts';

export interface TlsSettings {
  ca?: string | undefined;
  serverName?: string | undefined;
  /** Shown where the server asks for one. */
  identity?: ClientCertificate | undefined;
}

export interface ClientCertificate {
  /** PEM, the chain behind it included. */
  certificate: string;
  /** PEM, not encrypted. */
  privateKey: string;
}

/**
 * Not with DHE (RFC 5246, 7.4.3): the server chooses the prime, before it has shown who it is, and at the 10,000 bits that
 * OpenSSL takes the whole operator stands still for a second and more. Browsers have none of it either.
 */
export const ciphers = `${DEFAULT_CIPHERS}:!kDHE`;

/** An agent whose sockets can go nowhere but to the endpoints that were checked. */
export function pinnedAgent(secure: boolean, host: string, endpoints: Endpoint[], tls: TlsSettings): HttpAgent {
  const Base = secure ? HttpsAgent : HttpAgent;
  const agent = new Base({ keepAlive: true, maxSockets: 1, ...(secure ? tlsOptions(host, tls) : {}) });
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => connect({ ...options, ...pinned(host, endpoints) }, callback);
  return agent;
}

/** TLS to a host: which name its certificate has to be for, and who may have signed it. */
export function tlsOptions(
  host: string,
  tls: TlsSettings,
): { ciphers: string; secureContext?: SecureContext } & ExpectedName {
  return {
    ciphers,
    ...(tls.ca === undefined && !tls.identity ? {} : { secureContext: contextOf(tls) }),
    ...(tls.serverName === undefined && isIP(host) !== 0 ? {} : expectedName(tls.serverName ?? host)),
  };
}

type ExpectedName = Pick<ConnectionOptions, 'servername' | 'checkServerIdentity'>;

/** A server is told names alone: no address, and not the dot of the root (RFC 6066, 3), which no certificate has either. */
function expectedName(written: string): ExpectedName {
  const bare = written.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  // What is beyond ASCII stands in a certificate as what it is looked up as (RFC 6125, 6.4.2).
  const name = /[^\0-\x7f]/.test(bare) ? domainToASCII(bare) || bare : bare;
  if (isIP(name) === 0) return { servername: name };
  return { servername: '', checkServerIdentity: (_asked, certificate) => checkServerIdentity(name, certificate) };
}

/** Reading all public authorities takes 15 ms, and few CAs serve many connections. */
const contexts = new Map<string, SecureContext>();
const mostContexts = 64;

function contextOf({ ca, identity }: TlsSettings): SecureContext {
  if (!identity) return contextWith(ca ?? '');
  return createSecureContext({
    ciphers,
    cert: identity.certificate,
    key: identity.privateKey,
    ...(ca === undefined ? {} : trusting(ca)),
  });
}

/** Whoever names an authority trusts it, also one whose own issuer is not there. */
function trusting(ca: string): SecureContextOptions {
  return { ca: [...getCACertificates('default'), ca], allowPartialTrustChain: true };
}

function contextWith(ca: string): SecureContext {
  const known = contexts.get(ca);
  if (known) return known;
  if (contexts.size >= mostContexts) contexts.clear();
  const context = createSecureContext({ ciphers, ...trusting(ca) });
  contexts.set(ca, context);
  return context;
}

/** Socket options that dial one of the endpoints whatever the name says now. */
export function pinned(
  host: string,
  endpoints: Endpoint[],
): Pick<NetConnectOpts & { host: string; port: number }, 'host' | 'port'> & {
  lookup: LookupFunction;
} {
  const [first] = endpoints;
  if (!first) throw new Error('no endpoint to pin');
  const addresses = endpoints.map(({ address }) => ({ address, family: isIP(address) }));
  return {
    host: isIP(host) === 0 ? host : first.address,
    port: first.port,
    lookup: (_name, options, callback) => {
      if (options.all) callback(null, addresses);
      else callback(null, first.address, isIP(first.address));
    },
  };
}
