import { expect } from '@jest/globals';
import { newEd25519 } from '../../../dev/ssh-keys.ts';
import type { StandardCase } from '../../support/matrix.ts';
import type { Asked } from '../../support/plan-and-test.ts';
import type { SshServer } from './container.ts';

export const password = 'canary real sftp';
export const pair = newEd25519();
export const stranger = newEd25519();

export interface Row {
  name: string;
  standard?: StandardCase;
  method?: 'private-key-and-password';
  username?: string;
  secret?: Record<string, string>;
  /** Pin the host key of another. */
  pinned?: true;
  path?: string;
  requires?: Asked['requires'];
  expect: object;
  /** Credentials that the server's log must have; default 1. */
  logins?: number;
}

const connected = { outcome: 'connected', account: { id: 'svc' } };
const rejected = { outcome: 'failed', reason: 'CredentialsRejected' };
const granted = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
const probe: Row['requires'] = { proof: 'Probe', access: ['Read', 'Write', 'Update', 'Delete'] };
const key = { secret: { privateKey: pair.private } };

/** What every SFTP server is put through. */
const everywhere: Row[] = [
  { name: 'right, with a key', standard: 'right', ...key, expect: connected },
  { name: 'a key that it does not know', secret: { privateKey: stranger.private }, expect: rejected, logins: 0 },
  { name: 'a key of a user that it does not know', ...key, username: 'nobody-here', expect: rejected, logins: 0 },
  { name: 'another host key', ...key, pinned: true, expect: { reason: 'HostKeyMismatch' }, logins: 0 },
  { name: 'wrong path', standard: 'wrong path', ...key, path: '/srv/gone', expect: { reason: 'TargetNotFound' } },
  {
    name: 'a file as path',
    ...key,
    path: '/srv/data/open/theirs.csv',
    expect: { reason: 'TargetNotFound', about: expect.stringContaining('where there is a file') },
  },
  { name: 'a directory of someone else', ...key, path: '/srv/data/private', expect: { reason: 'PermissionDenied' } },
  { name: 'proof', ...key, requires: { ...probe, path: '/srv/data/open' }, expect: { ...connected, access: granted } },
  {
    name: 'no write permission',
    standard: 'no write permission',
    ...key,
    requires: { ...probe, path: '/srv/data/theirs' },
    expect: { reason: 'PermissionDenied', access: { read: 'Granted', write: 'Denied' } },
  },
];

const withPassword: Row[] = [
  { name: 'right, with a password', standard: 'right', expect: connected },
  { name: 'wrong password', standard: 'wrong password', secret: { password: 'wrong' }, expect: rejected },
  { name: 'another host key: no password', pinned: true, expect: { reason: 'HostKeyMismatch' }, logins: 0 },
  {
    name: 'a key and a password, of which one is enough',
    method: 'private-key-and-password',
    secret: { privateKey: pair.private, password },
    expect: connected,
  },
];

/** dropbear looks at no password of a user that does not exist. */
const wrongUser = (logins: number): Row => ({
  name: 'wrong user',
  standard: 'wrong user',
  username: 'nobody-here',
  expect: rejected,
  logins,
});

export const rowsOf: Readonly<Record<SshServer, readonly Row[]>> = {
  dropbear: [...everywhere, ...withPassword, wrongUser(0)],
  'dropbear-keys': [
    ...everywhere,
    {
      name: 'takes no password',
      expect: { reason: 'InvalidConfiguration', about: expect.stringContaining('nothing was sent') },
      logins: 0,
    },
  ],
  asyncssh: [...everywhere, ...withPassword, wrongUser(1)],
  mina: [...everywhere, ...withPassword, wrongUser(1)],
};
