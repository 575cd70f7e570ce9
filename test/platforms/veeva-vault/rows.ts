import type { Reason } from '../../../src/api/reasons.ts';
import { failure, me, opened, username } from './fake.ts';
import { generalRows, saying, type Row, type Said } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';

const account = {
  id: '61579',
  name: username,
  email: 'svc@example.com',
  tenant: 'Quality (1777)',
  administrator: true,
};
const rights = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' } as const;

/** `errors[].type` that mean the same at the sign-in and after it. */
const everywhere: readonly (readonly [string, Reason, number?])[] = [
  ['NO_PASSWORD_PROVIDED', 'InvalidConfiguration', 1],
  ['INACTIVE_USER', 'CredentialsRevoked', 2],
  ['USER_LOCKED_OUT', 'AccountLocked'],
  ['PASSWORD_CHANGE_REQUIRED', 'InteractionRequired', 1],
  ['OPERATION_NOT_ALLOWED', 'UnexpectedReply'],
  ['CONFIGURATION_MODE_ENABLED', 'ServiceUnavailable'],
  ['API_LIMIT_EXCEEDED', 'RateLimited'],
  ['METHOD_NOT_SUPPORTED', 'InvalidConfiguration', 1],
  ['PARAMETER_REQUIRED', 'InvalidConfiguration', 1],
  ['MALFORMED_URL', 'TargetNotFound', 1],
  ['UNEXPECTED_ERROR', 'ServiceUnavailable'],
  ['A_TYPE_OF_TOMORROW', 'UnexpectedReply'],
];
const failing = (route: string): Row[] =>
  saying(
    route,
    everywhere.map(([type, ...rest]): Said => [`${route}: ${type}`, failure(type), ...rest]),
  );
const exception = { json: { responseStatus: 'EXCEPTION', errors: [{ type: 'UNEXPECTED_ERROR' }] } };
const elsewhere = opened({ vaultId: 1776 });

export const meRows: Row[] = [
  {
    kind: 'connected',
    name: 'good, and the session is ended',
    hits: { login: 1, me: 1, logout: 1 },
    expect: { reason: 'Verified', account, access: {} },
  },
  {
    kind: 'connected',
    name: 'rights on an object',
    requires: { path: 'product__v', access: ['Read', 'Update'] },
    expect: { reason: 'Verified', access: rights },
  },
  {
    kind: 'connected',
    name: 'trap: WARNING is a success',
    replies: { login: opened({ responseStatus: 'WARNING' }), me: me({}, 'WARNING') },
    expect: { reason: 'Verified', account },
  },
  {
    kind: 'connected',
    name: 'a vault without a name, a user who is no administrator',
    replies: {
      login: opened({ vaultIds: [{ id: 1777, url: 'https://ACME.veevavault.com/api' }] }),
      me: me({ security_profile__v: 'read_only__v' }),
    },
    expect: { reason: 'Verified', account: { tenant: '1777 (1777)', administrator: false } },
  },
  {
    kind: 'rejected',
    name: 'trap: a wrong vaultDns signs in to another vault',
    replies: { login: elsewhere },
    hits: { me: 1, logout: 1 },
    expect: { reason: 'IdentityMismatch', causes: 1 },
  },
  {
    name: 'trap: another vault, which does not take the session here',
    replies: { login: elsewhere, me: failure('INVALID_SESSION_ID') },
    expect: 'IdentityMismatch',
  },
  {
    name: 'a right that the object does not give',
    requires: { path: 'product__v', access: ['Delete'] },
    expect: { reason: 'PermissionDenied', about: /^delete$/ },
  },
  {
    name: 'trap: a user without API permission can sign in',
    replies: { me: failure('INSUFFICIENT_ACCESS') },
    hits: { login: 1, logout: 1 },
    expect: { reason: 'PermissionDenied', causes: 1 },
  },
  {
    name: 'rights that may not be read',
    requires: { path: 'product__v' },
    replies: { rights: failure('INSUFFICIENT_ACCESS') },
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  ...failing('me'),
  ...responded(failing('login')),
  ...saying('me', [
    ['EXCEPTION', exception, 'ServiceUnavailable'],
    ['trap: 200 with FAILURE', failure('INVALID_SESSION_ID'), 'UnexpectedReply'],
    ['no user', { json: { responseStatus: 'SUCCESS', users: [] } }, 'UnexpectedReply'],
    ['no status', { json: { users: [{ user: { id: 1 } }] } }, 'UnexpectedReply'],
  ]),
  ...responded(
    saying('login', [
      ['sign-in: EXCEPTION', exception, 'ServiceUnavailable'],
      ['sign-in: INSUFFICIENT_ACCESS', failure('INSUFFICIENT_ACCESS'), 'AccessRefused', 2],
      ['sign-in without the vault', opened({ vaultIds: [] }), 'UnexpectedReply'],
      ['sign-in without session', opened({ sessionId: undefined }), 'UnexpectedReply'],
    ]),
  ),
  { kind: 'timed out', name: 'no session in time', replies: { login: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  { name: 'another host', config: { vaultDns: 'vault.example.com' }, offline: true, expect: 'InvalidConfiguration' },
  ...generalRows('me'),
];
