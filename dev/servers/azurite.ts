import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as plainRequest, type Server } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountSas } from './azure-sas.ts';

export interface AzuriteOptions {
  accountName: string;
  accountKey: string;
  /** Containers to make; anyone may list those with `public`. */
  containers?: Record<string, { public?: boolean }>;
  /** PEM; then it speaks https, takes bearer tokens of the right form, and is reached by the account's host name. */
  tls?: { key: string; cert: string };
  /** Default one that is free. */
  port?: number;
}

export interface Azurite {
  host: string;
  port: number;
  /** Service URL: the account is in the path. */
  url: string;
  /** Requests with a credential, right or wrong. */
  loginCount(): number;
  requests(): readonly string[];
  /** Asks it for something with a SAS that may do everything. `path`: container, blob and query. */
  ask(method: string, path: string, headers?: Record<string, string>): Promise<{ status: number; text: string }>;
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
export async function startAzurite({
  accountName,
  accountKey,
  containers = {},
  tls,
  port: wanted = 0,
}: AzuriteOptions): Promise<Azurite> {
  accounts.set(accountName, accountKey);
  // Azurite reads this again every minute, so every account of this process stays in it.
  process.env['AZURITE_ACCOUNTS'] = [...accounts].map(([name, key]) => `${name}:${key}`).join(';');
  const files = tls && filesOf(tls);
  const server = blobServer(wanted, files);
  const requests: string[] = [];
  await server.start();
  const { port } = server.httpServer.address() as AddressInfo;
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}/${accountName}`;
  const sas = accountSas({ accountName, accountKey, permissions: 'rwdlac', expiry: '2099-01-01T00:00:00Z' });
  const ask = (method: string, path: string, headers: Record<string, string> = {}) =>
    exchange(method, new URL(`${url}/${path}${path.includes('?') ? '&' : '?'}${sas}`), headers);
  await createContainers(ask, containers);
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
    ask,
    async stop() {
      files?.remove();
      server.httpServer.closeAllConnections();
      await server.close();
    },
  };
}

function blobServer(port: number, files?: { key: string; cert: string }): BlobServer {
  const { default: Configuration } = load('azurite/dist/src/blob/BlobConfiguration.js') as {
    default: new (...options: unknown[]) => object;
  };
  const { default: Server } = load('azurite/dist/src/blob/BlobServer.js') as { default: Constructor };
  const { MemoryExtentChunkStore } = load('azurite/dist/src/common/persistence/MemoryExtentStore.js') as {
    MemoryExtentChunkStore: new () => object;
  };
  // host, port, keepAliveTimeout, metadata and extent database, persistence, access log, its stream, debug log, its file,
  // loose, skipApiVersionCheck, cert, key, pwd, oauth, disableProductStyleUrl, isMemoryPersistence, memoryStore
  const where = ['127.0.0.1', port, 5, randomBytes(8).toString('hex'), randomBytes(8).toString('hex'), []];
  const checks = [false, undefined, false, undefined, false, false];
  const secured = [files?.cert ?? '', files?.key ?? '', '', files ? 'basic' : undefined];
  const settings = [...where, ...checks, ...secured, false, true, new MemoryExtentChunkStore()];
  return new Server(new Configuration(...settings));
}

/** It reads key and certificate from files. */
function filesOf({ key, cert }: { key: string; cert: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'azurite-'));
  const paths = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') };
  writeFileSync(paths.key, key);
  writeFileSync(paths.cert, cert);
  return { ...paths, remove: () => rmSync(folder, { recursive: true }) };
}

/** Whatever its certificate is. */
async function exchange(
  method: string,
  url: URL,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const open = url.protocol === 'https:' ? secureRequest : plainRequest;
  const options = { method, headers: { 'x-ms-version': '2021-12-02', ...headers }, rejectUnauthorized: false };
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const sent = open(url, options, (reply) => {
    const chunks: Buffer[] = [];
    reply.on('data', (chunk: Buffer) => chunks.push(chunk));
    reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
  });
  sent.on('error', reject).end();
  return promise;
}

async function createContainers(
  ask: Azurite['ask'],
  containers: Readonly<Record<string, { public?: boolean }>>,
): Promise<void> {
  for (const [name, rules] of Object.entries(containers)) {
    const headers: Record<string, string> = rules.public ? { 'x-ms-blob-public-access': 'container' } : {};
    const { status, text } = await ask('PUT', `${name}?restype=container`, headers);
    if (status !== 201) throw new Error(`Azurite did not make the container ${name}: ${text}`);
  }
}
