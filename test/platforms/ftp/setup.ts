import { expect } from '@jest/globals';
import { createAuthority } from '../../support/certificates.ts';
import { startFtpServer } from '../../../dev/servers/ftp-server.ts';
import type { FtpAnswer, FtpServerOptions } from '../../../dev/servers/ftp-session.ts';
import { startSilentServer } from '../../../dev/servers/silent-server.ts';
import type { PlatformCase, Started } from '../case.ts';

export const username = 'svc-tls';
export const password = 'canary ftp pass';
export const account = { username, password, write: true };
export const untold = {
  read: 'NotTestable',
  write: 'NotTestable',
  update: 'NotTestable',
  delete: 'NotTestable',
} as const;

export const authority = await createAuthority('Test CA of FTP');
export const stranger = await createAuthority('CA that nobody knows');
const serving = await authority.issue(['127.0.0.1']);
export const tls = { mode: 'explicit', key: serving.privateKey, certificate: serving.certificate } as const;

interface Wanted {
  /** How often the server must have seen a password. */
  logins?: number;
  /** Commands that must have come, in this order, and no other. */
  commands?: string;
  /** Files that must be there in the end besides those of the options. */
  left?: string[];
  /** Files of the options that must be gone. */
  gone?: string[];
  config?: Record<string, unknown>;
}

/** Runs the server, and holds the driver to it: one sign-in at most, nothing left behind, the protocol kept. */
export function server(options: FtpServerOptions = {}, wanted: Wanted = {}): () => Promise<Started> {
  return async () => {
    const running = await startFtpServer({ accounts: [account], ...options });
    const { logins = 1, commands, left = [], gone = [], config } = wanted;
    const kept = Object.entries(options.files ?? {}).filter(([path]) => !gone.includes(path));
    return {
      config: { host: running.host, port: running.port, ...config },
      context: { ca: authority.certificate },
      violations: () => running.violations(),
      check() {
        const seen = running.commands().join(' ');
        expect({ logins: running.loginCount() }).toEqual({ logins });
        if (commands !== undefined) expect(seen).toBe(commands);
        const files = running.files();
        const others = Object.keys(files).filter((path) => !kept.some(([name]) => name === path));
        expect({ others, kept: kept.map(([path]) => files[path]) }).toEqual({
          others: left,
          kept: kept.map(([, content]) => content),
        });
      },
      stop: () => running.stop(),
    };
  };
}

/** A server whose reply to one command is scripted. */
export function answering(command: string, answer: FtpAnswer, options: FtpServerOptions = {}) {
  const logins = ['greeting', 'USER', 'AUTH'].includes(command) ? 0 : 1;
  return server({ ...options, answers: { [command]: answer } }, { logins });
}

export async function silent(): Promise<Started> {
  const running = await startSilentServer();
  return { config: { host: running.host, port: running.port }, stop: () => running.stop() };
}

/** A row of FTP without TLS, signing in with the password. */
export const plain = {
  kind: 'reply table',
  method: 'password',
  config: { allowInsecure: true },
  secret: { username, password },
} as const satisfies Partial<PlatformCase>;

/** A row of FTP over TLS, signing in with the password. */
export const secure = {
  kind: 'reply table',
  method: 'password',
  secret: { username, password },
} as const satisfies Partial<PlatformCase>;
