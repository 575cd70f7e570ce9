import { basicOffered } from '../../support/basic-offered.ts';
import { issued, nextcloudToken, oauthError } from '../shared/ocs/fake.ts';
import { methodCases, saying, type Row } from '../../support/http-cases.ts';
import { refreshCases } from '../../support/refresh-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { oauthMethod, oauthRows, passwordMethod, passwordRows } from '../shared/ocs/rows.ts';

const account = { id: 'svc', name: 'Mia Grant', email: 'svc@acme.example', administrator: true };
const rights = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const good: Row[] = [
  { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'rights in a folder',
    requires: { path: '/Finance/2030 Q1' },
    expect: { reason: 'Verified', access: rights },
  },
];
const refresh = oauthMethod(nextcloudToken);

export const cases: PlatformCases = [
  ...methodCases({ ...passwordMethod, strangers: basicOffered }, [...good, ...passwordRows]),
  ...methodCases(refresh, [
    ...good,
    ...oauthRows,
    {
      kind: 'rejected',
      name: 'trap: invalid_request is a dead refresh token',
      secret: { refreshToken: 'canary-dead-66' },
      hits: { token: 1 },
      expect: { reason: 'CredentialsRevoked', causes: 2 },
    },
    ...responded(
      saying('token', [
        ['trap: invalid_grant is our request, not the token', oauthError('invalid_grant'), 'InvalidConfiguration', 1],
      ]),
    ),
  ]),
  ...refreshCases(refresh, { token: 'token', test: 'me', issue: (fresh) => issued({ refresh_token: fresh }) }),
];
