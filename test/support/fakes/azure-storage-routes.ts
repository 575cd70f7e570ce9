import { bears, type FakeReply, type FakeRoute, type Received } from '../fake-platform.ts';
import type { FakedMethod } from '../http-cases.ts';
import { accountSas } from '../../../dev/servers/azure-sas.ts';
import {
  accountKey,
  accountName,
  dateFaults,
  sasFits,
  signedWith,
  storageError,
  type FakeService,
} from './azure-storage.ts';
import {
  applicationClaims,
  clientId,
  clientSecret,
  good,
  identityToken,
  jwtOf,
  tenantId,
  tokenRoute,
} from '../../platforms/shared/entra/fake.ts';

export const keyMethods = ['shared-key', 'connection-string'] as const;
export const entraMethods = ['client-secret', 'certificate', 'workload-identity'] as const;
export type StorageMethod = (typeof keyMethods)[number] | 'sas' | (typeof entraMethods)[number];

export const accessToken = jwtOf(applicationClaims({ aud: 'https://storage.azure.com' }));
export const mac = "The MAC signature found in the HTTP request 'x' is not the same as any computed signature.";
export const signer = { accountName, accountKey, expiry: '2099-01-01T00:00:00Z' };

/** A SAS of the account that may read and list. */
export const readingSas = ({ letter }: FakeService) => accountSas({ ...signer, permissions: 'rl', services: letter });

export interface StorageOptions {
  /** A container, share or file system is named. */
  place?: string;
  /** Path inside of it, as the list is asked for it. */
  path?: string;
  sas?: string;
  suffix?: string;
  authority?: string;
}

/** A method with a good credential, and the service and token endpoint that take it. */
export function stored(service: FakeService, method: StorageMethod, options: StorageOptions = {}): FakedMethod {
  const { place, suffix = 'core.windows.net', authority } = options;
  const sas = options.sas ?? readingSas(service);
  const token = { accessToken, resource: 'https://storage.azure.com', ...(authority ? { authority } : {}) };
  const entra = isEntra(method);
  const applied = entra ? { tenantId, clientId } : {};
  return {
    method,
    routes: {
      ...(entra ? { token: tokenRoute(method, token) } : {}),
      ...storageRoutes(service, method, { ...options, sas, suffix }),
    },
    config: { accountName, ...(place === undefined ? {} : { [service.place]: place }), ...applied },
    secret: secretOf(method, sas, suffix),
    ...(method === 'workload-identity' ? { identityToken } : {}),
    ...(method === 'sas' ? { inAddress: true } : {}),
    canaries: [accessToken, accountKey, new URLSearchParams(sas).get('sig') ?? ''],
  };
}

function isEntra(method: StorageMethod): method is (typeof entraMethods)[number] {
  return (entraMethods as readonly string[]).includes(method);
}

function secretOf(method: StorageMethod, sas: string, suffix: string): Record<string, string> {
  const connectionString = `DefaultEndpointsProtocol=https;AccountName=${accountName};AccountKey=${accountKey};EndpointSuffix=${suffix}`;
  const secrets: Record<StorageMethod, Record<string, string>> = {
    'shared-key': { accountKey },
    'connection-string': { connectionString },
    sas: { sasToken: sas },
    'client-secret': { clientSecret },
    certificate: { certificate: good.certificate, privateKey: good.privateKey },
    'workload-identity': {},
  };
  return secrets[method];
}

function storageRoutes(
  service: FakeService,
  method: StorageMethod,
  { place = 'archive', path, sas = '', suffix }: StorageOptions,
): Record<string, FakeRoute> {
  const { dns, version } = service;
  const base = `https://${accountName}.${dns}.${suffix}`;
  const bySas = method === 'sas';
  const fields: Record<string, string | RegExp> = Object.fromEntries(new URLSearchParams(bySas ? sas : ''));
  // Any signature is well formed; whether it fits is for the service to find out.
  if (bySas) fields['sig'] = /^\S+$/;
  const isBare = ({ headers, url }: Received) => headers['authorization'] === undefined && !url.searchParams.has('sig');
  const shared = {
    headers: {
      'x-ms-version': version,
      ...(dns === 'file' && isEntra(method) ? { 'x-ms-file-request-intent': 'backup' } : {}),
    },
    ...proofOf(service, method),
    refused: refusalOf(service, method),
  };
  const ask = (on: string, query: Record<string, string>, answer: FakeReply, verb = 'GET'): FakeRoute => ({
    ...shared,
    on: `${verb} ${base}${on}`,
    when: (received) =>
      !isBare(received) &&
      Object.entries(query).every(([name, value]) => received.url.searchParams.get(name) === value),
    query: { ...query, ...fields },
    good: answer,
  });
  const inside = path === undefined ? {} : pathQuery(service, path);
  const listOn = `/${place}${dns === 'file' && path !== undefined ? `/${path}` : ''}`;
  const list = { ...service.list, ...inside };
  const anonymous = storageError(service, 404, 'ResourceNotFound');
  const rights = (fsAction: string) =>
    ask(
      `/${place}/${path ?? ''}`,
      { action: 'checkAccess', fsAction },
      { headers: { 'x-ms-version': version } },
      'HEAD',
    );
  return {
    account: ask('/', service.account, service.good),
    ...(bySas && dns === 'blob' ? { properties: propertiesOf(ask, service) } : {}),
    ...(bySas && dns === 'blob' ? { ofPlace: propertiesOf(ask, service, place) } : {}),
    place: ask(listOn, list, service.goodList),
    bare: {
      on: `GET ${base}${listOn}`,
      when: isBare,
      query: list,
      headers: { 'x-ms-version': version },
      good: anonymous,
      refused: anonymous,
    },
    ...(dns === 'dfs' && isEntra(method) ? { read: rights('r-x'), write: rights('-wx') } : {}),
    // A folder that nobody has made is no blob; nothing says that it is a file.
    ...(path === undefined || dns === 'file'
      ? {}
      : { item: ask(`/${place}/${encoded(path)}`, {}, storageError(service, 404, 'PathNotFound'), 'HEAD') }),
  };
}

function propertiesOf(
  ask: (on: string, query: Record<string, string>, answer: FakeReply) => FakeRoute,
  { version }: FakeService,
  place = '',
): FakeRoute {
  const headers = { 'x-ms-version': version, 'x-ms-sku-name': 'Standard_LRS', 'x-ms-account-kind': 'StorageV2' };
  return ask(`/${place}`, { restype: 'account', comp: 'properties' }, { headers });
}

const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');

function pathQuery({ dns }: FakeService, path: string): Record<string, string> {
  if (dns === 'file') return {};
  return dns === 'blob' ? { prefix: `${path}/` } : { directory: path };
}

function proofOf(service: FakeService, method: StorageMethod): Pick<FakeRoute, 'faults' | 'accepts'> {
  if (isEntra(method)) return { accepts: bears(accessToken) };
  if (method === 'sas') return { accepts: (received) => sasFits(accountKey, service, received) };
  return { faults: (received) => dateFaults(received), accepts: (received) => signedWith(accountKey, received) };
}

/** What a wrong credential is answered. */
function refusalOf(service: FakeService, method: StorageMethod): FakeReply {
  if (isEntra(method)) return storageError(service, 401, 'InvalidAuthenticationInfo');
  const detail = method === 'sas' ? 'Signature did not match. String to sign used was x' : mac;
  return storageError(service, 403, 'AuthenticationFailed', { detail });
}
