import { apiError, me, node, username } from './fake.ts';
import { generalRows, saying, type Row } from '../../support/http-cases.ts';
import { failingAt, responded } from '../../support/responded.ts';

export const url = 'https://alfresco.example.com/';
const account = { id: username, name: 'Migration Service', email: 'svc@example.com', administrator: true };
const guest = { isAdmin: false, isGuest: true, isMutable: false };

export const peopleRows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'rights at the root',
    requires: { access: ['Read', 'Write'] },
    hits: { root: 1 },
    expect: {
      reason: 'Verified',
      access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' },
    },
  },
  {
    kind: 'connected',
    name: 'rights at a path below a node',
    config: { nodeId: '4711-ab' },
    requires: { path: 'Finance/2026 Q1' },
    expect: {
      reason: 'Verified',
      access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' },
    },
  },
  {
    kind: 'connected',
    name: 'an account without last name that is no administrator',
    replies: { me: me({ lastName: null, capabilities: { ...guest, isGuest: false } }) },
    expect: { reason: 'Verified', account: { name: 'Migration', administrator: false } },
  },
  {
    name: 'requires a right that is not there',
    requires: { access: ['Write'] },
    replies: { root: node() },
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  {
    name: 'requires an administrator',
    requires: { role: 'Administrator' },
    replies: { me: me({ capabilities: { ...guest, isGuest: false } }) },
    expect: { reason: 'PermissionDenied', about: /administrator/ },
  },
  ...failingAt(
    'Authorized',
    saying('root', [
      ['node not found', apiError(404), 'TargetNotFound'],
      ['node not allowed', apiError(403), 'PermissionDenied'],
      ['node while the repository starts', apiError(503), 'ServiceUnavailable'],
    ]),
  ).map((row): Row => ({ ...row, requires: { access: ['Read'] } })),
  ...responded(
    saying('me', [
      ['trap: the guest is no proof', me({ capabilities: guest }), 'CredentialsRejected', 1],
      ['trap: the guest, without capabilities', me({ id: 'guest', capabilities: null }), 'CredentialsRejected', 1],
      ['a disabled person', me({ enabled: false }), 'CredentialsRevoked'],
      ['no such person', apiError(404), 'TargetNotFound'],
      [
        'a 404 page: not Alfresco',
        { status: 404, type: 'text/html', text: '<html>Not found</html>' },
        'TargetNotFound',
      ],
      ['repository not ready', apiError(503), 'ServiceUnavailable'],
      ['no id', me({ id: '' }), 'UnexpectedReply'],
    ]),
  ),
  { name: 'no address', without: ['url'], offline: true, expect: { reason: 'InvalidConfiguration', about: /url/ } },
  ...generalRows('me'),
];
