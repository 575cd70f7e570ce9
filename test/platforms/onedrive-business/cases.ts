import { clouds, claimsOf, faked, permissions, type Asked } from '../shared/entra/faked.ts';
import { clientId, graphError, tenantId, type Method } from '../shared/entra/fake.ts';
import { methodCases, saying, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { tokenRows } from '../shared/entra/token-rows.ts';
import { secretRows } from '../shared/entra/secret-rows.ts';
import { signedInRows } from '../shared/graph/rows.ts';

const user = { id: clientId, displayName: 'Ada', email: 'ada@contoso.com' };
const drive = (more: object = {}) => ({
  json: {
    id: 'b!1',
    driveType: 'business',
    owner: { user },
    quota: { used: 1 },
    webUrl: 'https://contoso-my.sharepoint.com/',
    ...more,
  },
});
const of = (claims: object, path: string, graph = 'graph.microsoft.com'): Asked => ({
  on: `https://${graph}/v1.0/${path}`,
  query: { $select: 'id,driveType,owner,quota,webUrl' },
  good: drive(),
  claims,
});
const account = { id: clientId, name: 'Ada', email: 'ada@contoso.com', tenant: tenantId };

const owner = 'ada@contoso.com';
const usersDrive = `users/${owner}/drive`;
const personal = 'https://contoso-my.sharepoint.com/personal/ada_contoso_com';
const personalDrive = 'sites/contoso-my.sharepoint.com:/personal/ada_contoso_com:/drive';

const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const readOnly = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

const driveRows: Row[] = [
  ...saying('test', [
    ['403', graphError(403, 'accessDenied'), 'PermissionDenied', 2],
    [
      '403 provisioningNotAllowed',
      graphError(403, 'accessDenied', { inner: 'provisioningNotAllowed' }),
      'PermissionDenied',
      1,
    ],
    ['resourceBeingProvisioned', graphError(409, 'resourceBeingProvisioned'), 'ServiceUnavailable'],
    [
      'resourceBeingProvisioned, nested',
      graphError(503, 'serviceNotAvailable', { inner: 'resourceBeingProvisioned' }),
      'ServiceUnavailable',
    ],
    ['trap: 404, not provisioned', graphError(404, 'ResourceNotFound'), 'TargetNotFound', 2],
    ['a personal drive', drive({ driveType: 'personal' }), 'IdentityMismatch', 1],
    ['a library', drive({ driveType: 'documentLibrary' }), 'IdentityMismatch', 1],
    ['a drive of no type', drive({ driveType: undefined }), 'UnexpectedReply'],
    ['a drive without id', drive({ id: '' }), 'UnexpectedReply'],
    ['a drive whose id is null', drive({ id: null }), 'UnexpectedReply'],
    ['trap: a drive without an owner', drive({ owner: undefined }), 'UnexpectedReply'],
    [
      'trap: a drive whose owner has no id',
      drive({ owner: { user: { id: null, displayName: null } } }),
      'UnexpectedReply',
    ],
  ]),
  {
    name: 'an owner who is no user',
    replies: { test: drive({ owner: { group: { id: '1' } } }) },
    expect: { reason: 'Verified', account: { tenant: tenantId } },
  },
];

const applicationRows: Row[] = [
  offline('neither owner nor site', { userPrincipalName: undefined }, /userPrincipalName or siteUrl/),
  offline('a site that is not personal', { siteUrl: 'https://contoso.sharepoint.com/sites/hr' }, /siteUrl/),
  offline('an owner with a path', { userPrincipalName: 'ada@contoso.com/messages' }, /userPrincipalName/),
];

function offline(name: string, config: Record<string, unknown>, about: RegExp): Row {
  const left = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
  const without = Object.keys(config).filter((key) => config[key] === undefined);
  return { name, config: left, without, offline: true, expect: { reason: 'InvalidConfiguration', about } };
}

const methods = ['client-secret', 'certificate', 'workload-identity', 'refresh-token'] as const;

const good = methods.flatMap((method) => {
  const delegated = method === 'refresh-token';
  const asked = of(permissions(method, 'Files.ReadWrite.All'), delegated ? 'me/drive' : usersDrive);
  const config = delegated ? {} : { userPrincipalName: owner };
  return methodCases(faked(method, asked, { config }), [
    ...signedInRows(asked, { reason: 'Verified', account, access: all }),
    ...secretRows[method],
    ...(method === 'client-secret' ? tokenRows : []),
    ...(delegated ? [] : applicationRows),
    ...driveRows,
  ]);
});

/** Method, permission of the token, settings, address → access */
const others: [Method, string, object, string, object][] = [
  ['client-secret', 'Files.Read.All', { userPrincipalName: owner }, usersDrive, readOnly],
  ['client-secret', 'Files.Read.All', { siteUrl: personal }, personalDrive, readOnly],
  ['client-secret', 'Sites.Selected', { siteUrl: `${personal}/` }, personalDrive, untold],
  ['certificate', 'Sites.ReadWrite.All', { userPrincipalName: clientId }, `users/${clientId}/drive`, all],
  [
    'certificate',
    'Files.Read.All',
    { userPrincipalName: 'x_y.com#EXT#@contoso.com' },
    'users/x_y.com%23EXT%23@contoso.com/drive',
    readOnly,
  ],
  ['refresh-token', 'Files.Read', {}, 'me/drive', readOnly],
  ['refresh-token', 'Files.ReadWrite.All', { siteUrl: personal }, personalDrive, untold],
  ['refresh-token', 'Files.Read.All', { userPrincipalName: owner }, usersDrive, { ...readOnly, read: 'NotTestable' }],
];

export const cases: PlatformCases = [
  ...good,
  ...others.flatMap(([method, permission, config, path, access]) =>
    methodCases(faked(method, of(permissions(method, permission), path), { config }), [
      {
        kind: 'connected',
        name: `${permission}: ${path}`,
        hits: { test: 1 },
        expect: { reason: 'Verified', account, access },
      },
    ]),
  ),
  ...clouds.flatMap(([cloud, authority, graph]) =>
    methodCases(
      faked('client-secret', of(claimsOf('client-secret', {}), usersDrive, graph), {
        config: { cloud, userPrincipalName: owner },
        token: { authority, resource: `https://${graph}` },
      }),
      [{ kind: 'connected', name: cloud, expect: 'Verified' }],
    ),
  ),
];
