import type { Row } from '../../support/http-cases.ts';
import { collection, letters, multistatus, once, principal, privileges, quota } from './dav.ts';

export const username = 'svc-migration';

const rights = (...names: string[]) => ({ open: once(multistatus(collection + principal + privileges(...names))) });
const proved = { open: once(multistatus(collection + principal)) };

/** Who it is, and what it may do where. */
export const rightsRows: Row[] = [
  {
    kind: 'connected',
    name: 'a server that names no principal',
    hits: { open: 2 },
    expect: {
      reason: 'Verified',
      account: { id: username, name: username },
      access: { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' },
    },
  },
  {
    kind: 'connected',
    name: 'a server that names the principal',
    replies: proved,
    hits: { open: 2 },
    expect: { reason: 'Verified', account: { id: '/principals/svc/', name: username } },
  },
  {
    kind: 'connected',
    name: 'with all privileges',
    replies: rights('all'),
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } },
  },
  {
    kind: 'connected',
    name: 'with some privileges',
    replies: rights('read', 'bind', 'write-content'),
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' } },
  },
  {
    kind: 'connected',
    name: 'with one privilege',
    replies: rights('read'),
    requires: { access: ['Read'] },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } },
  },
  {
    kind: 'connected',
    name: 'with the letters of Nextcloud',
    replies: {
      open: once(multistatus(collection + principal + letters('RGDNV'))),
    },
    expect: {
      reason: 'Verified',
      access: { read: 'NotTestable', write: 'Denied', update: 'Granted', delete: 'Granted' },
    },
  },
  {
    kind: 'connected',
    name: 'a path below',
    requires: { path: 'Finance/2026 Q1' },
    replies: { below: rights('all').open },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } },
  },
  {
    kind: 'connected',
    name: 'a quota with space left',
    replies: { open: once(multistatus(collection + principal + privileges('all') + quota(1024))) },
    requires: { access: ['Write'] },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } },
  },
  {
    kind: 'connected',
    name: 'Nextcloud has no limit',
    replies: { open: once(multistatus(collection + principal + letters('RGDNVCK') + quota(-3))) },
    expect: {
      reason: 'Verified',
      access: { read: 'NotTestable', write: 'Granted', update: 'Granted', delete: 'Granted' },
    },
  },
  {
    kind: 'connected',
    name: 'a full quota: it can still be read and cleared up',
    replies: { open: once(multistatus(collection + principal + privileges('all') + quota(0))) },
    requires: { access: ['Read', 'Delete'] },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Granted' } },
  },
  {
    name: 'a full quota where something is to be written',
    replies: { open: once(multistatus(collection + principal + privileges('all') + quota(0))) },
    requires: { access: ['Read', 'Write'] },
    expect: { reason: 'PermissionDenied', causes: 1, account: { id: '/principals/svc/' } },
  },
  {
    name: 'a full quota of the folder below',
    replies: { below: [multistatus(collection + principal + quota(0))] },
    requires: { access: ['Update'], path: 'Finance/2026 Q1' },
    expect: { reason: 'PermissionDenied', causes: 1 },
  },
  {
    kind: 'connected',
    name: 'the address of a Nextcloud server',
    config: { url: 'https://dav.example.com', vendor: 'nextcloud' },
    replies: { cloud: once(multistatus(collection + principal + letters('RGDNVCK'))) },
    hits: { cloud: 2 },
    expect: 'Verified',
  },
  {
    kind: 'connected',
    name: 'the whole WebDAV address of an ownCloud server',
    config: { url: 'https://dav.example.com/cloud/remote.php/dav/files/svc/', vendor: 'owncloud' },
    replies: { whole: once(multistatus(collection + principal)) },
    hits: { whole: 2 },
    expect: 'Verified',
  },
  {
    name: 'a path that the account may not open',
    requires: { path: 'Finance/2026 Q1' },
    replies: { below: { status: 401, headers: { 'www-authenticate': 'Basic realm="files"' } } },
    expect: { reason: 'PermissionDenied', causes: 1 },
  },
  {
    name: 'a path that is a file of a server without WebDAV',
    requires: { path: 'Finance/2026 Q1' },
    replies: { below: { status: 405 } },
    expect: { reason: 'TargetNotFound', causes: 1 },
  },
  {
    name: 'requires a right that is denied',
    requires: { access: ['Write'] },
    replies: rights('read'),
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  {
    name: 'a path that is not there',
    requires: { path: 'Finance/2026 Q1' },
    replies: { below: { status: 404 } },
    expect: { reason: 'TargetNotFound', about: /^Finance\/2026 Q1$/ },
  },
];
