import { methodCases, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { rotationCases } from '../../support/rotation-cases.ts';
import type { PlatformCases } from '../case.ts';
import { aboutRows, folderRows, rootRow } from '../shared/google/drive-rows.ts';
import { about, client, driveRoutes, issued, minted, refreshRoutes } from '../shared/google/fake.ts';
import { malformed, mintedRows, refreshRows } from '../shared/google/rows.ts';

const account = { id: '0123', name: 'Ada', email: 'admin@example.com' };

const shared: Row[] = [
  { kind: 'connected', name: 'good', hits: { about: 1 }, expect: { reason: 'Verified', account, access: {} } },
  {
    kind: 'connected',
    name: 'the account that is expected, in capitals',
    config: { accountEmail: 'Admin@Example.com' },
    expect: 'Verified',
  },
  {
    name: 'another account',
    config: { accountEmail: 'someone@gmail.com' },
    expect: { reason: 'IdentityMismatch', causes: 1, account },
  },
  rootRow,
  ...folderRows,
  ...aboutRows,
];

const refresh: FakedMethod = {
  method: 'oauth-refresh',
  routes: { ...refreshRoutes, ...driveRoutes(minted) },
  signIn: Object.keys(refreshRoutes),
  secret: client,
  canaries: [minted],
};
const next = 'canary-next-refresh-36';

const stored = 'canary-stored-token-44';
const accessToken: FakedMethod = {
  method: 'access-token',
  routes: driveRoutes(stored),
  // Who is named by it has signed in.
  signIn: ['about'],
  secret: { accessToken: stored },
};
const accessTokenRows: Row[] = [
  ...shared,
  {
    kind: 'rejected',
    name: 'a token that has ended, or never was valid',
    secret: { accessToken: 'canary-ended-token' },
    hits: { about: 1 },
    expect: { reason: 'TokenNotRefreshable', causes: 2 },
  },
  malformed('a line break in the token', { accessToken: 'canary-first\nsecond' }, 'SecretInvalid', /accessToken/),
  malformed('no token', {}, 'SecretKeyMissing', /accessToken/, ['accessToken']),
];

export const cases: PlatformCases = [
  ...methodCases(refresh, [...shared, ...mintedRows('about', about()), ...refreshRows]),
  ...rotationCases(refresh, { token: 'token', reply: issued({ refresh_token: next }), next }),
  ...methodCases(accessToken, accessTokenRows),
];
