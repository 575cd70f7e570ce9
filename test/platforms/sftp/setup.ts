import { isDeepStrictEqual } from 'node:util';
import ssh2 from 'ssh2';
import { startSftpServer, type SftpServerOptions } from '../../../dev/servers/sftp-server.ts';
import { startSilentServer } from '../../../dev/servers/silent-server.ts';
import type { Started } from '../case.ts';
import { newEd25519 } from '../../../dev/ssh-keys.ts';

export const username = 'svc';

export const password = 'canary-sftp-password';

export const passphrase = 'canary-sftp-passphrase';

export const hostKeys = [newEd25519().private, ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }).private];

export const pair = newEd25519();

export const otherPair = newEd25519();

export const rsaPair = ssh2.utils.generateKeyPairSync('rsa', { bits: 3072 });

export const encryptedPair = newEd25519({ passphrase, cipher: 'aes256-ctr', rounds: 4 });

export const anyPin = `SHA256:${Buffer.alloc(32, 7).toString('base64').replace(/=+$/, '')}`;

export const untold = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

interface Watched {
  /** How many credentials have to be shown to the server, or which, in order. */
  logins?: number | string[];
  pin?: boolean;
}

/** Runs the server, pins its host key, and counts: a test signs in at most once and leaves nothing open. */
export function server(options: SftpServerOptions, { logins = 1, pin = true }: Watched = {}): () => Promise<Started> {
  return async () => {
    const running = await startSftpServer({ username, hostKeys, ...options });
    return {
      config: { host: running.host, port: running.port, ...(pin ? { hostKeys: [running.fingerprints[0]] } : {}) },
      check() {
        const seen = running.logins();
        const wanted = typeof logins === 'number' ? seen.length === logins : isDeepStrictEqual(seen, logins);
        if (!wanted) throw new Error(`logins ${seen.join(', ')} instead of ${String(logins)}`);
      },
      stop: () => running.stop(),
    };
  };
}

export async function silent(): Promise<Started> {
  const running = await startSilentServer();
  return { config: { host: running.host, port: running.port, hostKeys: [anyPin] }, stop: () => running.stop() };
}

export const withPassword = { method: 'password', secret: { username, password } };

export const withKey = { method: 'private-key', secret: { username, privateKey: pair.private } };

export const withBoth = {
  method: 'private-key-and-password',
  secret: { username, privateKey: pair.private, password },
};

/** What a server needs to know to take both. */
export const both = { publicKey: pair.public, password };

export const nowhere = { host: 'sftp.example.com', hostKeys: [anyPin] };

export const row = { kind: 'reply table' } as const;
