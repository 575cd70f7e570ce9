import { apiError, me, password, permission, repositories, routes, username } from './fake.ts';
import { basicOffered } from '../../support/basic-offered.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { failingAt } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missing } from '../shared/secrets/missing.ts';

const account = {
  id: '110277b680000102',
  name: 'Migration Service',
  email: 'svc@example.com',
  tenant: 'finance',
  administrator: false,
};
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const none = { read: 'Denied', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const inFolder = { requires: { path: '0c0277b68004dbc6' } };
const licence = 'A message with DM_LICENSE_E_NO_LICENSE in it';

const levels: readonly [string, object][] = [
  ['None', none],
  ['Browse', none],
  ['Read', { ...none, read: 'Granted' }],
  ['Relate', { ...none, read: 'Granted' }],
  ['Version', { ...none, read: 'Granted' }],
  ['Write', { ...all, delete: 'Denied' }],
  ['Delete', all],
  ['Tomorrow', { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' }],
];

const rows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'a right without an object to look at',
    requires: { access: ['Read'] },
    expect: { reason: 'Verified', stage: 'Authorized', access: { read: 'NotTestable' } },
  },
  ...levels.map(([word, access]): Row => ({
    kind: 'connected',
    name: `rights of a folder: ${word}`,
    ...inFolder,
    replies: { object: permission(word) },
    hits: { object: 1 },
    expect: { reason: 'Verified', access },
  })),
  {
    kind: 'connected',
    name: 'the folder of the settings, and a superuser',
    config: { objectId: '0c0277b68004dbc6' },
    requires: { role: 'Administrator', access: ['Write'] },
    replies: { me: me({ user_privileges: 16 }) },
    expect: { reason: 'Verified', account: { administrator: true }, access: { ...all, delete: 'Denied' } },
  },
  {
    name: 'requires an administrator, and is one who creates groups',
    requires: { role: 'Administrator' },
    replies: { me: me({ user_privileges: 7 }) },
    expect: { reason: 'PermissionDenied', about: /administrator/ },
  },
  {
    name: 'requires a right that is not there',
    requires: { ...inFolder.requires, access: ['Delete'] },
    expect: { reason: 'PermissionDenied', about: /^delete$/ },
  },
  ...saying('object', [
    ['object not found', apiError(404, 'E_RESOURCE_NOT_FOUND'), 'TargetNotFound'],
    ['object not allowed', apiError(403, 'E_FORBIDDEN'), 'PermissionDenied'],
  ]).map((row): Row => ({ ...row, ...inFolder })),
  {
    kind: 'rejected',
    name: 'a wrong password, sent once',
    secret: { password: 'canary-wrong-password' },
    hits: { me: 1 },
    expect: { reason: 'CredentialsRejected', causes: 3 },
  },
  ...saying('me', [
    ['trap: 401 with another code', apiError(401, 'E_OTDS_UNAVAILABLE'), 'UnexpectedReply'],
    ['401 without JSON', { status: 401, text: 'Unauthorized' }, 'UnexpectedReply'],
    ['trap: no licence, as bad credentials', apiError(401, 'E_BAD_CREDENTIALS_ERROR', licence), 'PermissionDenied', 1],
    ['no licence, as a 500', apiError(500, 'E_GENERAL', licence), 'PermissionDenied', 1],
    ['403', apiError(403, 'E_FORBIDDEN'), 'PermissionDenied'],
    ['the docbroker is out of reach', apiError(500, 'E_GENERAL', 'DM_DOCBROKER_E'), 'ServiceUnavailable'],
    ['no user name', me({ user_name: '' }), 'UnexpectedReply'],
    ['no id', me({ r_object_id: '' }), 'UnexpectedReply'],
  ]).map((row): Row => ({ ...row, hits: { me: 1 } })),
  ...failingAt('Authenticated', [
    {
      name: '404, and the repository is not on the list',
      replies: { me: apiError(404, 'E_RESOURCE_NOT_FOUND') },
      hits: { list: 1 },
      expect: { reason: 'TargetNotFound', causes: 1 },
    },
    {
      name: '404, and the repository is on the list',
      replies: { me: apiError(404, 'E_RESOURCE_NOT_FOUND'), list: repositories('finance') },
      expect: { reason: 'TargetNotFound', causes: 1 },
    },
    {
      name: '404, and there is no list',
      replies: { me: { status: 404 }, list: { status: 404 } },
      expect: { reason: 'TargetNotFound', causes: 2 },
    },
    {
      name: '404, and the list cannot be had now',
      replies: { me: { status: 404 }, list: { status: 503 } },
      expect: 'ServiceUnavailable',
    },
  ]),
  missing('password'),
  {
    kind: 'malformed secret',
    name: 'a colon in the user name',
    secret: { username: 'svc:migration' },
    expect: { reason: 'SecretInvalid', about: /username/ },
  },
  {
    name: 'wrong settings',
    config: { repository: 'no such name', objectId: 'abc' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /repository.*objectId/ },
  },
  ...generalRows('me'),
];

const faked: FakedMethod = {
  method: 'password',
  routes,
  strangers: basicOffered,
  strangersAt: ['me'],
  config: { restUrl: 'https://dctm.example.com/dctm-rest/', repository: 'finance' },
  secret: { username, password },
};

export const cases: PlatformCases = methodCases(faked, rows);
