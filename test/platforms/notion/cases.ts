import { api, clientSecret, failure, issued, me, minted, refused, token, tokenRoute, workspace } from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { refreshCases } from '../../support/refresh-cases.ts';
import { failingAt, responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missing } from '../shared/secrets/missing.ts';

const account = { id: 'a1b2', name: 'Migration', email: 'ada@example.com', tenant: `Acme (${workspace})` };
const inPage = { requires: { path: '4711' } };

const rows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'of the workspace that is configured, in a page',
    config: { workspaceId: workspace.replaceAll('-', '').toUpperCase() },
    requires: { path: '4711', access: ['Read', 'Write'] },
    hits: { me: 1, page: 1 },
    expect: { reason: 'Verified', stage: 'Authorized', access: { read: 'Granted', write: 'NotTestable' } },
  },
  {
    name: 'a bot that tells nothing of itself',
    replies: { me: me({ name: null, bot: {} }) },
    expect: { reason: 'Verified', account: { id: 'a1b2' } },
  },
  {
    name: 'another workspace',
    config: { workspaceId: workspace.replace('0', 'f') },
    expect: { reason: 'IdentityMismatch', causes: 1, account: { id: 'a1b2' } },
  },
  {
    name: 'a workspace that is not told',
    config: { workspaceId: workspace },
    replies: { me: me({ bot: {} }) },
    expect: 'UnexpectedReply',
  },
  ...responded(
    saying('me', [
      ['trap: 403 restricted_resource, the token is good', failure(403, 'restricted_resource'), 'PermissionDenied'],
      ['missing_version', failure(400, 'missing_version'), 'InvalidConfiguration', 2],
      ['validation_error', failure(400, 'validation_error'), 'InvalidConfiguration', 2],
      ['invalid_request', failure(400, 'invalid_request'), 'InvalidConfiguration', 2],
      ['rate_limited', failure(429, 'rate_limited', { headers: { 'retry-after': '3' } }), 'RateLimited'],
      ['internal_server_error', failure(500, 'internal_server_error'), 'ServiceUnavailable'],
      ['service_unavailable', failure(503, 'service_unavailable'), 'ServiceUnavailable'],
      ['service_overload', failure(503, 'service_overload'), 'ServiceUnavailable'],
      ['database_connection_unavailable', failure(503, 'database_connection_unavailable'), 'ServiceUnavailable'],
      ['gateway_timeout', failure(504, 'gateway_timeout'), 'ServiceUnavailable'],
      ['no user', me({ object: 'error' }), 'UnexpectedReply'],
      ['no id', me({ id: '' }), 'UnexpectedReply'],
      ['an id that is null', me({ id: null }), 'UnexpectedReply'],
    ]),
  ),
  ...failingAt(
    'Authorized',
    saying('page', [
      ['page: not there, or not shared', failure(404, 'object_not_found'), 'TargetNotFound'],
      ['page: restricted', failure(403, 'restricted_resource'), 'PermissionDenied'],
      ['page: no id', failure(400, 'validation_error'), 'InvalidConfiguration', 2],
    ]),
  ).map((row) => ({ ...row, ...inPage })),
  { name: 'no version', config: { notionVersion: 'latest' }, offline: true, expect: 'InvalidConfiguration' },
  ...generalRows('me'),
];

const integration: FakedMethod = {
  method: 'integration-token',
  routes: api(token),
  secret: { integrationToken: token },
};
const integrationRows: Row[] = [
  ...rows,
  {
    kind: 'rejected',
    name: 'another token',
    secret: { integrationToken: 'ntn_canaryWrong' },
    hits: { me: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'malformed secret',
    name: 'a line break',
    secret: { integrationToken: 'ntn_canary\nsecond' },
    expect: { reason: 'SecretInvalid', about: /integrationToken/ },
  },
  missing('integrationToken'),
];

const oauth: FakedMethod = {
  method: 'oauth-refresh',
  routes: { ...api(minted), token: tokenRoute },
  secret: { clientId: 'client-1', clientSecret, refreshToken: 'canary-refresh-no-1' },
  canaries: [minted, 'canary-next-refresh'],
  signIn: ['token'],
};
const oauthRows: Row[] = [
  ...rows,
  {
    kind: 'rejected',
    name: 'wrong client secret',
    secret: { clientSecret: 'canary-wrong-no' },
    hits: { token: 1 },
    expect: 'CredentialsRejected',
  },
  { name: 'no new refresh token', replies: { token: issued(null) }, expect: 'Verified' },
  ...saying('token', [
    ['invalid_grant', refused('invalid_grant'), 'CredentialsRejected', 2],
    ['no access token', { json: { refresh_token: null } }, 'UnexpectedReply'],
  ]),
  {
    name: '401 on two new tokens',
    replies: { me: failure(401, 'unauthorized') },
    hits: { token: 2, me: 2 },
    expect: 'UnexpectedReply',
  },
  missing('refreshToken'),
];

export const cases: PlatformCases = [
  ...methodCases(integration, integrationRows),
  ...methodCases(oauth, oauthRows),
  ...refreshCases(oauth, { token: 'token', test: 'me', issue: issued }),
];
