import ssh2 from 'ssh2';
import { newEd25519 } from '../../support/ssh-keys.ts';

export const password = 'canary-openssh-password';
const passphrase = 'canary-openssh-passphrase';
export const pair = newEd25519();
export const encrypted = ssh2.utils.generateKeyPairSync('rsa', {
  bits: 2048,
  passphrase,
  cipher: 'aes256-ctr',
  rounds: 16,
});
const stranger = newEd25519();

export const ports = {
  both: 2201,
  keysOnly: 2202,
  jail: 2203,
  noSubsystem: 2204,
  twoFactors: 2205,
  interactive: 2206,
  oneTry: 2207,
};
export type Server = keyof typeof ports;

export interface Row {
  name: string;
  server: Server;
  method?: 'password' | 'private-key';
  username?: string;
  secret?: Record<string, string>;
  config?: Record<string, unknown>;
  /** Type of the host key to pin. */
  pin?: 'ed25519' | 'ecdsa' | 'rsa';
  expect: object;
  /** Sign-ins that the server's log must have. */
  logins: number;
}

const connected = { outcome: 'connected' };
const withKey = { method: 'private-key', secret: { privateKey: pair.private } } as const;
export const rows: Row[] = [
  {
    name: 'password',
    server: 'both',
    expect: { ...connected, account: { id: 'svc', name: 'svc' }, access: { read: 'Granted' } },
    logins: 1,
  },
  { name: 'key', server: 'both', ...withKey, expect: connected, logins: 1 },
  {
    name: 'encrypted RSA key',
    server: 'both',
    method: 'private-key',
    secret: { privateKey: encrypted.private, passphrase },
    expect: connected,
    logins: 1,
  },
  { name: 'key, keys only', server: 'keysOnly', ...withKey, expect: connected, logins: 1 },
  { name: 'password, asked for as a question', server: 'interactive', expect: connected, logins: 1 },
  {
    name: 'chrooted internal-sftp',
    server: 'jail',
    username: 'jailed',
    config: { path: '/upload' },
    expect: connected,
    logins: 1,
  },
  { name: 'ECDSA host key pinned', server: 'both', pin: 'ecdsa', expect: connected, logins: 1 },
  { name: 'RSA host key pinned', server: 'both', pin: 'rsa', expect: connected, logins: 1 },
  {
    name: 'wrong password',
    server: 'both',
    secret: { password: 'wrong' },
    expect: { reason: 'CredentialsRejected' },
    logins: 1,
  },
  {
    name: 'wrong answer to the question',
    server: 'interactive',
    secret: { password: 'wrong' },
    expect: { reason: 'CredentialsRejected' },
    logins: 1,
  },
  { name: 'wrong user', server: 'both', username: 'nobody-here', expect: { reason: 'CredentialsRejected' }, logins: 1 },
  {
    name: 'a key that is not authorized',
    server: 'both',
    method: 'private-key',
    secret: { privateKey: stranger.private },
    expect: { reason: 'CredentialsRejected' },
    logins: 1,
  },
  {
    name: 'password, keys only: it is not sent',
    server: 'keysOnly',
    expect: { reason: 'InvalidConfiguration', about: expect.stringContaining('it takes publickey') },
    logins: 0,
  },
  { name: 'two factors', server: 'twoFactors', ...withKey, expect: { reason: 'InteractionRequired' }, logins: 1 },
  {
    name: 'wrong password, one try',
    server: 'oneTry',
    secret: { password: 'wrong' },
    expect: { reason: 'UnexpectedReply', retryAfterMs: 1_800_000 },
    logins: 1,
  },
  {
    name: 'no subsystem',
    server: 'noSubsystem',
    expect: { reason: 'PermissionDenied', about: expect.stringContaining('does not open SFTP') },
    logins: 1,
  },
  {
    name: 'a user without a login shell',
    server: 'both',
    username: 'nologin',
    expect: { reason: expect.stringMatching(/PermissionDenied|UnexpectedReply/) },
    logins: 1,
  },
  {
    name: 'no such directory',
    server: 'both',
    config: { path: '/gone' },
    expect: { reason: 'TargetNotFound', about: 'the directory /gone' },
    logins: 1,
  },
  {
    name: 'a directory of someone else',
    server: 'both',
    config: { path: '/home/svc/private' },
    expect: { reason: 'PermissionDenied', access: { read: 'Denied' } },
    logins: 1,
  },
  {
    name: 'another host key',
    server: 'both',
    config: { hostKeys: [`SHA256:${Buffer.alloc(32, 7).toString('base64').slice(0, 43)}`] },
    expect: { reason: 'HostKeyMismatch' },
    logins: 0,
  },
  {
    name: 'no host key',
    server: 'both',
    config: { hostKeys: [] },
    expect: { reason: 'HostKeyUnknown', about: expect.stringMatching(/^sha256:/) },
    logins: 0,
  },
];
