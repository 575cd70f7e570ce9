import { account, failure, hubOf, hubs, jwtWith, issued, permissions } from './fake.ts';
import { responded } from '../../support/responded.ts';
import { generalRows, saying, type Row, type Said } from '../../support/http-cases.ts';

const tenant = `Acme (b.${account}, EMEA)`;
const unauthorized = failure(401, 'Token does not have the privilege for this request.');

const hubTable: Said[] = [
  ['403, the application is not added', failure(403, 'Forbidden'), 'PermissionDenied', 2],
  ['trap: 200 with an empty list and warnings', hubs([], true), 'PermissionDenied', 2],
  ['trap: 200 with an empty list', hubs([]), 'PermissionDenied', 2],
  ['410', { status: 410 }, 'TargetNotFound'],
];

export const tokenRows: Row[] = [
  {
    kind: 'rejected',
    name: 'wrong client secret',
    secret: { clientSecret: 'canary-wrong-ad' },
    hits: { token: 1 },
    expect: 'CredentialsRejected',
  },
  ...responded(
    saying('token', [
      ['token: 403', failure(403, 'Permission missing'), 'PermissionDenied', 1],
      ['token: 429', { status: 429 }, 'RateLimited'],
      ['no token', { json: { token_type: 'Bearer' } }, 'UnexpectedReply'],
    ]),
    'signIn',
  ),
];

export const appRows: Row[] = [
  {
    kind: 'connected',
    name: 'of the account that is configured',
    config: { accountId: account, region: 'EMEA' },
    hits: { token: 1, hubs: 1 },
    expect: { reason: 'Verified', account: { id: `b.${account}`, name: 'Acme', tenant } },
  },
  { name: 'warnings of another region are harmless', replies: { hubs: hubs([hubOf('US')], true) }, expect: 'Verified' },
  {
    name: 'another account',
    config: { accountId: account.replace('0', 'f') },
    expect: { reason: 'TargetNotFound', causes: 2 },
  },
  { name: 'another region', config: { region: 'JPN' }, expect: 'WrongRegion' },
  {
    name: 'APAC is the old name of AUS',
    config: { region: 'AUS' },
    replies: { hubs: hubs([hubOf('APAC')]) },
    expect: 'Verified',
  },
  {
    name: 'trap: 401 for a scope that was not asked for',
    config: { scopes: 'account:read' },
    replies: { hubs: unauthorized },
    hits: { token: 2 },
    expect: { reason: 'ScopeMissing', causes: 1 },
  },
  {
    name: 'trap: 401 for a scope that the token has not',
    replies: { token: issued({}, jwtWith('account:read')), hubs: unauthorized },
    expect: 'ScopeMissing',
  },
  {
    name: '401 although the token has the scope',
    replies: { token: issued({}, jwtWith('data:read')), hubs: unauthorized },
    hits: { token: 2, hubs: 2 },
    expect: { reason: 'UnexpectedReply', stage: 'Authorized' },
  },
  {
    name: 'an account that is null',
    replies: { hubs: hubs([{ ...hubOf('US'), id: null }]) },
    expect: 'UnexpectedReply',
  },
  ...saying('hubs', [...hubTable, ['401', unauthorized, 'UnexpectedReply']]),
  {
    name: 'a folder without a user',
    config: { folderId: 'urn:x', projectId: '4711' },
    offline: true,
    expect: 'InvalidConfiguration',
  },
  ...generalRows('hubs'),
];

const inFolder = { config: { projectId: '4711', folderId: 'urn:adsk.wipprod:fs.folder:co.abc' } };
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;

export const userRows: Row[] = [
  {
    kind: 'connected',
    name: 'good',
    hits: { token: 1, userinfo: 1 },
    expect: { reason: 'Verified', account: { id: 'ABCDEFGH', name: 'Ada', email: 'ada@example.com' }, access: {} },
  },
  {
    kind: 'connected',
    name: 'of the account that is configured',
    config: { accountId: account },
    hits: { hubs: 1 },
    expect: { reason: 'Verified', account: { id: 'ABCDEFGH', tenant } },
  },
  {
    name: 'another account',
    config: { accountId: account.replace('0', 'f') },
    expect: { reason: 'TargetNotFound', causes: 2, account: { id: 'ABCDEFGH' } },
  },
  // The account is proved by now, so a 401 speaks of this request.
  ...saying('hubs', [...hubTable, ['401', unauthorized, 'PermissionDenied']]).map((row) => ({
    ...row,
    name: `hubs: ${row.name}`,
    config: { accountId: account },
  })),
  {
    name: 'rights in a folder',
    ...inFolder,
    hits: { commands: 1 },
    expect: {
      reason: 'Verified',
      access: { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'NotTestable' },
    },
  },
  {
    name: 'all rights in a folder',
    config: { ...inFolder.config, projectId: 'b.4711' },
    replies: { commands: permissions(true) },
    expect: { reason: 'Verified', access: all },
  },
  {
    name: 'a right that the folder denies',
    ...inFolder,
    requires: { access: ['Update'] },
    expect: { reason: 'PermissionDenied', about: /^update$/ },
  },
  ...saying('commands', [
    ['no such folder', failure(404, 'Not found'), 'TargetNotFound'],
    ['not in the project', failure(403, 'Forbidden'), 'PermissionDenied'],
    ['410', { status: 410 }, 'TargetNotFound'],
  ]).map((row) => ({ ...row, ...inFolder, name: `folder: ${row.name}` })),
  { name: '401 on two new tokens', replies: { userinfo: unauthorized }, hits: { token: 2 }, expect: 'UnexpectedReply' },
  { name: 'a user that is null', replies: { userinfo: { json: { sub: null, name: 'x' } } }, expect: 'UnexpectedReply' },
  { name: 'no user', replies: { userinfo: { json: { name: 'x' } } }, expect: 'UnexpectedReply' },
  { name: 'a folder alone', config: { folderId: 'urn:x' }, offline: true, expect: 'InvalidConfiguration' },
  ...generalRows('userinfo'),
];
