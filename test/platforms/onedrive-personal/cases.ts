import { faked, type Asked } from '../shared/entra/faked.ts';
import type { FakeRoute } from '../../support/fake-platform.ts';
import { clientId, clientSecret, graphError } from '../shared/entra/fake.ts';
import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { tokenRows } from '../shared/entra/token-rows.ts';
import { secretRows } from '../shared/entra/secret-rows.ts';
import { signedInRows } from '../shared/graph/rows.ts';

const drive = (more: object = {}) => ({
  json: {
    id: '7',
    driveType: 'personal',
    owner: { user: { id: '42', displayName: 'Ada' } },
    quota: { used: 1 },
    ...more,
  },
});
const asked: Asked = {
  on: 'https://graph.microsoft.com/v1.0/me/drive',
  query: { $select: 'id,driveType,owner,quota' },
  good: drive(),
  claims: {},
  opaque: 'EwB4A8l6BAAU-canary-opaque-token',
};

/** A personal account has no tenant, no cloud, and a token that nobody else can read. */
function personal(more: Parameters<typeof faked>[2] = {}): FakedMethod {
  const token = { tenant: 'consumers', scope: 'Files.ReadWrite offline_access', ...more.token };
  return { ...faked('refresh-token', asked, { ...more, token }), config: { clientId, ...more.config } };
}
const ofTenants = new Set([
  'a token of another tenant',
  'a tenant in capitals',
  'the token of another cloud',
  'a token whose claims cannot be read',
]);

const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const readOnly = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

const issued = (scope?: string) => ({
  json: { token_type: 'Bearer', access_token: asked.opaque, ...(scope === undefined ? {} : { scope }) },
});
const rows: Row[] = [
  ...signedInRows(asked, { reason: 'Verified', account: { id: '42', name: 'Ada' }, access: all }).filter(
    ({ name }) => !ofTenants.has(name),
  ),
  ...secretRows['refresh-token'],
  ...tokenRows,
  ...saying('test', [
    ['403', graphError(403, 'accessDenied'), 'PermissionDenied', 2],
    ['a drive of work or school', drive({ driveType: 'business' }), 'IdentityMismatch', 1],
    ['nobody owns the drive', drive({ owner: {} }), 'UnexpectedReply'],
    ['trap: an owner without an id', drive({ owner: { user: { id: null, displayName: null } } }), 'UnexpectedReply'],
    ['a drive of no type', drive({ driveType: null }), 'UnexpectedReply'],
  ]),
  {
    name: 'scopes that only read',
    replies: { token: issued('https://graph.microsoft.com/Files.Read') },
    expect: { reason: 'Verified', access: readOnly },
  },
  { name: 'scopes are not told', replies: { token: issued() }, expect: { reason: 'Verified', access: untold } },
  {
    name: 'requires a right without its scope',
    requires: { access: ['Write'] },
    replies: { token: issued('Files.Read') },
    expect: { reason: 'PermissionDenied', about: /^write$/ },
  },
  {
    name: 'a tenant',
    config: { tenantId: 'contoso.com' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /tenantId/ },
  },
];

const scopes = { config: { scopes: ['Files.Read', 'offline_access'] }, token: { scope: 'Files.Read offline_access' } };

/** What `requires.path` leads to, for a probe. */
const place: FakeRoute = {
  on: 'GET https://graph.microsoft.com/v1.0/me/drive/root:/Finance/report.xlsx',
  query: { $select: 'id,folder' },
  good: { json: { id: '01ABC!8' } },
  refused: { status: 401 },
};
const probeRows: Row[] = [
  {
    name: 'a probe in what is a file',
    requires: { proof: 'Probe', path: '/Finance/report.xlsx' },
    hits: { place: 1 },
    expect: { reason: 'TargetNotFound', causes: 1 },
  },
];

export const cases: PlatformCases = [
  ...methodCases(personal({ routes: { place } }), probeRows),
  ...methodCases(personal(), rows),
  ...methodCases(personal(scopes), [{ kind: 'connected', name: 'other scopes', expect: 'Verified' }]),
  ...methodCases(personal({ token: { confidential: true } }), [
    { kind: 'connected', name: 'a confidential client', secret: { clientSecret }, expect: 'Verified' },
  ]),
];
