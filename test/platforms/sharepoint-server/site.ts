import { apiError, folder, me, nobody, ofba, rights } from './fake.ts';
import { generalRows, saying, type Row } from '../../support/http-cases.ts';
import type { Answer } from '../../support/fake-platform.ts';
import { account, readWriteUpdate } from './setup.ts';

const to = (location: string): Answer => ({ status: 302, headers: { location } });
const requires = { path: "Shared Documents/O'Neil" };
const inFolder = { read: 'Granted', write: 'Denied', update: 'Granted', delete: 'Granted' } as const;

/** What the site may say to whoever has signed in, whatever the way. */
export const siteRows: Row[] = [
  {
    kind: 'connected',
    name: 'good',
    hits: { test: 1, rights: 1 },
    expect: { reason: 'Verified', account, access: readWriteUpdate },
  },
  {
    name: 'an administrator of the site collection',
    requires: { role: 'Administrator' },
    replies: { test: me({ IsSiteAdmin: true }) },
    expect: { reason: 'Verified', account: { ...account, administrator: true } },
  },
  {
    name: 'no administrator',
    requires: { role: 'Administrator' },
    expect: { reason: 'PermissionDenied', about: /administrator/ },
  },
  {
    name: 'no right to delete',
    requires: { access: ['Delete'] },
    expect: { reason: 'PermissionDenied', about: /^delete$/ },
  },
  {
    name: 'all bits of a mask',
    replies: { rights: rights(4294967295) },
    expect: { reason: 'Verified', access: { ...readWriteUpdate, delete: 'Granted' } },
  },
  {
    kind: 'connected',
    name: 'rights in a folder with a quote in its name',
    requires,
    hits: { folder: 1, item: 1, list: 1 },
    expect: { reason: 'Verified', access: inFolder },
  },
  {
    name: 'rights in a folder by its address on the server',
    requires: { path: "/sites/hr/Shared Documents/O'Neil" },
    expect: { reason: 'Verified', access: inFolder },
  },
  {
    name: 'rights in a library, whose root is no list item',
    requires,
    replies: { item: apiError(404), list: rights(0b0001) },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } },
  },
  {
    name: 'rights in a library that SharePoint 2013 does not tell',
    requires: { ...requires, access: ['Write'] },
    replies: { item: apiError(404) },
    expect: {
      reason: 'Verified',
      stage: 'Authorized',
      access: { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' },
    },
  },
  {
    name: 'no such folder',
    requires,
    replies: { folder: apiError(404) },
    expect: { reason: 'TargetNotFound', stage: 'Authorized', causes: 1 },
  },
  {
    name: 'trap: no such folder, told with 200',
    requires,
    replies: { folder: folder({ Exists: false }) },
    expect: { reason: 'TargetNotFound', stage: 'Authorized', causes: 1 },
  },
  { name: 'a folder that may not be seen', requires, replies: { folder: apiError(403) }, expect: 'PermissionDenied' },
  { name: 'the folder: 401', requires, replies: { folder: apiError(401) }, expect: 'PermissionDenied' },
  { name: 'the rights: 401', replies: { rights: apiError(401) }, expect: { reason: 'PermissionDenied', account } },
  {
    name: 'the rights: 503',
    replies: { rights: { status: 503 } },
    expect: { reason: 'ServiceUnavailable', stage: 'Authorized' },
  },
  ...saying('test', [
    ['trap: a site that is open to anyone', nobody, 'InvalidConfiguration', 1],
    ['403', apiError(403), 'PermissionDenied', 2],
    ['access denied, as a browser is told', to('/_layouts/15/AccessDenied.aspx?Source=x'), 'PermissionDenied', 2],
    [
      'trap: redirected to the sign-in of a claims farm',
      to('/_layouts/15/Authenticate.aspx?Source=x'),
      'InvalidConfiguration',
      2,
    ],
    ['redirected to forms', to('/_forms/default.aspx'), 'InvalidConfiguration', 2],
    ['redirected to ADFS', to('https://adfs.example.com/adfs/ls/?wa=wsignin1.0'), 'InvalidConfiguration', 2],
    ['404', { status: 404 }, 'TargetNotFound', 2],
    ['302: the site is known by another address', to('http://intranet/sites/hr'), 'TargetNotFound', 2],
    [
      'sign-in form',
      { type: 'text/html', text: '<html><form><input type="password"></form></html>' },
      'InvalidConfiguration',
      2,
    ],
    ['forms are wanted', ofba('/_forms/default.aspx'), 'InvalidConfiguration', 1],
    ['no login name', me({ LoginName: '' }), 'UnexpectedReply'],
    ['trap: a login name that is null', me({ LoginName: null, Title: null, Email: null }), 'UnexpectedReply'],
    ['no user', me({ Id: 0 }), 'UnexpectedReply'],
  ]),
  ...generalRows('test', {
    'sign-in page': 'InvalidConfiguration',
    'redirect to another host': 'TargetNotFound',
    'redirect to a sign-in page': 'TargetNotFound',
  }),
];
