import { createServer, type AddressInfo } from 'node:net';
import { startSilentServer } from '../../../dev/servers/silent-server.ts';
import { startSmbServer, type SmbServerOptions } from '../../../dev/servers/smb-server.ts';
import { skips } from '../../support/not-tested.ts';
import { lacksSmbclient } from '../../support/smbclient.ts';
import { testNow } from '../../support/test-context.ts';
import type { PlatformCase, Started } from '../case.ts';

export const username = 'svc';
export const password = 'canary-smb-password';
export const untold = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;
/** What looking tells of a folder that may be written to. */
export const written = { ...untold, read: 'Granted', write: 'Granted' } as const;
export const nowhere = { host: 'files.example.com', share: 'data' };

const lacks = lacksSmbclient();
skips('cases of smb that talk to a server', lacks);

export const withServer = { method: 'password', config: { share: 'data' }, secret: { username, password }, lacks };
export const withInput = { method: 'password', config: nowhere, secret: { username, password } };

/** Runs the server and counts: one connection a test, and as many answers to a challenge as said. */
export function server(options: Partial<SmbServerOptions> = {}, logins: readonly string[] = [`${username}: taken`]) {
  return async (): Promise<Started> => {
    const running = await startSmbServer({ user: username, password, clock: testNow, ...options });
    return {
      config: { host: running.host, port: running.port },
      check() {
        const seen = [running.connections(), ...running.logins];
        const wanted = [1, ...logins];
        if (seen.join() !== wanted.join()) throw new Error(`${seen.join()} instead of ${wanted.join()}`);
      },
      stop: () => running.stop(),
    };
  };
}

export async function silent(): Promise<Started> {
  const running = await startSilentServer();
  return { config: { host: running.host, port: running.port }, stop: () => running.stop() };
}

/** Speaks first, and not SMB. */
export async function http(): Promise<Started> {
  const greeter = createServer((socket) => {
    socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  await new Promise<void>((resolve) => greeter.listen(0, '127.0.0.1', resolve));
  const { port } = greeter.address() as AddressInfo;
  return {
    config: { host: '127.0.0.1', port },
    stop: () => new Promise((resolve) => greeter.close(() => resolve())),
  };
}

export function reply(
  name: string,
  start: NonNullable<PlatformCase['start']>,
  expect: PlatformCase['expect'],
  more: Partial<PlatformCase> = {},
): PlatformCase {
  return { ...withServer, kind: 'reply table', name, start, expect, ...more };
}

export function input(name: string, wrong: Partial<PlatformCase>, expect: PlatformCase['expect']): PlatformCase {
  return { ...withInput, kind: 'reply table', name, ...wrong, expect };
}
