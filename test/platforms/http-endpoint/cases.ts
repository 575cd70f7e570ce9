import type { Answer, FakeRoute } from '../../support/fake-platform.ts';
import { challenged } from '../../support/challenged.ts';
import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { failingAt } from '../../support/responded.ts';
import type { Expected, PlatformCases } from '../case.ts';
import { keyed, keyedRows, keyedVariants, posted } from './client-keys.ts';
import { endpoint, general, minted, refused, tokenUrl, url } from './endpoint.ts';
import { federated, federatedRows } from './workload-identity.ts';

const canary = 'canary-secret-84';
const wrong = 'canary-wrong-85';
const base64 = (text: string) => Buffer.from(text).toString('base64');

const token: FakeRoute = {
  on: `POST ${tokenUrl}`,
  headers: { authorization: /^Basic / },
  form: { grant_type: 'client_credentials', scope: 'read write' },
  accepts: ({ headers }) => headers['authorization'] === `Basic ${base64(`client+1:${canary}`)}`,
  good: { json: { access_token: minted, token_type: 'Bearer', expires_in: 60 } },
  refused: { status: 401, json: { error: 'invalid_client' }, headers: { 'www-authenticate': 'Basic' } },
};

const after = (...answers: Answer[]) => ({ replies: { me: [refused, ...answers] } });

/** What is asked without the credential comes first. */
const strangers: Row[] = [
  {
    kind: 'unexpected reply',
    name: 'it answers without a credential as well',
    replies: { me: { status: 200 } },
    hits: { me: 1 },
    expect: { reason: 'UnexpectedReply', about: /without a credential/ },
  },
  {
    kind: 'unexpected reply',
    name: 'a redirect without an address',
    replies: { me: { status: 304 } },
    expect: 'UnexpectedReply',
  },
  {
    name: '404 without the credential',
    replies: { me: { status: 404 } },
    hits: { me: 2 },
    expect: { reason: 'TargetNotFound', stage: 'Authenticated' },
  },
  {
    name: '503 without the credential',
    replies: { me: { status: 503 } },
    hits: { me: 1 },
    expect: 'ServiceUnavailable',
  },
  {
    kind: 'timed out',
    name: 'no answer without the credential',
    replies: { me: 'never' },
    timeoutMs: 400,
    expect: 'TimedOut',
  },
  {
    name: 'an address with a password in it',
    config: { url: 'https://user:pass@api.example.com/' },
    expect: { reason: 'InvalidConfiguration', about: /into the Secret/ },
  },
  {
    name: 'a setting it does not have',
    config: { verb: 'POST' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /verb/ },
  },
];

const shown: Row[] = [
  {
    kind: 'connected',
    name: 'refused without, accepted with',
    hits: { me: 2 },
    expect: { reason: 'Verified', access: {} },
  },
  { kind: 'connected', name: 'an empty answer', ...after({ status: 204 }), expect: 'Verified' },
  {
    kind: 'connected',
    name: 'the expected status',
    config: { expectedStatus: 204 },
    ...after({ status: 204 }),
    expect: 'Verified',
  },
  {
    kind: 'connected',
    name: 'a sign-in page without',
    replies: { me: [{ status: 302, headers: { location: 'https://sso.example.org/login' } }, { status: 200 }] },
    expect: 'Verified',
  },
  {
    kind: 'unexpected reply',
    name: 'another status than expected',
    config: { expectedStatus: 204 },
    ...after({ status: 200 }),
    expect: { reason: 'UnexpectedReply', causes: 1 },
  },
  ...general,
];

const rows: Row[] = [
  ...strangers,
  ...challenged(shown, 'me'),
  { name: '403 with the credential', ...after({ status: 403 }), expect: 'AccessRefused' },
];

const basic: FakedMethod = {
  method: 'basic',
  routes: { me: endpoint('authorization', `Basic ${base64(`ada:${canary}`)}`) },
  config: { url },
  secret: { username: 'ada', password: canary },
};
const bearer: FakedMethod = {
  method: 'bearer',
  routes: { me: endpoint('authorization', `Bearer ${canary}`) },
  config: { url },
  secret: { token: canary },
};
const header: FakedMethod = {
  method: 'header',
  routes: { me: endpoint('x-api-key', canary) },
  config: { url, headerName: 'X-Api-Key' },
  secret: { value: canary },
};
const client: FakedMethod = {
  method: 'client-credentials',
  routes: { me: endpoint('authorization', `Bearer ${minted}`), token },
  config: { url, tokenUrl, scope: 'read write' },
  secret: { clientId: 'client 1', clientSecret: canary },
  canaries: [minted],
};

const refusal = (key: string): Row[] => [
  { kind: 'rejected', name: 'a wrong one', secret: { [key]: wrong }, hits: { me: 2 }, expect: 'CredentialsRejected' },
  {
    kind: 'malformed secret',
    name: 'without it',
    without: [key],
    expect: { reason: 'SecretKeyMissing', about: RegExp(key) },
  },
  {
    kind: 'malformed secret',
    name: 'empty',
    secret: { [key]: '' },
    expect: { reason: 'SecretKeyMissing', about: RegExp(key) },
  },
];

const afterToken: Expected = { reason: 'AccessRefused', stage: 'Authorized', causes: 3 };
const strangersBehind = strangers.map((row): Row =>
  row.name.startsWith('404') ? { ...row, expect: { reason: 'TargetNotFound', stage: 'Authorized' } } : row,
);
const clientRows: Row[] = [
  ...strangersBehind,
  ...failingAt('Authorized', shown),
  { name: '403 with a token', ...after({ status: 403 }), expect: 'PermissionDenied' },
  {
    kind: 'rejected',
    name: 'a wrong secret',
    secret: { clientSecret: wrong },
    hits: { me: 1, token: 1 },
    expect: 'CredentialsRejected',
  },
  { name: 'the token is refused twice', ...after(refused), hits: { me: 3, token: 2 }, expect: afterToken },
  ...challenged(
    saying('token', [
      ['invalid_grant', { status: 400, json: { error: 'invalid_grant' } }, 'AccessRefused'],
      ['invalid_scope', { status: 400, json: { error: 'invalid_scope' } }, 'InvalidConfiguration'],
      ['unauthorized_client', { status: 400, json: { error: 'unauthorized_client' } }, 'InteractionRequired'],
      ['temporarily_unavailable', { status: 400, json: { error: 'temporarily_unavailable' } }, 'ServiceUnavailable'],
    ]),
    'token',
  ),
  { name: 'no token', replies: { token: { json: {} } }, expect: 'UnexpectedReply' },
  {
    name: 'no token endpoint',
    without: ['tokenUrl'],
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /tokenUrl/ },
  },
  {
    kind: 'malformed secret',
    name: 'no secret',
    without: ['clientSecret'],
    expect: { reason: 'SecretKeyMissing', about: /clientSecret/ },
  },
];

const named: Row = {
  kind: 'connected',
  name: 'the user is the account',
  expect: { reason: 'Verified', account: { id: 'ada', name: 'ada' } },
};
const lineBreak: Row = {
  kind: 'malformed secret',
  name: 'two lines',
  secret: { value: 'canary-one\r\nx-two: 2' },
  expect: { reason: 'SecretInvalid', about: /value/ },
};
const noName: Row = {
  name: 'no header name',
  without: ['headerName'],
  offline: true,
  expect: { reason: 'InvalidConfiguration', about: /headerName/ },
};

export const cases: PlatformCases = [
  ...methodCases(basic, [...rows, named, ...refusal('password')]),
  ...methodCases(bearer, [...rows, ...refusal('token')]),
  ...methodCases(header, [...rows, ...refusal('value'), lineBreak, noName]),
  ...methodCases(client, clientRows),
  ...methodCases(posted, clientRows),
  ...methodCases(keyed, [...strangersBehind, ...failingAt('Authorized', shown), ...keyedRows]),
  ...keyedVariants.flatMap(([faked, name]) =>
    methodCases(faked, [{ kind: 'connected', name, hits: { me: 2, token: 1 }, expect: 'Verified' }]),
  ),
  ...methodCases(federated, federatedRows),
];
