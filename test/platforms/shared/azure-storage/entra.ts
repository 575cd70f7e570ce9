import { storageError, type FakeService } from '../../../support/fakes/azure-storage.ts';
import type { StorageMethod } from '../../../support/fakes/azure-storage-routes.ts';
import {
  applicationClaims,
  certificateEnd,
  clientId,
  entraError,
  foreign,
  jwtOf,
  over,
  tenantId,
} from '../entra/fake.ts';
import type { Row } from '../../../support/http-cases.ts';
import { strangerRowsWithToken } from './stages.ts';

const application = { id: clientId, name: 'Migration', tenant: tenantId };
const untold = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

/** An application of Entra, in a place that is named. */
export function entraRows(service: FakeService, method: StorageMethod): Row[] {
  const { dns } = service;
  const listed = {
    token: 1,
    place: 1,
    ...(dns === 'file' ? {} : { bare: 1 }),
    ...(dns === 'dfs' ? { read: 1, write: 1 } : {}),
  };
  const lake = { read: 'Granted', write: 'Granted', update: 'NotTestable', delete: 'Granted' } as const;
  const mine = { 'client-secret': secretRows, certificate: certificateRows, 'workload-identity': identityRows };
  return [
    {
      kind: 'connected',
      name: 'the place is listed with the token',
      hits: listed,
      expect: {
        reason: 'Verified',
        account: application,
        access: dns === 'dfs' ? lake : { read: 'Granted', ...untold },
        ...(method === 'certificate' ? { expiresAt: certificateEnd } : {}),
      },
    },
    ...strangerRowsWithToken().filter(({ name }) => ['no answer', 'web page'].includes(name)),
    ...(mine[method as keyof typeof mine] ?? []),
    ...(method === 'client-secret' ? [...tokenRows(service), ...rightRows(service)] : []),
  ];
}

/** No container, share or file system is named. */
export function wholeAccountRows({ dns, place }: FakeService): Row[] {
  if (dns === 'file') {
    const about = new RegExp(`^spec\\.config\\.${place} is missing, which client-secret needs$`);
    return [{ name: 'no share', offline: true, expect: { reason: 'InvalidConfiguration', about } }];
  }
  return [
    {
      kind: 'connected',
      name: 'the list of the account tells no right',
      hits: { token: 1, account: 1 },
      expect: { reason: 'Verified', account: application, access: { read: 'NotTestable', ...untold } },
    },
  ];
}

const secretRows: Row[] = [
  {
    kind: 'rejected',
    name: 'another secret',
    secret: { clientSecret: 'canary-wrong-secret' },
    hits: { token: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'malformed secret',
    name: 'no secret',
    without: ['clientSecret'],
    expect: { reason: 'SecretKeyMissing', about: /clientSecret/ },
  },
  missing('tenantId'),
  missing('clientId'),
  missing('accountName'),
];

const certificateRows: Row[] = [
  {
    kind: 'rejected',
    name: 'a certificate that is not registered',
    secret: { certificate: foreign.certificate, privateKey: foreign.privateKey },
    hits: { token: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'malformed secret',
    name: 'the key of another certificate',
    secret: { privateKey: foreign.privateKey },
    expect: { reason: 'SecretInvalid', about: /`privateKey` of the Secret does not belong to certificate/ },
  },
  {
    name: 'a certificate that is over',
    secret: { certificate: over.certificate, privateKey: over.privateKey },
    offline: true,
    expect: { reason: 'CredentialsExpired', about: /certificate/ },
  },
  {
    name: 'the clock is off: an assertion outside its time',
    replies: { token: entraError('invalid_client', 700024) },
    expect: 'ClockSkew',
  },
];

const identityRows: Row[] = [
  {
    kind: 'rejected',
    name: 'a token that no federated credential fits',
    identityToken: jwtOf({ sub: 'system:serviceaccount:other:bot', jti: 'canary-other' }),
    hits: { token: 1 },
    expect: { reason: 'InvalidConfiguration', stage: 'Authenticated', causes: 1 },
  },
  {
    kind: 'malformed secret',
    name: 'no service account',
    identityToken: '',
    expect: { reason: 'InvalidConfiguration', about: /spec\.serviceAccountName is missing/ },
  },
  {
    name: 'an assertion outside its time',
    replies: { token: entraError('invalid_client', 500133) },
    expect: 'ClockSkew',
  },
];

function missing(name: string): Row {
  return {
    name: `no ${name}`,
    without: [name],
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: new RegExp(`${name} is missing`) },
  };
}

function tokenRows(service: FakeService): Row[] {
  const refused = storageError(service, 401, 'InvalidAuthenticationInfo');
  const tokenOf = (claims: object) => ({ json: { token_type: 'Bearer', access_token: jwtOf(claims) } });
  return [
    {
      name: 'trap: a fresh token that is refused once is made again',
      replies: { place: [refused, service.goodList] },
      hits: { token: 2, place: 2 },
      expect: 'Verified',
    },
    {
      name: 'two fresh tokens are refused',
      replies: { place: refused },
      hits: { token: 2, place: 2 },
      expect: { reason: 'AccessRefused', stage: 'Authorized', account: application, causes: 2 },
    },
    {
      name: 'the token is of another tenant',
      replies: { token: tokenOf(applicationClaims({ tid: 'bbbbbbbb-1111-4222-8333-cccccccccccc' })) },
      hits: { token: 1 },
      expect: { reason: 'IdentityMismatch', causes: 1 },
    },
    {
      name: '403 AuthorizationPermissionMismatch keeps the account',
      replies: { place: storageError(service, 403, 'AuthorizationPermissionMismatch') },
      expect: { reason: 'PermissionDenied', account: application },
    },
    ...(service.dns === 'file'
      ? []
      : [
          {
            name: 'trap: a place that anyone may list proves nothing',
            replies: { bare: service.goodList },
            expect: { reason: 'UnexpectedReply', stage: 'Authorized', about: /archive answers anyone/ },
          } satisfies Row,
        ]),
  ];
}

function rightRows(service: FakeService): Row[] {
  if (service.dns !== 'dfs') return [];
  const denied = storageError(service, 403, 'AuthorizationPermissionMismatch', { type: 'text/plain', text: '' });
  const flat = {
    status: 400,
    headers: { 'x-ms-error-code': 'UnsupportedQueryParameter', 'x-ms-version': '2021-12-02' },
  };
  return [
    {
      name: 'the directory may be read only',
      requires: { access: ['Read', 'Write'] },
      replies: { write: denied },
      expect: {
        reason: 'PermissionDenied',
        about: /^write$/,
        access: { read: 'Granted', write: 'Denied', update: 'NotTestable', delete: 'Denied' },
      },
    },
    {
      name: 'an account without a hierarchical namespace has no rights to look at',
      replies: { read: flat, write: flat },
      expect: { reason: 'Verified', access: { read: 'Granted', ...untold } },
    },
    {
      name: 'busy when rights are looked at',
      replies: { write: { status: 503, headers: { 'x-ms-error-code': 'ServerBusy' } } },
      expect: { reason: 'RateLimited', stage: 'Authorized' },
    },
  ];
}
