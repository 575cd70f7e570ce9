import { minted, password, routes } from './fake.ts';
import { issuedWith, minted as jwt, problem, repositories } from '../shared/laserfiche/fake.ts';
import { bears } from '../../support/fake-platform.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missingRows } from '../shared/secrets/missing.ts';

const account = { id: 'svc', name: 'svc', tenant: 'Records' };
const atRoot = { requires: { access: ['Read'] as 'Read'[] } };
const none = { status: 404, type: 'text/html', text: '<html>No</html>' };

const rows: Row[] = [
  {
    kind: 'connected',
    name: 'good, and the session is ended',
    hits: { token: 1, list: 1, logout: 1 },
    expect: { reason: 'Verified', account, access: {} },
  },
  {
    kind: 'connected',
    name: 'rights at the root',
    ...atRoot,
    expect: {
      reason: 'Verified',
      access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' },
    },
  },
  {
    kind: 'connected',
    name: 'an older server: no v2, no rights',
    ...atRoot,
    replies: { list: none },
    hits: { older: 1, logout: 1 },
    expect: { reason: 'Verified', stage: 'Authorized', account, access: { read: 'NotTestable' } },
  },
  {
    kind: 'connected',
    name: 'a server that does not tell rights',
    ...atRoot,
    replies: { root: none },
    expect: { reason: 'Verified', stage: 'Authorized', account },
  },
  {
    kind: 'rejected',
    name: 'a wrong password, sent once',
    secret: { password: 'canary-wrong-password' },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  ...responded(
    saying('token', [
      ['a title that names the password', problem(401, 'Invalid user name or password'), 'CredentialsRejected'],
      ['any title; no clock is in play', problem(400, 'No', { dateMs: 'none' }), 'AccessRefused', 2],
      ['a refusal that is no JSON', { status: 401, text: 'no' }, 'UnexpectedReply'],
      ['no such repository', problem(404, 'No'), 'TargetNotFound'],
      ['5xx as text', { status: 500, text: 'no' }, 'ServiceUnavailable'],
      ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
    ]),
  ),
  ...saying('list', [
    ['400', problem(400, 'No'), 'InvalidConfiguration', 1],
    ['403', problem(403, 'No'), 'PermissionDenied', 1],
    ['429', problem(429, 'No'), 'RateLimited'],
    ['500', problem(500, 'No'), 'ServiceUnavailable'],
  ]),
  ...saying('older', [
    ['neither v2 nor v1', none, 'TargetNotFound', 1],
    ['v1: a page', { type: 'text/html', text: '<html>Hello</html>' }, 'TargetNotFound', 1],
    ['v1: 401', problem(401, 'No'), 'UnexpectedReply'],
    ['v1: 403', problem(403, 'No'), 'PermissionDenied'],
    ['v1: 503', problem(503, 'No'), 'ServiceUnavailable'],
    ['v1: no answer', 'reset', 'ServiceUnavailable'],
  ]).map((row): Row => ({ ...row, replies: { ...row.replies, list: none } })),
  ...saying('root', [
    ['no such entry', problem(404, 'No'), 'TargetNotFound'],
    ['the entry: 403', problem(403, 'No'), 'PermissionDenied', 1],
    ['the entry: 401', problem(401, 'No'), 'UnexpectedReply'],
  ]).map((row): Row => ({ ...row, ...atRoot })),
  // A second sign-in would send the password again.
  {
    name: '401, and then it would be accepted',
    replies: { list: [problem(401, 'No'), repositories('Records')] },
    hits: { token: 1 },
    expect: 'UnexpectedReply',
  },
  {
    name: '401 on the new token',
    replies: { list: problem(401, 'No') },
    hits: { token: 1 },
    expect: 'UnexpectedReply',
  },
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  { name: 'no repository', without: ['repositoryId'], offline: true, expect: 'InvalidConfiguration' },
  ...missingRows('username', 'password'),
  ...generalRows('list', { '404': null }),
];

const server: FakedMethod = {
  method: 'password',
  routes,
  config: { url: 'https://lf.example.com/LFRepositoryAPI/', repositoryId: 'Records' },
  secret: { username: 'svc', password },
  canaries: [minted],
  signIn: ['token'],
};
const withClaims: FakedMethod = {
  ...server,
  routes: Object.fromEntries(
    Object.entries(routes).map(([name, route]) => [
      name,
      name === 'token' ? { ...route, good: issuedWith(jwt) } : { ...route, accepts: bears(jwt) },
    ]),
  ),
};

export const cases: PlatformCases = [
  ...methodCases(server, rows),
  ...methodCases(withClaims, [
    {
      kind: 'connected',
      name: 'a token that names the user',
      expect: { reason: 'Verified', account: { id: '1008', name: 'Migration' } },
    },
  ]),
];
