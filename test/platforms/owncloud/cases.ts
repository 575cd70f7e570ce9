import { basicOffered } from '../../support/basic-offered.ts';
import { issued, me, oauthError, owncloudToken } from '../shared/ocs/fake.ts';
import { methodCases, saying, type Row } from '../../support/http-cases.ts';
import { refreshCases } from '../../support/refresh-cases.ts';
import type { PlatformCases } from '../case.ts';
import { oauthMethod, oauthRows, passwordMethod, passwordRows } from '../shared/ocs/rows.ts';

/** owncloud/core tells neither groups nor whether the account is enabled. */
const plain = me({ displayname: undefined, groups: undefined, enabled: undefined });
const account = { id: 'svc', name: 'Mia Grant', email: 'svc@acme.example' };
const good: Row[] = [
  {
    kind: 'connected',
    name: 'good',
    replies: { me: plain },
    hits: { me: 1 },
    expect: { reason: 'Verified', account, access: {} },
  },
  {
    kind: 'connected',
    name: 'rights in a folder',
    requires: { path: 'Finance/2030 Q1' },
    expect: { reason: 'Verified', access: { write: 'Granted', update: 'Granted', delete: 'Granted' } },
  },
];
const refresh = oauthMethod(owncloudToken);

export const cases: PlatformCases = [
  ...methodCases({ ...passwordMethod, strangers: basicOffered }, [...good, ...passwordRows]),
  ...methodCases(refresh, [
    ...good,
    ...oauthRows,
    {
      kind: 'rejected',
      name: 'a refresh token that is unknown',
      secret: { refreshToken: 'canary-dead-67' },
      hits: { token: 1 },
      expect: { reason: 'CredentialsRevoked', causes: 1 },
    },
    ...saying('token', [
      [
        'a token of another client',
        oauthError('invalid_grant', 'refresh grant client ids mismatch'),
        'CredentialsRejected',
        1,
      ],
      ['a disabled account', oauthError('unauthorized_client', 'user not enabled'), 'CredentialsRevoked', 1],
      ['a bare invalid_grant', oauthError('invalid_grant'), 'AccessRefused', 2],
      ['invalid_request: the client did not arrive', oauthError('invalid_request'), 'AccessRefused', 2],
      ['invalid_client, 401', oauthError('invalid_client', '', 401), 'CredentialsRejected', 1],
      ['any other error', oauthError('an_error_of_tomorrow'), 'UnexpectedReply'],
    ]),
  ]),
  ...refreshCases(refresh, { token: 'token', test: 'me', issue: (fresh) => issued({ refresh_token: fresh }) }),
];
