import type { PlatformCase } from '../case.ts';
import { exports, inBoth, readOnly, row, server, withVersion } from './setup.ts';

export const rightsRows: PlatformCase[] = [
  ...inBoth({
    ...row,
    name: 'no right to read',
    config: { path: 'private' },
    start: server(),
    expect: {
      reason: 'PermissionDenied',
      about: /read the directory private/,
      account: { id: '65534' },
      access: { read: 'Denied', write: 'Denied', update: 'Denied', delete: 'Denied' },
    },
  }),
  ...inBoth({
    ...row,
    name: 'rights that are asked for and missing',
    config: { export: '/srv/archive' },
    requires: { access: ['Read', 'Write', 'Delete'] },
    start: server(),
    expect: { reason: 'PermissionDenied', about: /^write, delete$/, access: readOnly },
  }),
  ...inBoth({
    ...row,
    name: 'a drop box is good enough for who does not read',
    config: { path: 'inbox' },
    requires: { access: ['Write'] },
    start: server(),
    expect: { reason: 'Verified', access: { read: 'Denied', write: 'Granted', update: 'Denied', delete: 'Denied' } },
  }),
  ...inBoth({
    ...row,
    name: 'requires.path wins over config.path',
    config: { path: 'gone' },
    requires: { path: 'Finance' },
    start: server(),
    expect: { reason: 'Verified' },
  }),
  withVersion('4', {
    ...row,
    name: 'rights that the server cannot tell',
    start: server({ exports: { '/srv/data': { root: { supported: 0b00011, granted: 0b00011 } } } }),
    requires: { access: ['Write'] },
    expect: {
      reason: 'Verified',
      stage: 'Authorized',
      access: { read: 'Granted', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' },
    },
  }),
  withVersion('4', {
    ...row,
    name: 'deeper than one compound goes',
    config: { path: 'a/b/c/d/e/f/g/h/i/j/k' },
    start: server({ exports: { '/srv/data': { directories: { 'a/b/c/d/e/f/g/h/i/j/k': {} } } } }),
    expect: { reason: 'Verified' },
  }),
  withVersion('4', {
    ...row,
    name: 'a gap deeper than one compound goes',
    config: { path: 'a/b/c/d/e/f/g/h/i/j/k' },
    start: server({ exports: { '/srv/data': { directories: { 'a/b/c/d/e/f/g/h/i': {} } } } }),
    expect: { reason: 'TargetNotFound', about: /the directory a\/b\/c\/d\/e\/f\/g\/h\/i\/j in/ },
  }),
];

export const inputRows: PlatformCase[] = [
  input(
    'a URL as server',
    { server: 'nfs://nas.example.com/srv' },
    /^spec\.config\.server is .*: write nas\.example\.com alone, \/srv in export$/,
  ),
  input(
    'the export in the server',
    { server: 'nas.example.com:/srv' },
    /^spec\.config\.server is .*: write nas\.example\.com alone, \/srv in export$/,
  ),
  input(
    'a port in the server',
    { server: 'nas.example.com:2049' },
    /^spec\.config\.server is .*: write nas\.example\.com alone, 2049 in port$/,
  ),
  input('a UNC path', { server: '\\\\nas\\share' }, /^spec\.config\.server is .*: write nas alone, \/share in export$/),
  input(
    'a UNC path with slashes',
    { server: '//nas/share' },
    /^spec\.config\.server is .*: write nas alone, \/share in export$/,
  ),
  input(
    'a user name in the server',
    { server: 'admin:hunter2@nas' },
    /^spec\.config\.server has a user name in it: write the name of the server alone$/,
  ),
  input('an export with backslashes', { export: '\\srv\\data' }, /export has backslashes/),
  input('an export without its slash', { export: 'srv/data' }, /export does not begin with \//),
  input(
    'the server in the export',
    { export: 'nas.example.com:/srv' },
    /^spec\.config\.export is "nas\.example\.com:\/srv": write \/srv alone, nas\.example\.com in server$/,
  ),
  input('a URL as export', { export: 'nfs://nas/srv' }, /: write \/srv alone, nas in server$/),
  input('an export that climbs', { export: '/srv/../etc' }, /export has "\." or "\.\."/),
  input('a path that climbs', { path: '../other' }, /path has "\." or "\.\."/),
  input('Kerberos', { sec: 'krb5p' }, /sec is krb5p: Kerberos is not supported/),
  input('an unknown flavor', { sec: 'lipkey' }, /sec is "lipkey"/),
  input('an unknown version', { version: '2' }, /version .*must be one of 3, 4/),
  input('a version that is a number', { version: 4 }, /version/),
  input('a negative id', { uid: -2 }, /uid/),
  input('too many groups', { gids: Array.from({ length: 17 }, (_, index) => index) }, /gids/),
  withVersion('4', {
    ...row,
    name: 'a proof by writing',
    requires: { path: 'Finance', proof: 'Probe' },
    expect: { reason: 'InvalidConfiguration', about: /^spec\.requires\.proof is Probe, which nfs cannot do/ },
  }),
  withVersion('4', {
    ...row,
    name: 'IPv6 in brackets',
    config: { server: '[fd00::1]' },
    start: server({ exports }),
    expect: { reason: 'Verified' },
  }),
  withVersion('3', {
    ...row,
    name: 'IPv6 without brackets',
    config: { server: 'fd00::1' },
    start: server({ exports }),
    expect: { reason: 'Verified' },
  }),
];

function input(name: string, config: Record<string, unknown>, about: RegExp): PlatformCase {
  return withVersion('4', { ...row, name, config, expect: { reason: 'InvalidConfiguration', about } });
}
