import {
  apiError,
  clientSecret,
  credentials,
  me,
  minted,
  oauthRoutes,
  otdsRoutes,
  otdsTicket,
  password,
  passwordRoutes,
  ticket,
  username,
} from './fake.ts';
import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { apiRows, starting } from './rows.ts';
import { missing } from '../shared/secrets/missing.ts';

const freshTicket: Row = {
  name: 'trap: 401 with a fresh ticket, as from another node',
  replies: { me: apiError(401) },
  hits: { login: 1, me: 1 },
  expect: 'UnexpectedReply',
};
const login = (...rows: Row[]): Row[] => [
  {
    kind: 'rejected',
    name: 'a wrong password',
    secret: { password: 'canary-wrong-password' },
    hits: { login: 1 },
    expect: 'CredentialsRejected',
  },
  { kind: 'timed out', name: 'no ticket in time', replies: { login: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  missing('password'),
  freshTicket,
  ...rows,
];
const noOtds: Row = { name: 'no OTDS', without: ['otdsUrl'], offline: true, expect: 'InvalidConfiguration' };

const url = 'https://ecm.example.com/otcs/cs.exe';
const byPassword: FakedMethod = {
  method: 'password',
  routes: passwordRoutes,
  signIn: ['login'],
  config: { url },
  secret: { username, password },
  canaries: [ticket],
};
const config = { url: `${url}/`, otdsUrl: 'https://otds.example.com' };
const byOtds: FakedMethod = {
  ...byPassword,
  method: 'otds-password',
  routes: otdsRoutes,
  config,
  canaries: [otdsTicket],
};
const byOauth: FakedMethod = {
  method: 'otds-oauth',
  routes: oauthRoutes,
  signIn: ['token'],
  config,
  secret: { clientId: 'connection-operator', clientSecret },
  canaries: [minted],
};

const failed = (failureReason: string | null, status = 200) => credentials({ ticket: null, failureReason }, status);
const step = (status: number) => credentials({ ticket: null, continuation: true, failureReason: null }, status);
const otdsRows: Row[] = [
  ...responded(
    saying('login', [
      ['trap: 200 with failureReason and no ticket', failed('INVALID_CREDENTIALS'), 'CredentialsRejected'],
      ['trap: 200 that wants another step', step(200), 'InteractionRequired', 1],
      ['200 without ticket and reason', failed(null), 'UnexpectedReply'],
      ['an empty ticket', credentials({ ticket: '' }), 'UnexpectedReply'],
      ['200, the account is locked', failed('ACCOUNT_LOCKED'), 'AccountLocked'],
      ['200, the password has ended', failed('PASSWORD_EXPIRED'), 'CredentialsExpired'],
      ['200, a reason of tomorrow', failed('TOMORROW'), 'AccessRefused', 2],
      ['401 that wants another step', step(401), 'InteractionRequired', 1],
      ['401, the account is locked', failed('ACCOUNT_LOCKED', 401), 'AccountLocked'],
      ['401, a reason of tomorrow', failed('TOMORROW', 401), 'AccessRefused', 2],
      ['404: no OTDS there', { status: 404 }, 'TargetNotFound'],
    ]),
  ).map((row): Row => ({ ...row, hits: { login: 1 } })),
  {
    name: 'an error page',
    replies: { login: { type: 'text/html', text: '<html>Error</html>' } },
    hits: { login: 1 },
    expect: { reason: 'UnexpectedReply', stage: 'Reached' },
  },
  noOtds,
];

const oauthRows: Row[] = [
  {
    kind: 'rejected',
    name: 'a wrong client secret',
    secret: { clientSecret: 'canary-wrong-secret' },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  ...responded(
    saying('token', [
      ['invalid_client as a 400', apiError(400, 'invalid_client'), 'CredentialsRejected'],
      ['unauthorized_client', apiError(400, 'unauthorized_client'), 'InteractionRequired'],
      ['invalid_grant', apiError(400, 'invalid_grant'), 'AccessRefused', 3],
      ['invalid_scope', apiError(400, 'invalid_scope'), 'InvalidConfiguration'],
      ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
    ]),
  ),
  { name: '401, then accepted', replies: { me: [apiError(401), me()] }, hits: { token: 2 }, expect: 'Verified' },
  { name: '401 on two tokens', replies: { me: apiError(401) }, hits: { token: 2 }, expect: 'AccessRefused' },
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  missing('clientSecret'),
  noOtds,
];

const noTicket: Row = { name: 'no ticket in the reply', replies: { login: { json: {} } }, expect: 'UnexpectedReply' };
const notReady: Row[] = responded(saying('login', [['login while pods restart', starting, 'ServiceUnavailable']]));

export const cases: PlatformCases = [
  ...methodCases(byPassword, [...apiRows, ...login(noTicket, ...notReady)]),
  ...methodCases(byOtds, [...apiRows, ...login(...otdsRows)]),
  ...methodCases(byOauth, [...apiRows, ...oauthRows]),
];
