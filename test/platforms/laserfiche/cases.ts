import { accessKey, foreignKey, jwkText, routes, servicePrincipalKey } from './fake.ts';
import { minted, mintedIn, nameless, problem, repositories } from '../shared/laserfiche/fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { missingRows } from '../shared/secrets/missing.ts';

const account = { id: '1008', name: 'Migration', tenant: '123456789' };
const inRepository = { config: { repositoryId: 'r-1' } };
const late = { dateMs: 120_000 } as const;
const dateless = { dateMs: 'none' } as const;

const rows: Row[] = [
  { kind: 'connected', name: 'good', hits: { token: 1, list: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'rights at the root',
    ...inRepository,
    requires: { access: ['Read'] },
    expect: {
      reason: 'Verified',
      access: { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'Denied' },
    },
  },
  {
    kind: 'connected',
    name: 'rights on an entry of a repository that is read only',
    ...inRepository,
    requires: { path: '77' },
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } },
  },
  {
    name: 'a right that is not there',
    ...inRepository,
    requires: { access: ['Delete'] },
    expect: { reason: 'PermissionDenied', about: /^delete$/ },
  },
  { name: 'no such repository', config: { repositoryId: 'r-9' }, expect: { reason: 'TargetNotFound', causes: 2 } },
  {
    kind: 'rejected',
    name: 'another signing key',
    secret: { accessKey: foreignKey },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    kind: 'rejected',
    name: 'another service principal key',
    secret: { servicePrincipalKey: 'canary-wrong-key' },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  ...saying('token', [
    ['a title that names the client', problem(400, 'Invalid client_id'), 'CredentialsRejected'],
    [
      'a title that names the secret',
      problem(401, 'The client secret is invalid: bad client_secret'),
      'CredentialsRejected',
    ],
    ['the same, clocks differ', problem(401, 'Invalid client_id', late), 'ClockSkew'],
    ['any title', problem(400, 'Bad request'), 'AccessRefused', 3],
    ['any title, clocks differ', problem(401, 'No', late), 'ClockSkew'],
    ['any title, no Date', problem(401, 'No', dateless), 'UnexpectedReply'],
    ['a refusal that is no JSON', { status: 401, text: 'no' }, 'UnexpectedReply'],
    ['5xx as HTML', { status: 503, type: 'text/html', text: '<html>Busy</html>' }, 'ServiceUnavailable'],
    ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
  ]),
  {
    name: 'a token that names nobody',
    replies: { token: nameless(), list: repositories('r-1') },
    hits: { token: 1, list: 1 },
    expect: { reason: 'UnexpectedReply', stage: 'Authorized' },
  },
  ...saying('list', [
    ['400', problem(400, 'Invalid or bad request'), 'InvalidConfiguration', 1],
    ['403', problem(403, 'Access denied for the operation'), 'PermissionDenied', 1],
    ['404', problem(404, 'No'), 'TargetNotFound'],
    ['429', problem(429, 'No', { headers: { 'retry-after': '9' } }), 'RateLimited'],
    ['500', problem(500, 'No'), 'ServiceUnavailable'],
  ]),
  ...saying('root', [
    ['no such entry', problem(404, 'No'), 'TargetNotFound'],
    ['the entry: 403', problem(403, 'No'), 'PermissionDenied', 1],
    ['the entry: 401', problem(401, 'No'), 'UnexpectedReply'],
    ['the entry: 400', problem(400, 'No'), 'InvalidConfiguration', 1],
  ]).map((row): Row => ({ ...row, ...inRepository, requires: { access: ['Read'] } })),
  {
    name: '401, then accepted',
    replies: { list: [problem(401, 'No'), repositories('r-1')] },
    hits: { token: 2 },
    expect: 'Verified',
  },
  {
    name: '401 on two new tokens',
    replies: { list: problem(401, 'No') },
    hits: { token: 2 },
    expect: 'UnexpectedReply',
  },
  {
    name: '401, and the token is for another region',
    replies: { token: mintedIn('laserfiche.ca'), list: problem(401, 'No') },
    expect: { reason: 'WrongRegion', causes: 1 },
  },
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  ...missingRows('servicePrincipalKey', 'accessKey'),
  {
    kind: 'malformed secret',
    name: 'no base64',
    secret: { accessKey: 'canary:access:key' },
    expect: { reason: 'SecretInvalid', about: /accessKey/ },
  },
  {
    kind: 'malformed secret',
    name: 'an access key without its signing key',
    secret: { accessKey: accessKey({ jwk: undefined }) },
    expect: { reason: 'SecretKeyMissing', about: /accessKey.* jwk / },
  },
  {
    kind: 'malformed secret',
    name: 'a signing key that cannot be read',
    secret: { accessKey: accessKey({ jwk: { kty: 'EC', kid: 'kid-1' } }) },
    expect: { reason: 'SecretInvalid', about: /`accessKey` .* `jwk` / },
  },
  {
    kind: 'malformed secret',
    name: 'trap: an access key with a host of its own',
    secret: { accessKey: accessKey({ domain: 'evil.example.org' }) },
    expect: { reason: 'InvalidConfiguration', about: /domain/ },
  },
  ...generalRows('list'),
];

const us: FakedMethod = {
  method: 'service-principal',
  routes: routes('laserfiche.com'),
  secret: { servicePrincipalKey, accessKey: accessKey() },
  canaries: [minted, jwkText],
  signIn: ['token'],
};

export const cases: PlatformCases = [
  ...methodCases(us, rows),
  ...['laserfiche.ca', 'eu.laserfiche.com'].flatMap((domain) =>
    methodCases({ ...us, routes: routes(domain), secret: { servicePrincipalKey, accessKey: accessKey({ domain }) } }, [
      { kind: 'connected', name: `region ${domain}`, expect: 'Verified' },
    ]),
  ),
];
