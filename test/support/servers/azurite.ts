import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { accountSas } from './azure-sas.ts';

export interface AzuriteOptions {
  accountName: string;
  accountKey: string;
  /** Containers to make; anyone may list those with `public`. */
  containers?: Record<string, { public?: boolean }>;
}

export interface Azurite {
  host: string;
  port: number;
  /** Service URL: the account is in the path. */
  url: string;
  /** Requests with a credential, right or wrong. */
  loginCount(): number;
  requests(): readonly string[];
  stop(): Promise<void>;
}

interface BlobServer {
  httpServer: Server;
  start(): Promise<void>;
  close(): Promise<void>;
}

type Constructor = new (...options: unknown[]) => BlobServer;

const load = createRequire(import.meta.url);
const accounts = new Map<string, string>();

/**
 * Azurite's blob service in this process: loopback, in memory, without its access log. Its telemetry is started by its
 * command line only, which is not used.
 */
export async function startAzurite({ accountName, accountKey, containers = {} }: AzuriteOptions): Promise<Azurite> {
  accounts.set(accountName, accountKey);
  // Azurite reads this again every minute, so every account of this process stays in it.
  process.env['AZURITE_ACCOUNTS'] = [...accounts].map(([name, key]) => `${name}:${key}`).join(';');
  const server = blobServer();
  const requests: string[] = [];
  await server.start();
  const { port } = server.httpServer.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/${accountName}`;
  await createContainers(url, { accountName, accountKey, containers });
  let logins = 0;
  server.httpServer.prependListener('request', (request) => {
    requests.push(`http://127.0.0.1:${port}${request.url}`);
    if (request.headers.authorization !== undefined || request.url?.includes('sig=')) logins += 1;
  });
  return {
    host: '127.0.0.1',
    port,
    url,
    loginCount: () => logins,
    requests: () => requests,
    async stop() {
      server.httpServer.closeAllConnections();
      await server.close();
    },
  };
}

function blobServer(): BlobServer {
  const { default: Configuration } = load('azurite/dist/src/blob/BlobConfiguration.js') as {
    default: new (...options: unknown[]) => object;
  };
  const { default: Server } = load('azurite/dist/src/blob/BlobServer.js') as { default: Constructor };
  const { MemoryExtentChunkStore } = load('azurite/dist/src/common/persistence/MemoryExtentStore.js') as {
    MemoryExtentChunkStore: new () => object;
  };
  // host, port, keepAliveTimeout, metadata and extent database, persistence, access log, its stream, debug log, its file,
  // loose, skipApiVersionCheck, cert, key, pwd, oauth, disableProductStyleUrl, isMemoryPersistence, memoryStore
  const settings = [
    '127.0.0.1',
    0,
    5,
    randomBytes(8).toString('hex'),
    randomBytes(8).toString('hex'),
    [],
    false,
    undefined,
    false,
    undefined,
  ];
  return new Server(
    new Configuration(...settings, false, false, '', '', '', undefined, false, true, new MemoryExtentChunkStore()),
  );
}

async function createContainers(
  url: string,
  { accountName, accountKey, containers }: Required<AzuriteOptions>,
): Promise<void> {
  const sas = accountSas({ accountName, accountKey, permissions: 'rwdlac', expiry: '2099-01-01T00:00:00Z' });
  for (const [name, rules] of Object.entries(containers)) {
    const headers = {
      'x-ms-version': '2021-12-02',
      ...(rules.public ? { 'x-ms-blob-public-access': 'container' } : {}),
    };
    const reply = await fetch(`${url}/${name}?restype=container&${sas}`, { method: 'PUT', headers });
    if (reply.status !== 201) throw new Error(`Azurite did not make the container ${name}: ${await reply.text()}`);
  }
}
