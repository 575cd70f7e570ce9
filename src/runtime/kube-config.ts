import type { AgentOptions } from 'node:https';
import { createSecureContext, type ConnectionOptions, type SecureContext } from 'node:tls';

import { KubeConfig, type Cluster, type DispatcherOptions } from '@kubernetes/client-node';
import { Agent, ProxyAgent, type buildConnector, type Dispatcher } from 'undici';

/** Below the 90 s after which a kube-apiserver closes an idle connection, so that it is never the first to. */
const KEEP_ALIVE_MS = 30_000;

type CreateDispatcher = (cluster: Cluster | null, agentOptions: AgentOptions) => Dispatcher;

/**
 * A KubeConfig whose calls share one connection pool.
 *
 * client-node 2.0.1 makes a new undici agent, and so a new TLS handshake, for every call. Ours is made anew only
 * when the server, CA, certificate or key is another one (client-node reads the files again for every call, so a
 * rotated CA or client certificate is picked up; a token file is read again every 60 s and is not part of it).
 * HTTP/1.1, because undici would otherwise put every watch and call on one HTTP/2 connection.
 */
export class SharedKubeConfig extends KubeConfig {
  #current: { settings: Setting[]; dispatcher: Dispatcher } | undefined;

  constructor() {
    super();
    // Private in the type declarations, so it cannot be overridden by a method.
    const seam = this as unknown as { createDispatcher: CreateDispatcher };
    const original = seam.createDispatcher.bind(this);
    seam.createDispatcher = (cluster, agentOptions) => this.#shared(cluster, agentOptions, original);
  }

  /** Closes every connection once its request is over. */
  async close(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    await current?.dispatcher.close();
  }

  #shared(cluster: Cluster | null, agentOptions: AgentOptions, original: CreateDispatcher): Dispatcher {
    const options = this.createDispatcherOptions(cluster, agentOptions);
    const settings = settingsOf(cluster, options);
    if (this.#current && areSame(this.#current.settings, settings)) return this.#current.dispatcher;
    // Requests under way, watches among them, end on the old one.
    void this.#current?.dispatcher.close().catch(() => {});
    const dispatcher = options.type === 'socks' ? original(cluster, agentOptions) : http1Dispatcher(options);
    this.#current = { settings, dispatcher };
    return dispatcher;
  }
}

const POOL = { allowH2: false, keepAliveTimeout: KEEP_ALIVE_MS };

function http1Dispatcher(options: Exclude<DispatcherOptions, { type: 'socks' }>): Dispatcher {
  if (options.type === 'none') return new Agent(POOL);
  const connect = asConnect(options.connect);
  if (options.type === 'agent') return new Agent({ ...POOL, connect });
  return new ProxyAgent({ ...POOL, connect, uri: options.uri, requestTls: asConnect(options.requestTls) });
}

/**
 * With one secure context for all connections: to read CA, certificate and key takes some milliseconds for each, and where
 * an API server has not answered in time, as many are opened anew as there were requests.
 */
function asConnect(options: ConnectionOptions): buildConnector.BuildOptions {
  const secureContext = contextOf(options);
  // The same shape: undici's own declarations just do not allow for exactOptionalPropertyTypes.
  return { ...options, ...(secureContext && { secureContext }) } as buildConnector.BuildOptions;
}

/** Undefined for what cannot be read: each request then says so. */
function contextOf(options: ConnectionOptions): SecureContext | undefined {
  try {
    return createSecureContext(options);
  } catch {
    return undefined;
  }
}

type Setting = Buffer | string | undefined;

/** Compared and not hashed: that would be done for each request, over the CA, the certificate and the key. */
function settingsOf(cluster: Cluster | null, options: DispatcherOptions): Setting[] {
  const tls = 'requestTls' in options ? options.requestTls : 'connect' in options ? options.connect : {};
  const { servername, rejectUnauthorized, ca, cert, key, pfx } = tls;
  return [
    cluster?.server,
    cluster?.proxyUrl,
    servername,
    `${rejectUnauthorized}`,
    ...([ca, cert, key, pfx] as Setting[]),
  ];
}

function areSame(before: readonly Setting[], after: readonly Setting[]): boolean {
  return before.every((one, index) => isSame(one, after[index]));
}

function isSame(one: Setting, other: Setting): boolean {
  return one === other || (Buffer.isBuffer(one) && Buffer.isBuffer(other) && one.equals(other));
}

/**
 * Where `$KUBECONFIG` says, else `~/.kube/config`, else the pod's own service account.
 * @throws when a file is named and cannot be read, or where there is none of them.
 */
export function loadKubeConfig(): SharedKubeConfig {
  const config = new SharedKubeConfig();
  config.loadFromDefault();
  // What client-node takes where it found nothing at all.
  if (config.getCurrentCluster()?.server === 'http://localhost:8080') {
    throw new Error(
      'There is no cluster to connect to: set KUBECONFIG, write ~/.kube/config, or run in a Pod with a service account',
    );
  }
  return config;
}
