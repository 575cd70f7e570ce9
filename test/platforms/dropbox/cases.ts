import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { rotationCases } from '../../support/rotation-cases.ts';
import type { PlatformCases } from '../case.ts';
import { client, current, issued, minted, pkceToken, refreshRoutes, userRoutes } from '../shared/dropbox/fake.ts';
import { accessTokenRows, apiRows, pathRows, refreshRows } from '../shared/dropbox/rows.ts';

const account = {
  id: 'dbid:AAH4f99T',
  name: 'Franz Ferdinand',
  email: 'franz@example.com',
  tenant: 'Acme (dbtid:AAFdgehTzw7)',
};
const good: Row = {
  kind: 'connected',
  name: 'good',
  hits: { current: 1 },
  expect: { reason: 'Verified', account, access: {} },
};

const shared: Row[] = [
  good,
  {
    kind: 'connected',
    name: 'an account without a team',
    replies: { current: current({ team: null }) },
    expect: { reason: 'Verified', account: { id: account.id } },
  },
  {
    kind: 'connected',
    name: 'an account and a team without names',
    replies: { current: current({ name: null, email: null, team: { id: 'dbtid:AAFdgehTzw7', name: null } }) },
    expect: { reason: 'Verified', account: { id: account.id, tenant: 'dbtid:AAFdgehTzw7' } },
  },
  ...saying('current', [
    ['trap: a disabled account', current({ disabled: true }), 'CredentialsRevoked', 1],
    ['no word on whether it is disabled', current({ disabled: null }), 'UnexpectedReply'],
    ['no account id', current({ account_id: '' }), 'UnexpectedReply'],
    ['an account id that is null', current({ account_id: null }), 'UnexpectedReply'],
  ]),
  ...pathRows,
  ...apiRows('current'),
  {
    name: 'a path root that is no JSON',
    config: { pathRoot: 'home' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /pathRoot/ },
  },
];

const signIn = Object.keys(refreshRoutes);
const refresh: FakedMethod = {
  method: 'oauth-refresh',
  routes: { ...refreshRoutes, ...userRoutes(minted) },
  signIn,
  secret: client,
  canaries: [minted],
};
const pkce: FakedMethod = {
  ...refresh,
  routes: { token: pkceToken, ...userRoutes(minted) },
  secret: { appKey: client.appKey, refreshToken: client.refreshToken },
};
const next = 'canary-next-refresh-91';

const stored = 'canary-sl.stored-token-29';
// Who is named by it has signed in.
const accessToken = {
  method: 'access-token',
  routes: userRoutes(stored),
  signIn: ['current'],
  secret: { accessToken: stored },
};
const pathRoot = '{".tag": "home"}';
const inRoot = {
  ...accessToken,
  routes: userRoutes(stored, { 'dropbox-api-path-root': pathRoot }),
  config: { pathRoot },
};

export const cases: PlatformCases = [
  ...methodCases(refresh, [...shared, ...refreshRows('current', current())]),
  ...methodCases(pkce, [{ ...good, name: 'an app with PKCE has no secret' }]),
  ...rotationCases(refresh, { token: 'token', reply: issued({ refresh_token: next }), next }),
  ...methodCases(accessToken, [...shared, ...accessTokenRows('current')]),
  ...methodCases(inRoot, [{ ...good, name: 'with a path root' }]),
];
