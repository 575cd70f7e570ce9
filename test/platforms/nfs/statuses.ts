import type { Reason } from '../../../src/api/reasons.ts';
import { programs } from '../../../dev/servers/nfs/nfs-server.ts';
import type { RpcCall } from '../../../dev/servers/nfs/rpc-server.ts';
import { u32 } from '../../../dev/servers/nfs/xdr.ts';
import type { PlatformCase } from '../case.ts';
import { exports, inBoth, row, server, withVersion } from './setup.ts';

const isMount = ({ program, procedure }: RpcCall) => program === programs.mount && procedure === 1;

/** The server serves NFS by then, in the first reply of version 3 only if it is neither out of order nor of another version. */
function stageOf(name: string, reason: Reason): 'Reached' | 'Authorized' {
  const unserved = name.endsWith('NOTSUPP') || reason === 'ServiceUnavailable';
  return name.startsWith('MNT3') && unserved ? 'Reached' : 'Authorized';
}

/** Rows of the facts: status of MNT, of LOOKUP in 3, of LOOKUP in 4. */
const ofExports: [name: string, status: number, version: '3' | '4', reason: Reason, about?: RegExp][] = [
  ['MNT3ERR_PERM', 1, '3', 'PermissionDenied'],
  ['MNT3ERR_NOENT', 2, '3', 'TargetNotFound', /the export \/srv\/data/],
  ['MNT3ERR_IO', 5, '3', 'ServiceUnavailable'],
  ['MNT3ERR_ACCES', 13, '3', 'PermissionDenied'],
  ['MNT3ERR_NOTDIR', 20, '3', 'TargetNotFound'],
  ['MNT3ERR_INVAL', 22, '3', 'InvalidConfiguration', /takes no such name/],
  ['MNT3ERR_NAMETOOLONG', 63, '3', 'InvalidConfiguration'],
  ['MNT3ERR_NOTSUPP', 10_004, '3', 'InvalidConfiguration', /version/],
  ['MNT3ERR_SERVERFAULT', 10_006, '3', 'ServiceUnavailable'],
  ['a status that nobody knows', 4711, '3', 'UnexpectedReply'],
  ['NFS4ERR_NOENT', 2, '4', 'TargetNotFound', /the export \/srv\/data/],
  ['NFS4ERR_ACCESS', 13, '4', 'PermissionDenied'],
  ['NFS4ERR_SERVERFAULT', 10_006, '4', 'ServiceUnavailable'],
  ['NFS4ERR_DELAY', 10_008, '4', 'ServiceUnavailable'],
  ['NFS4ERR_GRACE', 10_013, '4', 'ServiceUnavailable'],
  ['NFS4ERR_WRONGSEC', 10_016, '4', 'InvalidConfiguration', /sec: .* does not take sys; Kerberos is not supported/],
  ['NFS4ERR_MOVED', 10_019, '4', 'InvalidConfiguration', /on another server/],
  ['NFS4ERR_BADNAME', 10_041, '4', 'InvalidConfiguration'],
  ['a status that nobody knows', 4711, '4', 'UnexpectedReply'],
];

const ofDirectories: [name: string, path: string, status: number, reason: Reason, about?: RegExp][] = [
  ['PERM', 'closed', 1, 'PermissionDenied', /use the directory closed in the export \/srv\/data/],
  ['NOENT', 'closed', 2, 'TargetNotFound', /the directory closed in the export/],
  ['ACCES', 'closed', 13, 'PermissionDenied'],
  ['JUKEBOX or DELAY', 'closed', 10_008, 'ServiceUnavailable'],
];

export const statusRows: PlatformCase[] = [
  ...ofExports.map(([name, status, version, reason, about]) =>
    withVersion(version, {
      ...row,
      name,
      start: server({ exports: { '/srv/data': { status } } }),
      expect: {
        reason,
        stage: stageOf(name, reason),
        ...(about ? { about } : {}),
        ...(reason === 'PermissionDenied' ? { causes: version === '3' ? 2 : 3 } : {}),
      },
    }),
  ),
  ...ofDirectories.flatMap(([name, path, status, reason, about]) =>
    inBoth({
      ...row,
      name: `${name} for a directory`,
      config: { path },
      start: server({ exports: { '/srv/data': { directories: { [path]: { status } } } } }),
      expect: { reason, stage: 'Authorized', ...(about ? { about } : {}) },
    }),
  ),
  withVersion('3', {
    ...row,
    name: 'an export that the server does not list',
    config: { export: '/srv/typo' },
    start: server(),
    expect: { reason: 'PermissionDenied', causes: 3 },
  }),
  ...inBoth({
    ...row,
    name: 'an export that was written with a slash at its end',
    config: { export: '/srv/data/' },
    start: server(),
    expect: { reason: 'Verified' },
  }),
  withVersion('3', {
    ...row,
    name: 'a directory below an export of the whole server is listed with it',
    config: { export: '/srv/typo' },
    start: server({ exports: { '/': {} } }),
    expect: { reason: 'PermissionDenied', causes: 2 },
  }),
  withVersion('3', {
    ...row,
    name: 'an export that wants Kerberos',
    start: server({ exports: { ...exports, '/srv/data': { flavors: [390_003, 390_004] } } }),
    expect: { reason: 'InvalidConfiguration', stage: 'Authorized', about: /sec: .* Kerberos is not supported/ },
  }),
  withVersion('3', {
    ...row,
    name: 'a list of exports that is broken takes nothing from the refusal',
    start: server({
      instead: ({ program, procedure }) =>
        program === programs.mount ? (procedure === 5 ? u32(1, 9999) : u32(13)) : undefined,
    }),
    expect: { reason: 'PermissionDenied' },
  }),
  withVersion('4', {
    ...row,
    name: 'an export that is hidden from this client, or is none',
    config: { export: '/srv/typo' },
    start: server(),
    expect: { reason: 'TargetNotFound', about: /the export \/srv\/typo/, causes: 3 },
  }),
  ...inBoth({
    ...row,
    name: 'a file',
    config: { path: 'list.csv' },
    start: server(),
    expect: { reason: 'TargetNotFound', about: /no directory/ },
  }),
  ...inBoth({
    ...row,
    name: 'below a file',
    config: { path: 'list.csv/x' },
    start: server(),
    expect: { reason: 'TargetNotFound' },
  }),
  ...inBoth({
    ...row,
    name: 'a symbolic link',
    config: { path: 'latest' },
    start: server(),
    expect: { reason: 'InvalidConfiguration', stage: 'Authorized', about: /symbolic link/ },
  }),
  ...inBoth({
    ...row,
    name: 'below a symbolic link',
    config: { path: 'latest/x' },
    start: server(),
    expect: { reason: 'InvalidConfiguration', stage: 'Authorized', about: /directory latest\/x .*symbolic link/ },
  }),
  withVersion('3', {
    ...row,
    name: 'trap: a handle that is longer than any may be',
    start: server({ instead: (call) => (isMount(call) ? u32(0, 4_000_000_000) : undefined) }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached' },
  }),
];
