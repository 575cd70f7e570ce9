import { apiError, member, node, username } from './fake.ts';
import type { FakeReply } from '../../support/fake-platform.ts';
import { generalRows, saying, type Row } from '../../support/http-cases.ts';

const account = { id: '1000', name: username, email: 'svc@example.com', administrator: false };
const ended = (more: FakeReply = {}): FakeReply => ({
  status: 400,
  json: { status: 1034, error: 'Expired OTDS SSO ticket' },
  ...more,
});
export const starting: FakeReply = { text: 'starting' };

export const apiRows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1, member: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'rights in the Enterprise workspace',
    requires: { access: ['Read', 'Write'] },
    hits: { workspace: 1 },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'Denied' } },
  },
  {
    kind: 'connected',
    name: 'rights in a folder',
    requires: { path: '130480', access: ['Delete'] },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } },
  },
  {
    kind: 'connected',
    name: 'a server that tells no rights of the node',
    config: { nodeId: '2000' },
    replies: { workspace: { json: { results: { data: { properties: { id: 2000 } } } } } },
    expect: {
      reason: 'Verified',
      access: { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' },
    },
  },
  {
    kind: 'connected',
    name: 'an administrator, as required',
    requires: { role: 'Administrator' },
    replies: { member: member({ privilege_system_admin_rights: true }) },
    expect: { reason: 'Verified', account: { administrator: true } },
  },
  {
    kind: 'connected',
    name: 'the member cannot be looked at',
    replies: { member: apiError(403) },
    expect: { reason: 'Verified', account: { id: '1000', name: username } },
  },
  {
    name: 'requires an administrator',
    requires: { role: 'Administrator' },
    expect: { reason: 'PermissionDenied', about: /administrator/ },
  },
  {
    name: 'requires a right that is not there',
    requires: { access: ['Write'] },
    replies: { workspace: node({ perm_create: false }) },
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  ...saying('workspace', [
    ['node not found', apiError(404), 'TargetNotFound'],
    ['node not allowed', apiError(403), 'PermissionDenied'],
    ['node not allowed, as a 500', apiError(500, 'You do not have permission'), 'PermissionDenied'],
    ['node while a pod starts', starting, 'ServiceUnavailable'],
  ]).map((row): Row => ({ ...row, requires: { access: ['Read'] } })),
  ...saying('me', [
    ['403', apiError(403), 'PermissionDenied'],
    ['500 with a word on permission', apiError(500, 'No permission'), 'PermissionDenied'],
    ['trap: an ended OTDS ticket is a 400', ended(), 'UnexpectedReply'],
    ['an ended OTDS ticket, clocks differ', ended({ dateMs: 120_000 }), 'ClockSkew'],
    ['an ended OTDS ticket, no Date', ended({ dateMs: 'none' }), 'UnexpectedReply'],
    ['trap: 200 that is no JSON, while pods restart', starting, 'ServiceUnavailable'],
    ['no id', { json: { data: { name: username } } }, 'UnexpectedReply'],
    ['404: a wrong path', { status: 404, type: 'text/html', text: '<html>Not found</html>' }, 'TargetNotFound'],
  ]),
  { name: 'no address', without: ['url'], offline: true, expect: { reason: 'InvalidConfiguration', about: /url/ } },
  {
    name: 'an address without cs.exe',
    config: { url: 'https://ecm.example.com' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /url/ },
  },
  ...generalRows('me', { 'empty body': 'ServiceUnavailable', 'cut JSON': 'ServiceUnavailable' }),
];
