import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { group } from '../../api/resources.ts';
import { HostResolver } from '../../connectors/index.ts';
import { KubeClient, mayI, whoAmI, type Clock, type Logger, type SharedKubeConfig } from '../../runtime/index.ts';
import type { Session } from '../contract.ts';
import { Access } from './access.ts';
import { apiRoutes } from './api.ts';
import type { Reach } from './draft-tests.ts';
import { ConnectionFeed } from './feed.ts';
import { protectiveHeaders } from './headers.ts';
import { pageRoutes } from './page.ts';
import { namespacesOf } from './rights.ts';

export interface ConsoleOptions {
  config: SharedKubeConfig;
  clock: Clock;
  log: Logger;
  /** Default of `resolve`: as the system does. */
  reach: Omit<Reach, 'resolve'> & Partial<Reach>;
  /** Folder of the built page. */
  page: string;
  /** Show this namespace alone; default: all that the person may list. */
  namespace?: string | undefined;
  /** Default: any that is free. */
  port?: number;
}

export interface RunningConsole {
  /** An address that opens the page once; each call makes a new one, and the one before is void. */
  address(): string;
  stop(): Promise<void>;
}

/** More than the largest Secret that Kubernetes takes (1 MiB), as JSON. */
const mostBytes = 3 * 1024 * 1024;

/**
 * Serves the Connections page to one browser of this machine, with the rights of a kubeconfig.
 * @throws ApiError, NetworkError if the cluster cannot be asked
 */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const { config, clock, log } = options;
  const abort = new AbortController();
  const { signal } = abort;
  const client = new KubeClient(config, { clock, userAgent: 'connection-console' });
  const session = await openSession(options, client, signal);
  const feed = new ConnectionFeed({ client, clock, log, namespace: session.namespace });
  const access = new Access();
  const refreshed = async () => ({
    ...session,
    namespaces: await namespacesOf(client, ownNamespace(config), signal).catch(() => session.namespaces),
  });
  const reach = { resolve: new HostResolver().for(''), ...options.reach };
  const app = consoleApp(
    access,
    apiRoutes({ config, client, clock, feed, reach, session: refreshed, signal }),
    pageRoutes(options.page),
  );
  const server = await listen(app, options.port ?? 0);
  access.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running = feed.run(signal);
  return {
    address: () => access.address(),
    async stop() {
      abort.abort(new Error('The console has ended.'));
      await running;
      await closed(server);
    },
  };
}

function consoleApp(access: Access, api: Hono, page: Hono): Hono {
  const app = new Hono();
  app.use(protectiveHeaders, access.guard);
  app.get('/enter', access.enter);
  app.use('/api/*', bodyLimit({ maxSize: mostBytes }));
  app.route('/api', api);
  app.all('/api/*', (context) => context.json({ message: 'There is no such thing.' }, 404));
  return app.route('/', page);
}

async function openSession(
  { config, namespace }: ConsoleOptions,
  client: KubeClient,
  signal: AbortSignal,
): Promise<Session> {
  const own = ownNamespace(config);
  const mayListAll = await mayI(client, { verb: 'list', resource: 'connections', group }, signal);
  const shown = namespace ?? (mayListAll ? undefined : own);
  const [user, namespaces] = await Promise.all([whoAmI(client, signal), namespacesOf(client, own, signal)]);
  return {
    context: config.getCurrentContext(),
    namespaces,
    ownNamespace: own,
    ...(shown === undefined ? {} : { namespace: shown }),
    ...(user === undefined ? {} : { user }),
  };
}

function ownNamespace(config: SharedKubeConfig): string {
  return config.getContextObject(config.getCurrentContext())?.namespace ?? 'default';
}

function listen(app: Hono, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => resolve(server));
    server.once('error', reject);
  });
}

function closed(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
