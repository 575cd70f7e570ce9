import type { Reason } from '../../src/api/reasons.ts';
import { bears, type FakeReply, type FakeRoute } from '../support/fake-platform.ts';
import { generalRows, methodCases, type Row } from '../support/http-cases.ts';
import type { PlatformCases } from './case.ts';

const proof = {
  ok: true,
  url: 'https://acme.slack.com/',
  team: 'Acme',
  user: 'migrator',
  team_id: 'T0123',
  user_id: 'U0123',
};
const good = (more: object = {}, scopes = 'files:read,chat:write'): FakeReply => ({
  json: { ...proof, ...more },
  headers: { 'x-oauth-scopes': scopes },
});
const refusal = (error: string): FakeReply => ({ json: { ok: false, error } });

/** https://docs.slack.dev/reference/methods/auth.test; the scheme must be written exactly so. */
function authTest(host: string, token: string): FakeRoute {
  return {
    on: `POST https://${host}/api/auth.test`,
    headers: { authorization: /^Bearer xox[bp]-[A-Za-z0-9-]+$/ },
    accepts: bears(token),
    good: good(),
    refused: refusal('invalid_auth'),
  };
}

/** `error` of a 200 → reason, and how many causes are named. */
const errors: readonly [string, Reason, number?][] = [
  ['invalid_auth', 'AccessRefused', 2],
  ['not_authed', 'InvalidConfiguration'],
  ['account_inactive', 'CredentialsRevoked'],
  ['authorization_not_found', 'CredentialsRevoked'],
  ['token_revoked', 'CredentialsRevoked'],
  ['accesslimited', 'PermissionDenied'],
  ['ekm_access_denied', 'PermissionDenied'],
  ['enterprise_is_restricted', 'InvalidConfiguration'],
  ['invalid_post_type', 'InvalidConfiguration'],
  ['token_rotation_not_enabled', 'InvalidConfiguration'],
  ['internal_error', 'ServiceUnavailable'],
  ['fatal_error', 'ServiceUnavailable'],
  ['request_timeout', 'ServiceUnavailable'],
  ['token_expired', 'CredentialsExpired'],
  ['missing_scope', 'ScopeMissing'],
  ['ratelimited', 'RateLimited'],
  ['upgrade_required', 'UnexpectedReply'],
  ['an_error_of_tomorrow', 'UnexpectedReply'],
];

const read = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;

const rows: Row[] = [
  {
    kind: 'connected',
    name: 'a good token',
    hits: { test: 1 },
    expect: { reason: 'Verified', account: { id: 'U0123', name: 'migrator', tenant: 'Acme (T0123)' }, access: read },
  },
  {
    kind: 'connected',
    name: 'of the workspace that is configured',
    config: { teamId: 'T0123', enterpriseId: 'E0123' },
    replies: { test: good({ enterprise_id: 'E0123' }, 'files:read, files:write') },
    requires: { access: ['Read', 'Delete'] },
    expect: { reason: 'Verified', access: all },
  },
  {
    kind: 'connected',
    name: 'of an organization, without team and user',
    replies: {
      test: good({ team: null, user: null, user_id: null, bot_id: 'B0123', enterprise_id: 'E0123' }, 'client,post'),
    },
    expect: { reason: 'Verified', account: { id: 'B0123', tenant: 'E0123' }, access: {} },
  },
  {
    name: 'requires a right whose scope is missing',
    requires: { access: ['Write'] },
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  ...errors.map(([error, reason, causes]): Row => ({
    name: error,
    replies: { test: refusal(error) },
    expect: { reason, ...(causes === undefined ? {} : { causes }) },
  })),
  { name: 'ok without an identity', replies: { test: { json: { ok: true } } }, expect: 'UnexpectedReply' },
  { name: 'ok as text', replies: { test: good({ ok: 'true' }) }, expect: 'UnexpectedReply' },
  {
    name: 'another workspace',
    config: { teamId: 'T9999' },
    expect: { reason: 'IdentityMismatch', account: { id: 'U0123' } },
  },
  { name: 'no organization', config: { enterpriseId: 'E0123' }, expect: 'IdentityMismatch' },
  {
    name: 'wrong setting',
    config: { teamId: 'acme', colour: 'red' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /teamId.*colour|colour.*teamId/ },
  },
  ...generalRows('test'),
];

const methods = [
  {
    method: 'bot-token',
    key: 'botToken',
    token: 'xoxb-1234-canaryBot',
    other: 'xoxb-1234-canaryWrong',
    foreign: 'xoxp-1234-canaryBot',
  },
  {
    method: 'user-token',
    key: 'userToken',
    token: 'xoxp-1234-canaryUser',
    other: 'xoxp-1234-canaryWrong',
    foreign: 'xoxb-1234-canaryUser',
  },
];

export const cases: PlatformCases = methods.flatMap(({ method, key, token, other, foreign }) => {
  const commercial = { method, routes: { test: authTest('slack.com', token) }, secret: { [key]: token } };
  const gov = { ...commercial, routes: { test: authTest('slack-gov.com', token) }, config: { cloud: 'gov' } };
  return [
    ...methodCases(commercial, [
      ...rows,
      {
        kind: 'rejected',
        name: 'another token',
        secret: { [key]: other },
        hits: { test: 1 },
        expect: { reason: 'AccessRefused', causes: 2 },
      },
      {
        kind: 'malformed secret',
        name: 'token of another kind',
        secret: { [key]: foreign },
        expect: { reason: 'SecretInvalid', about: RegExp(key) },
      },
      {
        kind: 'malformed secret',
        name: 'refresh token',
        secret: { [key]: 'xoxe-1-canaryRefresh' },
        expect: 'SecretInvalid',
      },
      {
        kind: 'malformed secret',
        name: 'with the word Bearer',
        secret: { [key]: `Bearer ${token}` },
        expect: 'SecretInvalid',
      },
      {
        kind: 'malformed secret',
        name: 'no token',
        without: [key],
        expect: { reason: 'SecretKeyMissing', about: RegExp(key) },
      },
    ]),
    ...methodCases(gov, [{ kind: 'connected', name: 'GovSlack', expect: 'Verified' }]),
  ];
});
