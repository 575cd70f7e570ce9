import ssh2 from 'ssh2';
import type { ConnectionRequires } from '../../../../src/api/connection.gen.ts';
import { newEd25519 } from '../../../../dev/ssh-keys.ts';
import type { StandardCase } from '../../../support/matrix.ts';
import type { HostKeyType, SshServer } from '../container.ts';

export const password = 'canary-openssh-password';
export const passphrase = 'canary-openssh-passphrase';
export const pair = newEd25519();
export const encrypted = ssh2.utils.generateKeyPairSync('rsa', {
  bits: 2048,
  passphrase,
  cipher: 'aes256-ctr',
  rounds: 16,
});
export const stranger = newEd25519();
export const strangerRsa = ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 });

export interface Row {
  name: string;
  /** The standard case that it is. */
  standard?: StandardCase;
  server: SshServer;
  method?: 'password' | 'private-key' | 'private-key-and-password';
  username?: string;
  secret?: Record<string, string>;
  config?: Record<string, unknown>;
  requires?: ConnectionRequires;
  /** Type of the host key to pin. */
  pin?: HostKeyType;
  expect: object;
  /** Credentials that the server's log must have; default 1. */
  logins?: number;
}

export const connected = { outcome: 'connected' };
export const withKey = { method: 'private-key', secret: { privateKey: pair.private } } as const;
export const withBoth = {
  method: 'private-key-and-password',
  secret: { privateKey: pair.private, password },
} as const;
