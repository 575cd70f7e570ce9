import type { ConnectionRequires } from '../../../src/api/connection.gen.ts';
import type { StandardCase } from '../../support/matrix.ts';
import { ports } from './container.ts';

export interface Row {
  name: string;
  standard?: StandardCase;
  config: Record<string, unknown>;
  requires?: ConnectionRequires;
  expect: object;
}

const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
const readOnly = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' };
const connected = (access: object) => ({ outcome: 'connected', access });
const cannot = (reason: string, about: string, more: object = {}) => ({
  reason,
  about: expect.stringContaining(about),
  ...more,
});
const everything: ConnectionRequires = { access: ['Read', 'Write', 'Update', 'Delete'] };

const inBothVersions: Row[] = [
  {
    name: 'a directory of the user',
    standard: 'right',
    config: { path: 'shared' },
    requires: everything,
    expect: {
      ...connected(all),
      account: { id: '1000', name: 'uid 1000 (AUTH_SYS)' },
      checks: [
        { name: 'Resolved', result: 'Passed' },
        { name: 'Reached', result: 'Passed' },
        { name: 'Authenticated', result: 'NotTestable' },
        { name: 'Authorized', result: 'Passed' },
      ],
    },
  },
  {
    name: 'the directory of a group',
    config: { uid: 4711, gid: 4711, gids: [1000], path: 'private' },
    expect: connected(readOnly),
  },
  {
    name: 'a directory of somebody else',
    standard: 'wrong user',
    config: { uid: 4711, gid: 4711, path: 'private' },
    expect: cannot('PermissionDenied', 'read the directory private', { access: { ...readOnly, read: 'Denied' } }),
  },
  {
    name: 'a directory of root',
    standard: 'no write permission',
    config: {},
    requires: { access: ['Write'] },
    expect: cannot('PermissionDenied', 'write', { access: readOnly }),
  },
  {
    name: 'an export that is read only',
    standard: 'no write permission',
    config: { export: '/srv/ro' },
    requires: { access: ['Read', 'Delete'] },
    expect: cannot('PermissionDenied', 'delete', { access: readOnly }),
  },
  {
    name: 'a directory to drop files into',
    config: { path: 'inbox' },
    requires: { access: ['Write'] },
    expect: connected({ ...all, read: 'Denied' }),
  },
  {
    name: 'no such directory',
    standard: 'wrong path',
    config: { path: 'gone/2026' },
    expect: cannot('TargetNotFound', 'the directory gone in the export /srv/rw'),
  },
  {
    name: 'a file',
    standard: 'wrong path',
    config: { path: 'list.csv' },
    expect: cannot('TargetNotFound', 'no directory'),
  },
  { name: 'a symbolic link', config: { path: 'latest' }, expect: cannot('InvalidConfiguration', 'symbolic link') },
  { name: 'root', config: { uid: 0, gid: 0 }, expect: connected(all) },
  {
    name: 'root that is squashed',
    config: { export: '/srv/squash', uid: 0, gid: 0 },
    requires: { access: ['Write'] },
    expect: cannot('PermissionDenied', 'write', { access: readOnly }),
  },
  {
    name: 'an export for Kerberos',
    config: { export: '/srv/krb5' },
    expect: cannot('InvalidConfiguration', 'sec: the export /srv/krb5 does not take sys'),
  },
];

/** Where the versions differ: 4 hides what is not for the client, 3 refuses it. */
export const rows: Row[] = [
  ...(['4', '3'] as const).flatMap((version) =>
    inBothVersions.map((row) => ({
      ...row,
      name: `version ${version}: ${row.name}`,
      config: { version, ...row.config },
    })),
  ),
  {
    name: 'version 4: not exported to this client',
    config: { version: '4', export: '/srv/other' },
    expect: cannot('TargetNotFound', 'the export /srv/other', {
      causes: expect.arrayContaining(["it is not exported to the operator's address"]),
    }),
  },
  {
    name: 'version 3: not exported to this client',
    config: { version: '3', export: '/srv/other' },
    expect: cannot('PermissionDenied', 'use the export /srv/other', {
      account: { id: '1000', name: 'uid 1000 (AUTH_SYS)' },
      checks: [
        { name: 'Resolved', result: 'Passed' },
        { name: 'Reached', result: 'Passed' },
        { name: 'Authenticated', result: 'NotTestable' },
        { name: 'Authorized', result: 'Failed', reason: 'PermissionDenied' },
      ],
      causes: expect.arrayContaining(["it is not exported to the operator's address"]),
    }),
  },
  {
    name: 'version 4: no such export',
    standard: 'wrong path',
    config: { version: '4', export: '/srv/gone' },
    expect: cannot('TargetNotFound', 'the export /srv/gone'),
  },
  {
    name: 'version 3: no such export',
    standard: 'wrong path',
    config: { version: '3', export: '/srv/gone' },
    expect: cannot('PermissionDenied', 'use the export /srv/gone', {
      causes: expect.arrayContaining(['the server does not list this export']),
    }),
  },
  {
    name: 'a server of 4.1 alone',
    config: { version: '4', port: ports.only41, path: 'shared' },
    expect: connected(all),
  },
  {
    name: 'version 4 at a server of 3 alone',
    config: { version: '4', port: ports.only3 },
    expect: cannot('InvalidConfiguration', 'does not serve NFS version 4, it serves 3', {
      checks: [
        { name: 'Resolved', result: 'Passed' },
        { name: 'Reached', result: 'Failed', reason: 'InvalidConfiguration' },
      ],
    }),
  },
  {
    name: 'version 3 at a server of 4 alone',
    config: { version: '3', port: ports.only41, mountPort: ports.only41 },
    expect: cannot('InvalidConfiguration', 'does not serve NFS version 3'),
  },
  {
    name: 'version 3 at ports that are given',
    config: { version: '3', port: ports.only3, mountPort: ports.mountOnly3, path: 'shared' },
    expect: connected(all),
  },
];
