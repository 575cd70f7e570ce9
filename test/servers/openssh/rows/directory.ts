import { connected, type Row } from './row.ts';

const untold = { read: 'Granted', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' };

export const directoryRows: Row[] = [
  { name: 'a directory of our own', server: 'both', config: { path: '/srv/data/open' }, expect: { access: untold } },
  { name: 'relative to the home directory', server: 'both', config: { path: 'incoming' }, expect: connected },
  { name: 'a link to a directory', server: 'both', config: { path: '/srv/data/link' }, expect: connected },
  { name: 'no home directory', server: 'both', username: 'homeless', expect: connected },
  {
    name: 'chrooted internal-sftp',
    standard: 'right',
    server: 'jail',
    username: 'jailed',
    config: { path: '/upload' },
    expect: connected,
  },
  {
    name: 'a path outside of the chroot',
    standard: 'wrong path',
    server: 'jail',
    username: 'jailed',
    config: { path: '/srv/jail/upload' },
    expect: { reason: 'TargetNotFound', about: 'the directory /srv/jail/upload' },
  },
  {
    name: 'no such directory',
    standard: 'wrong path',
    server: 'both',
    config: { path: '/gone' },
    expect: { reason: 'TargetNotFound', about: 'the directory /gone' },
  },
  {
    name: 'a link to nowhere',
    standard: 'wrong path',
    server: 'both',
    config: { path: '/srv/data/dangling' },
    expect: { reason: 'TargetNotFound' },
  },
  {
    name: 'a file',
    standard: 'wrong path',
    server: 'both',
    config: { path: '/srv/data/open/theirs.csv' },
    expect: { reason: 'TargetNotFound', about: expect.stringContaining('where there is a file') },
  },
  {
    name: 'a directory of someone else',
    server: 'both',
    config: { path: '/home/svc/private' },
    expect: { reason: 'PermissionDenied', access: { read: 'Denied' } },
  },
  {
    name: 'a directory that nobody has the right to write to',
    standard: 'no write permission',
    server: 'both',
    requires: { path: '/srv/data/nobody', access: ['Write'] },
    expect: {
      reason: 'PermissionDenied',
      about: 'write',
      access: { ...untold, write: 'Denied', delete: 'Denied' },
    },
  },
  {
    name: 'a read-only file system',
    standard: 'no write permission',
    server: 'both',
    requires: { path: '/srv/readonly', access: ['Update'] },
    expect: {
      reason: 'PermissionDenied',
      about: 'update',
      access: { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' },
    },
  },
  {
    name: 'a server for reading only, which does not show',
    server: 'readOnly',
    config: { path: '/srv/data/open' },
    expect: { ...connected, access: untold },
  },
  {
    name: 'no subsystem',
    server: 'noSubsystem',
    expect: { reason: 'PermissionDenied', about: expect.stringContaining('does not open SFTP') },
  },
  {
    name: 'a user without a login shell',
    server: 'both',
    username: 'nologin',
    expect: { reason: expect.stringMatching(/PermissionDenied|UnexpectedReply/) },
  },
];
