import { good, guid, info, mfError, password, refusedLogin, routes, username, vault } from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { failingAt, responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missingRows } from '../shared/secrets/missing.ts';

const account = { id: '12', name: username, tenant: `Contracts (${guid})`, administrator: true };
const untold = { update: 'NotTestable', delete: 'NotTestable' } as const;
const none = { write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const older = {
  isReadOnlyLicense: undefined,
  CanCreateobjects: undefined,
  IsAdminUser: undefined,
  HasFullControlOfVault: undefined,
};

const rows: Row[] = [
  {
    kind: 'connected',
    name: 'good, and the session is ended',
    hits: { login: 1, session: 1, vault: 1, logout: 1 },
    expect: { reason: 'Verified', account, access: { write: 'Granted', ...untold } },
  },
  {
    kind: 'connected',
    name: 'an external user of an older server, and the GUID in small letters',
    replies: { session: info({ ...older, InternalUser: false }), vault: vault(guid.toLowerCase()) },
    expect: { reason: 'Verified', account: { id: '12' }, access: { write: 'NotTestable', ...untold } },
  },
  {
    name: 'a licence to read',
    requires: { access: ['Update'] },
    replies: { session: info({ isReadOnlyLicense: true }) },
    expect: { reason: 'PermissionDenied', about: /^update$/ },
  },
  {
    kind: 'connected',
    name: 'a licence to read, where that is enough',
    replies: { session: info({ ...older, LicenseAllowsModifications: false }) },
    expect: { reason: 'Verified', access: none },
  },
  {
    name: 'requires an administrator',
    requires: { role: 'Administrator' },
    replies: { session: info({ HasFullControlOfVault: false }) },
    expect: { reason: 'PermissionDenied', about: /administrator/ },
  },
  {
    kind: 'rejected',
    name: 'trap: a wrong password gets a token, which is refused; sent once',
    secret: { password: 'canary-wrong-password' },
    hits: { login: 1, session: 1 },
    expect: { reason: 'CredentialsRejected', causes: 3 },
  },
  // The login proves nothing, and the session comes after it.
  ...failingAt(
    'Authenticated',
    saying('session', [
      ['trap: 403, not logged in to the application', refusedLogin, 'CredentialsRejected', 3],
      [
        '403, not logged in to the vault',
        mfError(403, { IsLoggedToVault: false, IsLoggedToApplication: true }),
        'PermissionDenied',
        1,
      ],
      ['403, anything else', mfError(403, { IsLoggedToVault: true, IsLoggedToApplication: true }), 'UnexpectedReply'],
      [
        '403, another exception',
        mfError(403, { IsLoggedToApplication: false, Exception: { Name: 'X' } }),
        'UnexpectedReply',
      ],
      ['401', mfError(401), 'UnexpectedReply'],
      ['500 with an error', mfError(500), 'ServiceUnavailable'],
      ['no user', info({ UserID: 0 }), 'UnexpectedReply'],
    ]),
  ),
  ...failingAt(
    'Authorized',
    saying('vault', [
      ['another vault', vault('{00000000-0000-0000-0000-000000000001}'), 'IdentityMismatch', 1],
      ['the vault: 403', mfError(403), 'UnexpectedReply'],
      ['the vault: 500', mfError(500), 'ServiceUnavailable'],
    ]),
  ),
  ...responded(
    saying('login', [
      ['no token', { json: { Value: '' } }, 'UnexpectedReply'],
      ['wrong address', { status: 404 }, 'TargetNotFound'],
      ['login: 401', { status: 401 }, 'UnexpectedReply'],
      ['login: 503', { status: 503 }, 'ServiceUnavailable'],
    ]),
  ),
  { kind: 'timed out', name: 'no token in time', replies: { login: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  {
    name: 'a GUID without braces',
    config: { vaultGuid: guid.slice(1, -1) },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /vaultGuid/ },
  },
  { name: 'no address', without: ['url'], offline: true, expect: 'InvalidConfiguration' },
  ...missingRows('username', 'password'),
  ...failingAt('Authenticated', generalRows('session')),
];

const mfiles: FakedMethod = {
  method: 'password',
  routes: routes(),
  config: { url: 'https://mfiles.example.com/', vaultGuid: guid },
  secret: { username, password },
  canaries: [good],
};
const windows: FakedMethod = {
  ...mfiles,
  routes: routes({ WindowsUser: true, Domain: 'CORP' }),
  config: { ...mfiles.config, windowsUser: true, domain: 'CORP' },
};
const several: FakedMethod = { ...mfiles, routes: routes({}, 'ARRAffinity=a1b2') };
const affinity = { 'set-cookie': 'ARRAffinity=a1b2;Path=/;HttpOnly;Secure' };

export const cases: PlatformCases = [
  ...methodCases(mfiles, rows),
  ...methodCases(windows, [{ kind: 'connected', name: 'a Windows account', expect: { reason: 'Verified', account } }]),
  ...methodCases(several, [
    {
      kind: 'connected',
      name: 'trap: several servers, and a token that is good at one',
      replies: { login: { json: { Value: good }, headers: affinity } },
      expect: 'Verified',
    },
  ]),
];
