import { basicOffered } from '../../support/basic-offered.ts';
import { accessToken, basicRoutes, bearerRoutes, failed, info, password, permissions } from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { failingAt, responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missingRows } from '../shared/secrets/missing.ts';

const account = { id: 'svc', name: 'Migration', email: 'svc@example.com' };
const inGroup = { requires: { path: 'Public' } };
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

const rows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'an administrator, by the other names of the fields',
    replies: {
      me: info({ dUser: undefined, dUserFullName: 'Mia', StatusCode: 0 }, 'role,contributor,15,role,admin,15'),
    },
    expect: { reason: 'Verified', account: { id: 'svc', name: 'Mia', administrator: true } },
  },
  {
    kind: 'connected',
    name: 'rights in a security group',
    ...inGroup,
    expect: {
      reason: 'Verified',
      access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' },
    },
  },
  ...[permissions(['Other', '15']), failed(-1), { status: 404 }, { status: 403 }].map((rights, index): Row => ({
    kind: 'connected',
    name: `rights that are not told (${index})`,
    ...inGroup,
    replies: { rights },
    expect: { reason: 'Verified', access: untold },
  })),
  ...failingAt(
    'Authorized',
    saying('rights', [
      ['rights: 500', { status: 500 }, 'ServiceUnavailable'],
      ['rights: 429', { status: 429 }, 'RateLimited'],
    ]),
  ).map((row): Row => ({ ...row, ...inGroup })),
  {
    name: 'requires a right that the group does not give',
    requires: { path: 'Public', access: ['Delete'] },
    expect: { reason: 'PermissionDenied', about: /^delete$/ },
  },
  ...responded(
    saying('me', [
      ['trap: 200 and not logged in', failed('-20', 'csUserInsufficientAccess,1'), 'AccessRefused', 2],
      ['403 and not logged in', failed(-20, 'csUserInsufficientAccess', 403), 'AccessRefused', 2],
      ['trap: 200 and not allowed', failed('-18'), 'PermissionDenied'],
      ['403 and not allowed', failed(-18, '', 403), 'PermissionDenied'],
      ['trap: 200 and a general error', failed('-1'), 'UnexpectedReply'],
      ['another error', failed(-64), 'UnexpectedReply'],
      ['trap: anonymous is no proof', info({ dUser: 'anonymous', dName: 'anonymous' }), 'UnexpectedReply'],
      ['trap: a StatusCode of 0 without a user', { json: { LocalData: { StatusCode: '0' } } }, 'UnexpectedReply'],
      [
        'trap: a prompt to log in with StatusCode 0',
        { json: { LocalData: { StatusCode: '0', isPromptLogin: '1', dUser: 'anonymous' } } },
        'UnexpectedReply',
      ],
      ['403 without a StatusCode', { status: 403 }, 'AccessRefused'],
      ['not found', { status: 404, type: 'text/html', text: '<html>No</html>' }, 'TargetNotFound'],
      [
        'a redirect to the sign-in of Access Manager',
        { status: 302, headers: { location: '/oam/server/login' } },
        'InteractionRequired',
      ],
    ]),
  ),
  {
    name: 'an address that does not end in idcplg',
    config: { url: 'https://wcc.example.com/cs' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /url/ },
  },
  ...generalRows('me'),
];

const config = { url: 'https://wcc.example.com/cs/idcplg' };
const basic: FakedMethod = {
  method: 'basic',
  routes: basicRoutes,
  config,
  secret: { username: 'svc', password },
  strangers: basicOffered,
  strangersAt: ['me'],
};
const bearer: FakedMethod = { method: 'bearer', routes: bearerRoutes, config, secret: { accessToken } };

export const cases: PlatformCases = [
  ...methodCases(basic, [
    ...rows,
    {
      kind: 'rejected',
      name: 'a wrong password, sent once',
      secret: { password: 'canary-wrong-password' },
      hits: { me: 1 },
      expect: 'CredentialsRejected',
    },
    ...missingRows('username', 'password'),
  ]),
  ...methodCases(bearer, [
    ...rows,
    {
      kind: 'rejected',
      name: 'a token that has ended',
      secret: { accessToken: 'canary-ended-token' },
      hits: { me: 1 },
      expect: { reason: 'TokenNotRefreshable', causes: 2 },
    },
    {
      kind: 'malformed secret',
      name: 'a line break in the token',
      secret: { accessToken: 'canary-first\nsecond' },
      expect: { reason: 'SecretInvalid', about: /accessToken/ },
    },
    ...missingRows('accessToken'),
  ]),
];
