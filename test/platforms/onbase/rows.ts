import type { FakeReply } from '../../support/fake-platform.ts';
import { cookies, groups, tokenError } from './fake.ts';
import { generalRows, saying, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import { missing } from '../shared/secrets/missing.ts';

export const refused: FakeReply = { status: 401 };
const licence = (status: number): FakeReply => ({ status, json: { title: 'No', detail: 'No license is available' } });
const disconnected = { hits: { groups: 2, disconnect: 1 } };

export const rows: Row[] = [
  {
    kind: 'connected',
    name: 'trap: the session is ended, for it takes a licence',
    hits: { token: 1, groups: 2, disconnect: 1 },
    expect: { reason: 'Verified', access: {} },
  },
  {
    kind: 'connected',
    name: 'a right that cannot be looked at',
    requires: { access: ['Read'] },
    expect: { reason: 'Verified', stage: 'Authorized', access: { read: 'NotTestable' } },
  },
  {
    kind: 'connected',
    name: 'no document types to be seen',
    replies: { groups: [groups({ json: { items: [] } }), refused] },
    expect: 'Verified',
  },
  {
    kind: 'connected',
    name: 'the session cannot be ended',
    replies: { disconnect: { status: 500 } },
    ...disconnected,
    expect: 'Verified',
  },
  {
    kind: 'unexpected reply',
    name: 'the API answers without a token as well',
    replies: { groups: groups() },
    ...disconnected,
    expect: { reason: 'UnexpectedReply', about: /without a credential/ },
  },
  ...saying('groups', [
    ['no licence is free, as a 403', licence(403), 'ServiceUnavailable'],
    ['no licence is free, as a 500', licence(500), 'ServiceUnavailable'],
    ['403', { status: 403 }, 'PermissionDenied'],
  ]),
  {
    name: 'a 403 after a session was opened ends it',
    replies: { groups: { status: 403, headers: { 'set-cookie': cookies } } },
    hits: { disconnect: 1 },
    expect: 'PermissionDenied',
  },
  ...responded(
    saying('token', [
      ['invalid_client', tokenError('invalid_client'), 'CredentialsRejected'],
      [
        'invalid_grant that names the password',
        tokenError('invalid_grant', 'invalid_username_or_password'),
        'CredentialsRejected',
      ],
      ['trap: a bare invalid_grant', tokenError('invalid_grant'), 'AccessRefused', 3],
      ['invalid_scope', tokenError('invalid_scope'), 'InvalidConfiguration'],
      ['unauthorized_client', tokenError('unauthorized_client'), 'InvalidConfiguration', 1],
      [
        '404: the case of the letters',
        { status: 404, type: 'text/html', text: '<html>404</html>' },
        'TargetNotFound',
        1,
      ],
      ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
    ]),
  ).map((row): Row => ({ ...row, hits: { token: 1 } })),
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  { name: 'no API', without: ['apiUrl'], offline: true, expect: { reason: 'InvalidConfiguration', about: /apiUrl/ } },
  {
    name: 'an IdP without TLS',
    config: { idpUrl: 'http://onbase.example.com/identityprovider' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /idpUrl/ },
  },
  missing('clientSecret'),
  ...generalRows('groups'),
];
