import { allGranted, connected, failed, probe, taken, type Row } from './row.ts';

const onBoth = (row: Row): Row[] => [row, { ...row, name: `${row.name}, encrypted`, server: 'encrypted' }];

export const shareRows: Row[] = [
  ...onBoth({
    name: 'share that is not there',
    config: { share: 'none' },
    expect: failed('TargetNotFound', { about: 'the share none' }),
    logins: taken,
  }),
  ...onBoth({
    name: 'share of others',
    config: { share: 'others' },
    expect: failed('PermissionDenied', { about: 'open the share others' }),
    logins: taken,
  }),
  ...onBoth({
    name: 'folder that is not there',
    config: { path: 'gone/2026' },
    expect: failed('TargetNotFound', { about: 'the folder gone\\2026' }),
    logins: taken,
    kase: 'wrong path',
  }),
  ...onBoth({
    name: 'file where a folder should be',
    config: { path: '2026/report.txt' },
    expect: failed('TargetNotFound'),
    logins: taken,
  }),
  ...onBoth({
    name: 'folder that may not be listed',
    config: { path: '/closed/' },
    expect: failed('PermissionDenied', { about: 'list the folder closed', access: { read: 'Denied' } }),
    logins: taken,
  }),
  ...onBoth({
    name: 'folder that may be written to, by looking',
    requires: { path: '2026', access: ['Read', 'Write'] },
    expect: {
      ...connected,
      access: { read: 'Granted', write: 'Granted', update: 'NotTestable', delete: 'NotTestable' },
    },
    logins: taken,
  }),
  ...onBoth({
    name: 'share that may be written to, by looking',
    expect: { ...connected, access: { read: 'Granted', write: 'Granted' } },
    logins: taken,
  }),
  ...onBoth({
    name: 'folder that may not be written to, by looking',
    requires: { path: 'fixed', access: ['Read', 'Write'] },
    expect: failed('PermissionDenied', {
      about: 'write',
      access: { read: 'Granted', write: 'Denied', update: 'NotTestable', delete: 'NotTestable' },
    }),
    logins: taken,
    kase: 'no write permission',
  }),
  ...onBoth({
    name: 'folder that takes files and is not listed, by looking',
    requires: { path: 'dropbox', access: ['Write'] },
    expect: { ...connected, access: { read: 'Denied', write: 'NotTestable' } },
    logins: taken,
  }),
  ...onBoth({
    name: 'share that is read only, by looking',
    config: { share: 'readonly', path: '2026' },
    expect: {
      ...connected,
      access: { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' },
    },
    logins: taken,
  }),
  ...onBoth({
    name: 'folder of a share of DFS that is here, by looking',
    config: { share: 'tree', path: 'here' },
    expect: { ...connected, access: { read: 'Granted', write: 'Granted' } },
    logins: taken,
  }),
  ...onBoth({
    name: 'folder of a share that DFS keeps elsewhere',
    config: { share: 'tree', path: 'link' },
    expect: failed('InvalidConfiguration', { about: expect.stringMatching(/^the folder link leads .* DFS/) }),
    logins: taken,
  }),
  ...onBoth({
    name: 'share that DFS keeps elsewhere',
    config: { share: 'moved' },
    expect: failed('InvalidConfiguration', { about: expect.stringMatching(/DFS/) }),
    logins: taken,
  }),
];

export const proofRows: Row[] = [
  ...onBoth({
    name: 'proof in a folder',
    requires: probe('2026'),
    expect: { ...connected, access: allGranted },
    logins: taken,
  }),
  {
    name: 'proof in the share itself',
    requires: probe('/'),
    expect: { ...connected, access: allGranted },
    logins: taken,
  },
  ...onBoth({
    name: 'proof in a folder that takes files and is not listed',
    requires: { ...probe('dropbox'), access: ['Write', 'Update', 'Delete'] },
    expect: { ...connected, access: { ...allGranted, read: 'Granted' } },
    logins: taken,
  }),
  { name: 'proof over SMB 2.0.2', server: 'oldest', requires: probe('2026'), expect: connected, logins: taken },
  ...onBoth({
    name: 'proof where nothing may be written',
    requires: probe('fixed'),
    expect: failed('PermissionDenied', { about: 'write', access: { read: 'Granted', write: 'Denied' } }),
    logins: taken,
    kase: 'no write permission',
  }),
  ...onBoth({
    name: 'proof in a share that is read only',
    config: { share: 'readonly' },
    requires: probe('2026'),
    expect: failed('PermissionDenied', { about: expect.stringMatching(/^write/), access: { write: 'Denied' } }),
    logins: taken,
    kase: 'no write permission',
  }),
];
