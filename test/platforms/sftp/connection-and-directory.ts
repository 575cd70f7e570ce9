import type { PlatformCase } from '../case.ts';
import { nowhere, password, row, server, untold, username, withPassword } from './setup.ts';

export const connectionRows: PlatformCase[] = [
  {
    ...row,
    ...withPassword,
    name: 'closed before the banner',
    start: server({ behaviour: 'closes before banner' }, { logins: 0 }),
    expect: { reason: 'ServiceUnavailable' },
  },
  {
    ...row,
    ...withPassword,
    name: 'too many connections',
    start: server({ behaviour: 'has too many connections' }, { logins: 0 }),
    expect: { reason: 'ServiceUnavailable', about: /takes no more connections at the moment/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'an address that is turned away for a while',
    start: server({ behaviour: 'penalises this address' }, { logins: 0 }),
    expect: { reason: 'ServiceUnavailable', about: /takes no more connections at the moment/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'closed after the banner',
    start: server({ behaviour: 'closes after banner' }, { logins: 0 }),
    expect: { reason: 'ServiceUnavailable' },
  },
  {
    ...row,
    ...withPassword,
    name: 'half a banner',
    start: server({ behaviour: 'half a banner' }, { logins: 0 }),
    timeoutMs: 300,
    expect: { reason: 'TimedOut' },
  },
  {
    ...row,
    ...withPassword,
    name: 'closed after half a banner',
    start: server({ behaviour: 'closes after half a banner' }, { logins: 0 }),
    expect: { reason: 'ServiceUnavailable' },
  },
  {
    ...row,
    ...withPassword,
    name: 'nonsense after the banner',
    start: server({ behaviour: 'speaks nonsense' }, { logins: 0 }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /does not speak SSH as expected/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'a few bytes at a time',
    start: server({ password, behaviour: 'trickles' }),
    expect: { reason: 'Verified' },
  },
  {
    ...row,
    ...withPassword,
    name: 'new keys in the middle',
    start: server({ password, subsystem: 'after new keys' }),
    expect: { reason: 'Verified' },
  },
  {
    ...row,
    ...withPassword,
    name: 'closed right after the password was taken',
    start: server({ password, behaviour: 'closes after sign-in' }),
    expect: { reason: 'ServiceUnavailable', stage: 'Authorized', credential: 'Accepted' },
  },
  {
    ...row,
    ...withPassword,
    name: 'closed before the password',
    start: server({ atSignIn: 'closes' }, { logins: 0 }),
    expect: { reason: 'ServiceUnavailable', stage: 'Authenticated', credential: 'NotSent' },
  },
  {
    ...row,
    ...withPassword,
    name: 'no common key exchange',
    start: server({ password, algorithms: { kex: ['diffie-hellman-group14-sha1'] } }, { logins: 0 }),
    expect: {
      reason: 'InvalidConfiguration',
      stage: 'Reached',
      about:
        /no key exchange algorithm in common: it takes diffie-hellman-group14-sha1, which spec\.config\.algorithms\.kex has to list/,
    },
  },
  {
    ...row,
    ...withPassword,
    name: 'no common cipher',
    start: server({ password, algorithms: { cipher: ['aes256-cbc'] } }, { logins: 0 }),
    expect: {
      reason: 'InvalidConfiguration',
      stage: 'Reached',
      about: /no cipher in common: it takes aes256-cbc, which/,
    },
  },
  {
    ...row,
    ...withPassword,
    name: 'group exchange alone, whose primes take too long to test',
    start: server({ password, algorithms: { kex: ['diffie-hellman-group-exchange-sha256'] } }, { logins: 0 }),
    expect: {
      reason: 'InvalidConfiguration',
      stage: 'Reached',
      about: /no key exchange algorithm in common: it takes none that is supported/,
    },
  },
  {
    ...row,
    ...withPassword,
    name: 'compression alone, which no server may ask for',
    start: server({ password, algorithms: { compress: ['zlib@openssh.com'] } }, { logins: 0 }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /does not speak SSH as expected/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'an old key exchange that was asked for',
    config: { algorithms: { kex: ['diffie-hellman-group14-sha1'] } },
    start: server({ password, algorithms: { kex: ['diffie-hellman-group14-sha1'] } }),
    expect: { reason: 'Verified' },
  },
];

export const directoryRows: PlatformCase[] = [
  {
    ...row,
    ...withPassword,
    name: 'subsystem refused',
    start: server({ password, subsystem: 'refused' }),
    expect: { reason: 'PermissionDenied', about: /does not open SFTP/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'a login shell that prints and forbids',
    start: server({ password, subsystem: 'prints text' }),
    expect: { reason: 'UnexpectedReply', stage: 'Authorized', about: /prints text where SFTP should begin/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'SSH_FX_NO_SUCH_FILE',
    config: { path: '/gone' },
    start: server({ password }),
    expect: { reason: 'TargetNotFound', about: /the directory \/gone/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'a file where a directory should be',
    config: { path: '/list.csv' },
    start: server({ password, files: ['/list.csv'] }),
    expect: { reason: 'TargetNotFound' },
  },
  {
    ...row,
    ...withPassword,
    name: 'SSH_FX_PERMISSION_DENIED',
    config: { path: '/upload' },
    start: server({ password, unlistable: ['/upload'] }),
    expect: {
      reason: 'PermissionDenied',
      about: /open \/upload/,
      account: { id: username },
      access: { read: 'Denied' },
    },
  },
  {
    ...row,
    ...withPassword,
    name: 'a drop box is good enough for who does not read',
    config: { path: '/upload' },
    requires: { access: ['Write'] },
    start: server({ password, unlistable: ['/upload'] }),
    expect: { reason: 'Verified', stage: 'Authorized', access: { read: 'Denied', write: 'NotTestable' } },
  },
  {
    ...row,
    ...withPassword,
    name: 'requires.path wins over config.path',
    config: { path: '/gone' },
    requires: { path: '/upload' },
    start: server({ password }),
    expect: { reason: 'Verified' },
  },
];

export const proofRows: PlatformCase[] = [
  {
    ...row,
    ...withPassword,
    name: 'access is proved by writing one file',
    requires: { path: '/upload', proof: 'Probe', access: ['Read', 'Write', 'Update', 'Delete'] },
    start: server({ password }),
    expect: {
      reason: 'Verified',
      access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' },
    },
  },
  {
    ...row,
    ...withPassword,
    name: 'the file may not be written',
    requires: { path: '/upload', proof: 'Probe', access: ['Write'] },
    start: server({ password, answers: { OPEN: 'denied' } }),
    expect: { reason: 'PermissionDenied', about: /^write$/, access: { read: 'Granted', ...untold, write: 'Denied' } },
  },
  {
    ...row,
    ...withPassword,
    name: 'the disk is full, or a quota used up',
    requires: { path: '/upload', proof: 'Probe' },
    start: server({ password, answers: { WRITE: 'failure' } }),
    expect: { reason: 'AccessRefused', stage: 'Authorized', about: /^\/upload$/, causes: 3 },
  },
  {
    ...row,
    ...withPassword,
    name: 'a directory that nobody may write to',
    config: { path: '/upload' },
    requires: { access: ['Write'] },
    start: server({ password, software: 'OpenSSH_9.2p1', mode: 0o40555 }),
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
];

export const inputRows: PlatformCase[] = [
  input(
    'a URL as host',
    { ...nowhere, host: 'sftp://sftp.example.com:2222/upload' },
    /host is "sftp:.*": write sftp\.example\.com alone, 2222 in port, \/upload in path/,
  ),
  input(
    'a port in the host',
    { ...nowhere, host: 'sftp.example.com:22' },
    /host is .*: write sftp\.example\.com alone, 22 in port/,
  ),
  input(
    'a path in the host',
    { ...nowhere, host: 'sftp.example.com/upload' },
    /host is .*: write sftp\.example\.com alone, \/upload in path/,
  ),
  input(
    'a port after an IPv6 address',
    { ...nowhere, host: '[2001:db8::7]:22' },
    /host is .*: write \[2001:db8::7\] alone, 22 in port/,
  ),
  input(
    'a user and a password in the host',
    { ...nowhere, host: 'sftp://svc:canary-sftp-password@sftp.example.com' },
    /host has a user name in it/,
  ),
  {
    ...input('a line break in the path', nowhere, /^spec\.requires\.path has a line break/),
    requires: { path: '/upload\n' },
  },
  input(
    'a path of a shell',
    { ...nowhere, path: '~/upload' },
    /^spec\.config\.path begins with ~, which SFTP does not know/,
  ),
  input('a port that is none', { ...nowhere, port: 99999 }, /port/),
  input('an unknown setting', { ...nowhere, user: 'x' }, /^spec\.config\.user is not a setting/),
  input('an unknown algorithm', { ...nowhere, algorithms: { kex: ['rot13'] } }, /algorithms\.kex\[0\]/),
];

function input(name: string, config: Record<string, unknown>, about: RegExp): PlatformCase {
  return { ...row, ...withPassword, name, config, expect: { reason: 'InvalidConfiguration', about } };
}
