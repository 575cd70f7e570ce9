import type { FakeReply } from '../support/fake-platform.ts';
import { generalRows, methodCases, type Row } from '../support/http-cases.ts';
import type { PlatformCases } from './case.ts';
import { digestMethod, digestRows, ntlmMethod, ntlmRows } from './webdav/challenged.ts';
import {
  collection,
  letters,
  multistatus,
  nobody,
  plain,
  principal,
  privileges,
  propfind,
  quota,
} from './webdav/dav.ts';
import { missing } from './rows/missing.ts';

const username = 'svc-migration';
const password = 'canary-pässword-31:x';
const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

const rights = (...names: string[]) => ({ open: [multistatus(collection + principal + privileges(...names))] });
const proved = { open: [multistatus(collection + principal)] };

const rows: Row[] = [
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
    hits: { open: 1 },
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
      open: [multistatus(collection + principal + letters('RGDNV'))],
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
    replies: { open: [multistatus(collection + principal + privileges('all') + quota(1024))] },
    requires: { access: ['Write'] },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } },
  },
  {
    kind: 'connected',
    name: 'Nextcloud has no limit',
    replies: { open: [multistatus(collection + principal + letters('RGDNVCK') + quota(-3))] },
    expect: {
      reason: 'Verified',
      access: { read: 'NotTestable', write: 'Granted', update: 'Granted', delete: 'Granted' },
    },
  },
  {
    kind: 'connected',
    name: 'a full quota: it can still be read and cleared up',
    replies: { open: [multistatus(collection + principal + privileges('all') + quota(0))] },
    requires: { access: ['Read', 'Delete'] },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Granted' } },
  },
  {
    name: 'a full quota where something is to be written',
    replies: { open: [multistatus(collection + principal + privileges('all') + quota(0))] },
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
    replies: { cloud: [multistatus(collection + principal + letters('RGDNVCK'))] },
    hits: { cloud: 1 },
    expect: 'Verified',
  },
  {
    kind: 'connected',
    name: 'the whole WebDAV address of an ownCloud server',
    config: { url: 'https://dav.example.com/cloud/remote.php/dav/files/svc/', vendor: 'owncloud' },
    replies: { whole: [multistatus(collection + principal)] },
    hits: { whole: 1 },
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
  {
    kind: 'rejected',
    name: 'a wrong password',
    secret: { password: 'canary-wrong-password' },
    hits: { open: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'unexpected reply',
    name: 'it answers without a credential as well',
    replies: { open: plain },
    hits: { open: 2 },
    expect: { reason: 'UnexpectedReply', about: /without a credential/ },
  },
  {
    kind: 'unexpected reply',
    name: 'it ignores the credential',
    replies: { open: [multistatus(collection + nobody)] },
    hits: { open: 1 },
    expect: 'UnexpectedReply',
  },
  {
    kind: 'unexpected reply',
    name: 'XML that is no multistatus',
    replies: { open: { ...plain, text: '<D:error xmlns:D="DAV:"/>' } },
    expect: 'UnexpectedReply',
  },
  {
    kind: 'unexpected reply',
    name: 'nothing found in it',
    replies: { open: multistatus('', collection) },
    expect: 'UnexpectedReply',
  },
  {
    kind: 'unexpected reply',
    name: 'status 200',
    replies: { open: { ...plain, status: 200 } },
    expect: 'UnexpectedReply',
  },
  { name: '403', replies: { open: { status: 403 } }, hits: { open: 1 }, expect: 'PermissionDenied' },
  { name: '405', replies: { open: { status: 405 } }, expect: { reason: 'TargetNotFound', causes: 1 } },
  { name: '501', replies: { open: { status: 501 } }, expect: 'TargetNotFound' },
  { name: '423', replies: { open: { status: 423 } }, expect: 'UnexpectedReply' },
  { name: '507', replies: { open: { status: 507 } }, expect: 'UnexpectedReply' },
  {
    name: 'refusal of the second request cannot be had',
    replies: { open: [plain, { status: 503 }] },
    expect: 'ServiceUnavailable',
  },
  {
    kind: 'connected',
    name: 'redirected within the server',
    config: { url: 'https://dav.example.com/files' },
    hits: { short: 2, open: 2 },
    expect: 'Verified',
  },
  missing('password'),
  {
    kind: 'malformed secret',
    name: 'a colon in the user name',
    secret: { username: 'svc:migration' },
    expect: { reason: 'SecretInvalid', about: /username/ },
  },
  { name: 'no address', without: ['url'], offline: true, expect: { reason: 'InvalidConfiguration', about: /url/ } },
  {
    name: 'an address without scheme',
    config: { url: 'dav.example.com' },
    offline: true,
    expect: 'InvalidConfiguration',
  },
  {
    name: 'an address with a password in it',
    config: { url: 'https://svc:canary@dav.example.com/files/' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /^url has a user name or password in it/ },
  },
  {
    kind: 'connected',
    name: 'an address with an e-mail address in its path',
    config: { url: 'https://dav.example.com/dav/svc@example.com/' },
    replies: { mail: [multistatus(collection + principal)] },
    hits: { mail: 1 },
    expect: 'Verified',
  },
  ...generalRows('open', { 'web page': 'InteractionRequired' }),
];

const moved: FakeReply = { status: 301, headers: { location: 'https://dav.example.com/files/' } };

const bearerToken = 'canary-bearer-9a41';

const bearerRows: Row[] = [
  {
    kind: 'connected',
    name: 'a server that names the principal',
    replies: proved,
    hits: { open: 1 },
    expect: { reason: 'Verified', account: { id: '/principals/svc/' } },
  },
  { kind: 'connected', name: 'a server that names no principal', hits: { open: 2 }, expect: 'Verified' },
  {
    kind: 'rejected',
    name: 'another token',
    secret: { bearerToken: 'canary-wrong-token' },
    hits: { open: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'unexpected reply',
    name: 'trap: it answers without a credential as well',
    replies: { open: plain },
    hits: { open: 2 },
    expect: { reason: 'UnexpectedReply', about: /without a credential/ },
  },
  {
    kind: 'malformed secret',
    name: 'no token',
    without: ['bearerToken'],
    expect: { reason: 'SecretKeyMissing' },
  },
  {
    kind: 'malformed secret',
    name: 'a token with the word Bearer before it',
    secret: { bearerToken: 'Bearer canary' },
    expect: { reason: 'SecretInvalid', about: /bearerToken/ },
  },
  ...generalRows('open', { 'web page': 'InteractionRequired' }),
];

const url = 'https://dav.example.com/files/';

export const cases: PlatformCases = [
  ...methodCases(
    {
      method: 'basic',
      routes: {
        open: propfind('/files/', basic),
        cloud: propfind('/remote.php/webdav/', basic),
        mail: propfind('/dav/svc@example.com/', basic),
        whole: propfind('/cloud/remote.php/dav/files/svc/', basic),
        below: propfind('/files/Finance/2026%20Q1', basic),
        short: { ...propfind('/files', basic), good: moved, refused: moved },
      },
      config: { url },
      secret: { username, password },
    },
    rows,
  ),
  ...methodCases(
    {
      method: 'bearer',
      routes: { open: propfind('/files/', `Bearer ${bearerToken}`) },
      config: { url },
      secret: { bearerToken },
    },
    bearerRows,
  ),
  ...methodCases(digestMethod, digestRows),
  ...methodCases(ntlmMethod, ntlmRows),
];
