import { current, me, nobody, unauthorized, wrongClient } from './fake.ts';
import { testNow } from '../../support/test-context.ts';
import { failingAt, responded } from '../../support/responded.ts';
import { generalRows, saying, type Row } from '../../support/http-cases.ts';

const account = {
  id: '6816f79cc0a8016401c5a33be04be441',
  name: 'Migration',
  email: 'it@example.com',
  tenant: 'acme.service-now.com',
};
const html = (status: number, body: string) => ({
  status,
  type: 'text/html',
  text: `<html><body>${body}</body></html>`,
});
const asleep = '<h1>Your instance is hibernating</h1>';
const rights = { read: 'NotTestable' } as const;

export const apiRows: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'rights are not told',
    requires: { access: ['Read'] },
    expect: { reason: 'Verified', stage: 'Authorized', access: rights },
  },
  {
    kind: 'connected',
    name: 'an administrator',
    requires: { role: 'Administrator' },
    expect: { reason: 'Verified', account: { administrator: true } },
  },
  ...saying('roles', [
    ['whether an administrator is hidden', nobody, 'Verified'],
    ['roles may not be read', { status: 403 }, 'Verified'],
  ]).map((row): Row => ({
    ...row,
    expect: { reason: 'Verified', stage: 'Authorized' },
    requires: { role: 'Administrator' },
    hits: { roles: 1 },
  })),
  {
    kind: 'connected',
    name: 'its record is hidden, the second call names it',
    requires: { role: 'Administrator' },
    replies: { me: nobody },
    hits: { me: 1, current: 1 },
    expect: { reason: 'Verified', stage: 'Authorized', account: { id: account.id, name: 'Migration' } },
  },
  ...failingAt(
    'Authenticated',
    saying('current', [
      ['trap: a guest is nobody', current({ user_name: 'guest' }), 'UnexpectedReply'],
      ['a 401 of the second call decides nothing', unauthorized, 'PermissionDenied', 1],
      ['there is no second call', { status: 404 }, 'PermissionDenied', 1],
      ['it names nobody', current({ user_sys_id: '' }), 'PermissionDenied', 1],
      ['a user name that is null', current({ user_name: null }), 'UnexpectedReply'],
      ['it is busy', { status: 429 }, 'RateLimited'],
    ]),
  ).map((row): Row => ({
    ...row,
    name: `record hidden: ${row.name}`,
    replies: { me: nobody, ...row.replies },
    // A token that is refused there is made once more.
    hits: row.name.startsWith('a 401') ? {} : { me: 1, current: 1 },
  })),
  ...saying('me', [
    ['trap: a hibernating instance answers 200', html(200, asleep), 'ServiceUnavailable', 1],
    ['a hibernating instance, another status', html(403, asleep), 'ServiceUnavailable', 1],
  ]),
  ...responded(
    saying('me', [
      ['trap: the guest', me({ user_name: 'guest' }), 'UnexpectedReply'],
      ['403 of a rule', { status: 403, json: { error: { message: 'Failed' } } }, 'PermissionDenied', 0],
      ['a list of somebody without id', me({ sys_id: '' }), 'UnexpectedReply'],
      ['an id that is null', me({ sys_id: null }), 'UnexpectedReply'],
      ['a user name that is null', me({ user_name: null }), 'UnexpectedReply'],
    ]),
  ),
  {
    name: '429 with the time of its end in seconds',
    replies: { me: { status: 429, headers: { 'x-ratelimit-reset': String(testNow / 1000 + 90) } } },
    expect: { reason: 'RateLimited', retryAfterMs: 90_000 },
  },
  {
    name: 'an address instead of a host name',
    config: { hostname: 'https://acme.service-now.com' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /hostname/ },
  },
  ...generalRows('me'),
];

export const tokenRows: Row[] = [
  ...saying('token', [
    ['a wrong client', wrongClient, 'CredentialsRejected', 1],
    ['a hibernating instance', html(200, asleep), 'ServiceUnavailable', 1],
    ['a sign-in page', html(200, '<input type="password">'), 'InteractionRequired'],
    ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
  ]).map((row): Row => ({ ...row, hits: { token: 1 } })),
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
];

/** A token that can be made once more, without a password. */
export const renewedRows: Row[] = [
  {
    name: 'trap: a token that is still the old one proves no sign-in: the call is what counts',
    replies: { me: unauthorized },
    hits: { token: 2, me: 2 },
    expect: 'UnexpectedReply',
  },
  { name: '401, then accepted', replies: { me: [unauthorized, me()] }, hits: { token: 2 }, expect: 'Verified' },
];
