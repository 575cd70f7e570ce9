import type { PlatformCase } from '../case.ts';
import { input, nowhere, password, username } from './setup.ts';

const hosts: [string, string, RegExp][] = [
  ['a URL as host', 'smb://files.example.com', /write files\.example\.com alone/],
  ['a URL with a share as host', 'smb://files.example.com/data', /write files\.example\.com alone, data in share/],
  ['a UNC path as host', '\\\\files\\data\\2026\\q1', /write files alone, data in share, 2026\\q1 in path/],
  ['a UNC path with the other slash as host', '//files/data', /write files alone, data in share/],
  ['a port in the host', 'files.example.com:445', /write files\.example\.com alone, 445 in port/],
  ['a user in the host', 'svc@files.example.com', /has a user name in it/],
];

const shares: [string, string, RegExp][] = [
  ['IPC$', 'IPC$', /share is IPC\$, which holds no files/],
  ['a UNC path as share', '\\\\files\\data\\2026', /write data alone, files in host, 2026 in path/],
  ['a UNC path with the other slash as share', '//files/data', /write data alone, files in host/],
  ['the root of the server as share', '\\\\files\\', /a share of the server is needed/],
  ['a slash as share', '/', /a share of the server is needed/],
  ['a folder in the share', 'data/2026', /write data alone, 2026 in path/],
];

const paths: [string, string, RegExp][] = [
  ['a UNC path as path', '\\\\files\\data\\2026', /path is a UNC path/],
  ['a drive', 'Z:\\2026', /path begins with a drive/],
  ['a way up', '2026/../secret', /path has \.\. in it/],
  ['a wildcard', '2026/*', /path has a character/],
  ['a quotation mark', '2026"', /path has a character/],
];

const users: [string, string, RegExp][] = [
  ['a domain without a user', 'CORP\\', /`username` of the Secret names no user/],
  ['blanks as user', '  ', /`username` of the Secret names no user/],
  ['a slash in the user', 'CORP/svc', /`username` of the Secret has a character/],
  ['a percent sign in the user', 'svc%pass', /`username` of the Secret has a character/],
];

const wrongConfig = (about: RegExp) => ({ reason: 'InvalidConfiguration', about }) as const;

export const inputRows: PlatformCase[] = [
  ...hosts.map(([name, host, about]) => input(name, { config: { ...nowhere, host } }, wrongConfig(about))),
  ...shares.map(([name, share, about]) => input(name, { config: { ...nowhere, share } }, wrongConfig(about))),
  ...paths.map(([name, path, about]) => input(name, { config: { ...nowhere, path } }, wrongConfig(about))),
  input(
    'a line break in the required path',
    { requires: { path: 'a\n!id' } },
    wrongConfig(/^spec\.requires\.path has a character/),
  ),
  ...users.map(([name, user, about]) =>
    input(name, { secret: { username: user, password } }, { reason: 'SecretInvalid', about }),
  ),
  input(
    'two domains',
    { config: { ...nowhere, domain: 'CORP' }, secret: { username: `OTHER\\${username}`, password } },
    wrongConfig(/leave domain out/),
  ),
  input('no share', { config: { host: 'files.example.com' } }, wrongConfig(/share is missing/)),
  input('a dialect that is not spoken', { config: { ...nowhere, minDialect: '1.0' } }, wrongConfig(/minDialect/)),
];
