import { createServer } from 'node:net';

/** Where the servers listen on 127.0.0.1; examples/quickstart has the same numbers. Below what systems give away themselves. */
export const ports = {
  WebDAV: 28_021,
  SFTP: 28_022,
  FTP: 28_023,
  'Azure Blob': 28_024,
  S3: 28_025,
  'OAuth 2': 28_026,
  'HTTP Basic': 28_027,
  'nobody, on purpose': 28_028,
} as const;

/** @throws Error naming the ports that something else listens on */
export async function ensureFree(): Promise<void> {
  const taken: string[] = [];
  for (const [name, port] of Object.entries(ports)) if (!(await isFree(port))) taken.push(`${port} (${name})`);
  if (taken.length === 0) return;
  throw new Error(
    `Something listens on 127.0.0.1 already, where examples/quickstart expects its own servers: port ${taken.join(', ')}. ` +
      'Is another quickstart running? Stop it first.',
  );
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  const free = await promise;
  if (free) await new Promise((closed) => server.close(closed));
  return free;
}
