import { info, mashery } from './fake.ts';
import { generalRows, saying, type Row, type Said } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';

const account = { id: '4711', name: 'Mia Grant', email: 'svc@acme.example', tenant: 'acme.egnyte.com' };
const editor = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' } as const;
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;
const asked = { requires: { path: 'Shared/Finance' } };

export const gateway: Said[] = [
  ['trap: 403 over QPS is no refusal', mashery('ERR_403_DEVELOPER_OVER_QPS'), 'RateLimited'],
  ['trap: 403 over rate is no refusal', mashery('ERR_403_DEVELOPER_OVER_RATE', { 'retry-after': '3' }), 'RateLimited'],
  ['trap: 403 of a dead key', mashery('ERR_403_DEVELOPER_INACTIVE'), 'CredentialsRejected', 1],
  ['403 with Retry-After', { status: 403, headers: { 'retry-after': '9' } }, 'RateLimited'],
  ['403 of the gateway, another code', mashery('ERR_403_TOMORROW'), 'AccessRefused', 2],
];

/** Who may do what is asked after the account is known. */
function afterAcceptance(row: Row): Row {
  const wanted = typeof row.expect === 'string' ? { reason: row.expect } : row.expect;
  return { ...row, ...asked, name: `perms: ${row.name}`, expect: { ...wanted, stage: 'Authorized' } };
}

export const rows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'the address instead of the host, no e-mail',
    config: { domain: 'https://acme.egnyte.com/' },
    replies: { me: info({ email: undefined }) },
    expect: { reason: 'Verified', account: { id: '4711', tenant: 'acme.egnyte.com' } },
  },
  { kind: 'connected', name: 'rights in a folder', ...asked, expect: { reason: 'Verified', access: editor } },
  {
    kind: 'connected',
    name: 'rights in the folder of the setting',
    config: { path: '/Private/svc' },
    replies: { perms: { json: { permission: 'Full' } } },
    expect: { reason: 'Verified', access: { ...editor, delete: 'Granted' } },
  },
  {
    name: 'an unknown level',
    ...asked,
    replies: { perms: { json: { permission: 'Viewer Only' } } },
    expect: { reason: 'Verified', access: untold },
  },
  {
    name: 'requires a right that the folder denies',
    requires: { access: ['Delete'] },
    expect: { reason: 'PermissionDenied', about: /^delete$/ },
  },
  {
    kind: 'connected',
    name: 'an administrator',
    config: { userType: 'administrator' },
    replies: { me: info({ user_type: 'admin' }) },
    expect: { reason: 'Verified', account: { administrator: true } },
  },
  {
    name: 'no administrator',
    config: { userType: 'administrator' },
    replies: { me: info({ user_type: 'power' }) },
    expect: { reason: 'PermissionDenied', causes: 1, account: { administrator: false } },
  },
  ...responded(
    saying('me', [
      ...gateway,
      ['403', { status: 403 }, { reason: 'PermissionDenied', stage: 'Authenticated' }],
      ['no user', info({ id: null }), 'UnexpectedReply'],
      ['trap: a user name of null', info({ username: null }), 'UnexpectedReply'],
      ['404', { status: 404, json: { Errors: [{ description: 'x', code: '404' }] } }, 'TargetNotFound'],
    ]),
  ),
  ...saying('perms', [
    ...gateway,
    ['folder not allowed', { status: 403 }, 'PermissionDenied'],
    ['folder not found', { status: 404 }, 'TargetNotFound'],
  ]).map(afterAcceptance),
  ...['acme', 'acme.egnyte.com.evil.org', 'acme.egnyte.com@evil.org'].map((domain): Row => ({
    name: `domain ${domain}`,
    config: { domain },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /domain/ },
  })),
  ...generalRows('me'),
];
