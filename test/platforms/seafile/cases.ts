import { api, detail, library, login, me, minted, password, repo, storedToken, unable, url, username } from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missingRows } from '../shared/secrets/missing.ts';

const account = {
  id: '1f67e0a2b5@auth.local',
  name: 'Migration',
  email: username,
  tenant: 'Acme',
  administrator: false,
};
const granted = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const reading = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;
const inLibrary = { requires: { path: library } };
const proxy = { status: 401, headers: { 'www-authenticate': 'Basic realm="office"' } };

const rows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'an administrator, whose id is the address',
    replies: { me: me({ email: username, contact_email: null, institution: undefined, is_staff: true }) },
    expect: { reason: 'Verified', account: { id: username, administrator: true } },
  },
  {
    kind: 'connected',
    name: 'rights in a library',
    ...inLibrary,
    hits: { repo: 1 },
    expect: { reason: 'Verified', access: granted },
  },
  {
    kind: 'connected',
    name: 'a library to read',
    ...inLibrary,
    replies: { repo: repo('r') },
    expect: { reason: 'Verified', access: reading },
  },
  {
    kind: 'connected',
    name: 'trap: an encrypted library wants its own password',
    ...inLibrary,
    replies: { repo: repo('rw', true) },
    expect: { reason: 'Verified', access: untold },
  },
  {
    kind: 'connected',
    name: 'a permission of the administrator',
    ...inLibrary,
    replies: { repo: repo('custom-3') },
    expect: { reason: 'Verified', access: untold },
  },
  {
    name: 'a right that is missing',
    requires: { path: library, access: ['Write'] },
    replies: { repo: repo('r') },
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  {
    name: 'a library of others',
    ...inLibrary,
    replies: { repo: { status: 403, json: { error_msg: 'You do not have permission to access this library.' } } },
    expect: 'PermissionDenied',
  },
  {
    name: 'no such library',
    ...inLibrary,
    replies: { repo: { status: 404, json: { error_msg: 'Library not found.' } } },
    expect: 'TargetNotFound',
  },
  ...saying('me', [
    ['the user was deleted', detail(401, 'User inactive or deleted'), 'CredentialsRevoked', 1],
    [
      'the device is wiped',
      detail(401, 'Device set to be remote wiped', { 'x-seafile-wiped': 'true' }),
      'CredentialsRevoked',
      1,
    ],
    [
      'trap: 403 is nobody, not a right',
      detail(403, 'Authentication credentials were not provided.'),
      'AccessRefused',
      3,
    ],
    ['trap: 403 in another language', detail(403, 'Anmeldedaten fehlen.'), 'AccessRefused', 3],
    ['a proxy that wants a sign-in', proxy, 'AccessRefused', 2],
    ['throttled', detail(429, 'Request was throttled.', { 'retry-after': '42' }), 'RateLimited'],
    ['400', { status: 400, json: { error_msg: 'No' } }, 'UnexpectedReply'],
    ['trap: pong names nobody', { type: 'application/json', text: '"pong"' }, 'UnexpectedReply'],
    ['no e-mail address', me({ email: '' }), 'UnexpectedReply'],
    ['trap: an e-mail address of null', me({ email: null }), 'UnexpectedReply'],
  ]),
  { name: 'http', config: { url: 'http://seafile.example.com' }, offline: true, expect: 'InvalidConfiguration' },
  { name: 'a slash at the end', config: { url: `${url}/` }, offline: true, expect: 'InvalidConfiguration' },
  { name: 'no address', without: ['url'], offline: true, expect: 'InvalidConfiguration' },
  { name: 'another scheme', config: { scheme: 'Basic' }, offline: true, expect: 'InvalidConfiguration' },
  ...generalRows('me'),
];

const config = { url };
const byToken: FakedMethod = { method: 'api-token', routes: api(storedToken), config, secret: { token: storedToken } };
const byPassword: FakedMethod = {
  method: 'password',
  routes: { ...api(minted), login },
  config,
  secret: { username, password },
  canaries: [minted],
  signIn: ['login'],
};
const bearer: Row[] = [{ kind: 'connected', name: 'Bearer', hits: { me: 1 }, expect: { reason: 'Verified', account } }];
const asBearer = { config: { url, scheme: 'Bearer' } };

export const cases: PlatformCases = [
  ...methodCases(byToken, [
    ...rows,
    {
      kind: 'rejected',
      name: 'another token, sent once',
      secret: { token: 'canary74otherToken' },
      hits: { me: 1 },
      expect: { reason: 'CredentialsRejected', causes: 2 },
    },
    ...saying('me', [['a bare 401', { status: 401 }, 'CredentialsRejected']]),
    {
      kind: 'malformed secret',
      name: 'with the word Token',
      secret: { token: `Token ${storedToken}` },
      expect: { reason: 'SecretInvalid', about: /token/ },
    },
    ...missingRows('token'),
  ]),
  ...methodCases({ ...byToken, ...asBearer, routes: api(storedToken, 'Bearer') }, bearer),
  ...methodCases(byPassword, [
    ...rows,
    {
      kind: 'rejected',
      name: 'a wrong password, sent once',
      secret: { password: 'canary-wrong-password' },
      hits: { login: 1 },
      expect: { reason: 'CredentialsRejected', causes: 2 },
    },
    ...saying('me', [['trap: the new token is refused', detail(401, 'Invalid token'), 'UnexpectedReply']]),
    ...saying('login', [
      [
        'trap: two-factor authentication is a 400',
        unable('Two factor auth token is missing.', { 'x-seafile-otp': 'required' }),
        'InteractionRequired',
        1,
      ],
      ['the user is inactive', unable('User account is disabled.'), 'CredentialsRevoked', 2],
      [
        'a password of blanks',
        { status: 400, json: { password: ['This field may not be blank.'] } },
        'CredentialsRejected',
        1,
      ],
      ['a 400 of tomorrow', unable('Something else.'), 'UnexpectedReply'],
      ['sign-in: a proxy', proxy, 'AccessRefused', 2],
      ['sign-in: throttled', detail(429, 'Request was throttled.'), 'RateLimited'],
      ['sign-in: 502', { status: 502 }, 'ServiceUnavailable'],
      ['sign-in without token', { json: { hello: 'world' } }, 'UnexpectedReply'],
    ]),
    ...responded(saying('login', [['sign-in: 404', { status: 404 }, 'TargetNotFound']])),
    { kind: 'timed out', name: 'no token in time', replies: { login: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
    ...missingRows('username', 'password'),
  ]),
  ...methodCases({ ...byPassword, ...asBearer, routes: { ...api(minted, 'Bearer'), login } }, bearer),
];
