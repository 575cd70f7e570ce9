import { allGranted, connected, failed, probe, taken } from '../../samba/rows/row.ts';
import type { DomainRow } from './row.ts';

export const folderRows: DomainRow[] = [
  {
    name: 'folder that is not there',
    config: { path: 'gone' },
    expect: failed('TargetNotFound', { about: 'the folder gone' }),
    logins: taken,
    kase: 'wrong path',
  },
  {
    name: 'folder that may not be listed',
    config: { path: 'closed' },
    expect: failed('PermissionDenied', { about: 'list the folder closed', access: { read: 'Denied' } }),
    logins: taken,
  },
  {
    name: 'proof in a folder',
    requires: probe('2026'),
    expect: { ...connected, access: allGranted },
    logins: taken,
  },
  {
    name: 'proof where nothing may be written',
    requires: probe('fixed'),
    expect: failed('PermissionDenied', { about: 'write', access: { read: 'Granted', write: 'Denied' } }),
    logins: taken,
    kase: 'no write permission',
  },
];
