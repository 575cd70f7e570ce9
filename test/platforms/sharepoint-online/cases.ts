import { accountOf, faked, permissions, type Asked } from '../shared/entra/faked.ts';
import { clientId, graphError, tenantId, type Method } from '../shared/entra/fake.ts';
import { methodCases, saying, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { tokenRows } from '../shared/entra/token-rows.ts';
import { secretRows } from '../shared/entra/secret-rows.ts';
import { signedInRows } from '../shared/graph/rows.ts';
import { all, rest, siteUrl, untold, web } from './rest-cases.ts';

const ofGraph = (claims: object, path = 'contoso.sharepoint.com:/sites/hr', graph = 'graph.microsoft.com'): Asked => ({
  on: `https://${graph}/v1.0/sites/${path}`,
  query: { $select: 'id,displayName,webUrl' },
  good: { json: { id: 'contoso.sharepoint.com,1,2', displayName: 'HR', webUrl: siteUrl } },
  claims,
});
const readOnly = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const bounded = { ...untold, write: 'Denied', update: 'Denied', delete: 'Denied' } as const;

const siteRows = saying('test', [
  ['403', graphError(403, 'accessDenied'), 'PermissionDenied', 2],
  ['404: no such site, or not selected', graphError(404, 'itemNotFound'), 'TargetNotFound', 2],
  ['trap: a site whose id is null', { json: { id: null, displayName: null } }, 'UnexpectedReply'],
]);
const offline = (name: string, config: object, about: RegExp): Row => ({
  name,
  config: config as Record<string, unknown>,
  offline: true,
  expect: { reason: 'InvalidConfiguration', about },
});
const offlineRows = [
  offline('a site elsewhere', { siteUrl: 'https://contoso.sharepoint.com.example.org/' }, /siteUrl/),
  offline('an address with a query', { siteUrl: `${siteUrl}?web=1` }, /siteUrl/),
  offline("SharePoint's former application model", { clientId: `${clientId}@${tenantId}` }, /clientId/),
];

/** `permissions of the token` → access */
const rightsOf = (method: Method): [string[], object][] =>
  method === 'refresh-token'
    ? [
        [['Sites.ReadWrite.All'], untold],
        [['Sites.Read.All'], bounded],
      ]
    : [
        [['Sites.FullControl.All'], all],
        [['Sites.ReadWrite.All'], all],
        [['Files.ReadWrite.All'], all],
        [['Sites.Read.All'], readOnly],
        [['Sites.Selected'], { ...untold, read: 'Granted' }],
        [['Mail.Read'], { ...readOnly, read: 'Denied' }],
      ];

const methods = ['client-secret', 'certificate', 'workload-identity', 'refresh-token'] as const;
const graphCases = methods.flatMap((method) => {
  const asked = ofGraph(permissions(method, 'Sites.Read.All'));
  const access = method === 'refresh-token' ? bounded : readOnly;
  const config = { siteUrl };
  return [
    ...methodCases(faked(method, asked, { config }), [
      ...signedInRows(asked, { reason: 'Verified', account: accountOf(method), access }),
      ...secretRows[method],
      ...(method === 'client-secret' ? tokenRows : []),
      ...siteRows,
      ...offlineRows,
    ]),
    ...rightsOf(method).flatMap(([names, rights]) =>
      methodCases(faked(method, ofGraph(permissions(method, ...names)), { config }), [
        { name: `rights of ${names.join()}`, expect: { reason: 'Verified', access: rights } },
      ]),
    ),
  ];
});

const addresses = [
  [
    'global',
    'https://contoso.sharepoint.com',
    'contoso.sharepoint.com',
    'graph.microsoft.com',
    'login.microsoftonline.com',
  ],
  ['gcc', `${siteUrl}/`, 'contoso.sharepoint.com:/sites/hr', 'graph.microsoft.com', 'login.microsoftonline.com'],
  ['usgovhigh', 'https://c.sharepoint.us/', 'c.sharepoint.us', 'graph.microsoft.us', 'login.microsoftonline.us'],
  [
    'usgovdod',
    'https://c.sharepoint-mil.us/sites/a/b',
    'c.sharepoint-mil.us:/sites/a/b',
    'dod-graph.microsoft.us',
    'login.microsoftonline.us',
  ],
  [
    'china',
    'https://c.sharepoint.cn/teams/x',
    'c.sharepoint.cn:/teams/x',
    'microsoftgraph.chinacloudapi.cn',
    'login.partner.microsoftonline.cn',
  ],
] as const;
const cloudCases = addresses.flatMap(([cloud, address, path, graph, authority]) =>
  methodCases(
    faked('client-secret', ofGraph(permissions('client-secret', 'Sites.Selected'), path, graph), {
      config: { cloud, siteUrl: address },
      token: { authority, resource: `https://${graph}` },
    }),
    [{ kind: 'connected', name: `${cloud}: ${address}`, expect: 'Verified' }],
  ),
);

export const cases: PlatformCases = [
  ...graphCases,
  ...cloudCases,
  ...rest('certificate'),
  ...rest('refresh-token'),
  ...methodCases(faked('client-secret', { ...web, claims: {} }, { config: { siteUrl, api: 'rest' } }), [
    { ...offline('trap: rest takes no client secret', {}, /api/) },
  ]),
];
