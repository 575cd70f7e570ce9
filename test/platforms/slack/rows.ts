import type { Reason } from '../../../src/api/reasons.ts';
import { generalRows, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import { good, refusal } from './fake.ts';

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
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;

export const rows: Row[] = [
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
    expect: { reason: 'Verified', account: { id: 'B0123', tenant: 'E0123' }, access: untold },
  },
  {
    name: 'requires a right whose scope is missing',
    requires: { access: ['Write'] },
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  ...responded(
    errors.map(([error, reason, causes]) => ({
      name: error,
      replies: { test: refusal(error) },
      expect: { reason, ...(causes === undefined ? {} : { causes }) },
    })),
  ),
  { name: 'an id that is null', replies: { test: good({ user_id: null, bot_id: null }) }, expect: 'UnexpectedReply' },
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
