import { clouds, faked, type Asked } from '../shared/entra/faked.ts';
import {
  applicationClaims,
  clientId,
  clientSecret,
  graphError,
  tenantId,
  userClaims,
  type Method,
} from '../shared/entra/fake.ts';
import { serviceAccountToken } from '../../support/fakes/service-account-token.ts';
import { methodCases, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { tokenRows } from '../shared/entra/token-rows.ts';
import { secretRows } from '../shared/entra/secret-rows.ts';
import { signedInRows } from '../shared/graph/rows.ts';

const organization = { id: tenantId, displayName: 'Contoso', verifiedDomains: [{ name: 'contoso.com' }] };
const application = (graph = 'graph.microsoft.com'): Asked => ({
  on: `https://${graph}/v1.0/organization`,
  query: { $select: 'id,displayName,verifiedDomains' },
  good: { json: { value: [organization] } },
  claims: applicationClaims({ roles: ['Organization.Read.All'] }),
});
const me = { id: '7', displayName: 'Ada', mail: 'ada@contoso.com', userPrincipalName: 'ada@contoso.onmicrosoft.com' };
const user = (graph = 'graph.microsoft.com'): Asked => ({
  on: `https://${graph}/v1.0/me`,
  query: { $select: 'id,userPrincipalName,displayName,mail' },
  good: { json: me },
  claims: userClaims({ scp: 'User.Read' }),
});
const asApplication = { id: clientId, name: 'Migration', tenant: `Contoso (${tenantId})` };
const asUser = { id: '7', name: 'Ada', email: 'ada@contoso.com', tenant: tenantId };

const untold = { json: { value: [{ ...organization, displayName: '' }] } };
const applicationRows: Row[] = [
  ...signedInRows(application(), { reason: 'Verified', account: asApplication, access: {} }),
  ...['accessDenied', 'Authorization_RequestDenied'].map((code): Row => ({
    kind: 'connected',
    name: `403 ${code} proves the application`,
    replies: { test: graphError(403, code) },
    expect: { reason: 'Verified', account: { id: clientId, tenant: tenantId } },
  })),
  {
    name: '403, and a token that cannot be read',
    replies: { token: { json: { access_token: 'EwB-canary-opaque' } }, test: graphError(403, 'accessDenied') },
    expect: 'PermissionDenied',
  },
  {
    name: 'a tenant without a name',
    replies: { test: untold },
    expect: { reason: 'Verified', account: { tenant: tenantId } },
  },
  { name: 'no tenant', replies: { test: { json: { value: [] } } }, expect: 'UnexpectedReply' },
  {
    name: 'trap: a tenant whose id is null',
    replies: { test: { json: { value: [{ ...organization, id: null }] } } },
    expect: 'UnexpectedReply',
  },
];
const userRows: Row[] = [
  ...signedInRows(user(), { reason: 'Verified', account: asUser, access: {} }),
  ...['accessDenied', 'Authorization_RequestDenied'].map((code): Row => ({
    name: `403 ${code}`,
    replies: { test: graphError(403, code) },
    expect: { reason: 'PermissionDenied', causes: 2 },
  })),
  {
    name: 'trap: a user whose id is null',
    replies: { test: { json: { ...me, id: null } } },
    expect: 'UnexpectedReply',
  },
  {
    name: 'a user without mailbox',
    replies: { test: { json: { ...me, mail: null } } },
    expect: { reason: 'Verified', account: { email: 'ada@contoso.onmicrosoft.com' } },
  },
];

function inCloud(method: Method, [cloud, authority, graph]: (typeof clouds)[number]) {
  const asked = method === 'refresh-token' ? user(graph) : application(graph);
  const token = { authority, resource: `https://${graph}` };
  return methodCases(faked(method, asked, { config: { cloud }, token }), [
    { kind: 'connected', name: cloud, hits: { token: 1, test: 1 }, expect: 'Verified' },
  ]);
}

const exchanges = {
  gcc: 'api://AzureADTokenExchange',
  usgovhigh: 'api://AzureADTokenExchangeUSGov',
  usgovdod: 'api://AzureADTokenExchangeUSGov',
  china: 'api://AzureADTokenExchangeChina',
};
const tokenOf = Object.fromEntries(
  await Promise.all(Object.values(exchanges).map(async (name) => [name, await serviceAccountToken(name)] as const)),
);

/** The audience of the federated credential has a name of its own in each cloud. */
function federatedIn([cloud, authority, graph]: (typeof clouds)[number]) {
  const exchange = exchanges[cloud];
  const token = { authority, resource: `https://${graph}`, exchange };
  return methodCases(faked('workload-identity', application(graph), { config: { cloud }, token }), [
    {
      kind: 'connected',
      name: cloud,
      identityToken: tokenOf[exchange]!,
      hits: { token: 1, test: 1 },
      expect: 'Verified',
    },
  ]);
}

const methods = ['client-secret', 'certificate', 'workload-identity', 'refresh-token'] as const;
const domain = { config: { tenantId: 'contoso.com' }, token: { tenant: 'contoso.com' } };
const scopes = { config: { scopes: ['User.Read', 'offline_access'] }, token: { scope: 'User.Read offline_access' } };

export const cases: PlatformCases = [
  ...methods.flatMap((method) => [
    ...methodCases(faked(method, method === 'refresh-token' ? user() : application()), [
      ...(method === 'refresh-token' ? userRows : applicationRows),
      ...secretRows[method],
      ...(method === 'workload-identity' ? [] : tokenRows),
    ]),
    ...clouds.flatMap((cloud) => (method === 'workload-identity' ? federatedIn(cloud) : inCloud(method, cloud))),
  ]),
  ...methodCases(faked('client-secret', application(), domain), [
    { kind: 'connected', name: 'a domain as tenant', expect: 'Verified' },
  ]),
  ...methodCases(faked('refresh-token', user(), scopes), [
    { kind: 'connected', name: 'some scopes', expect: 'Verified' },
  ]),
  ...methodCases(faked('refresh-token', user(), { token: { confidential: true } }), [
    { kind: 'connected', name: 'a confidential client', secret: { clientSecret }, expect: 'Verified' },
  ]),
];
