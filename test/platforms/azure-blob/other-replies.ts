import { containerSas } from '../../support/servers/azure-sas.ts';
import type { PlatformCase } from '../case.ts';
import { accountKey, accountName, azurite, code, nowhere, replies, row, sasRow, signer } from './setup.ts';

export const otherRows: PlatformCase[] = [
  {
    ...row,
    name: 'ContainerNotFound',
    start: azurite({ container: 'gone' }),
    expect: { reason: 'TargetNotFound', about: /the container gone/, account: { id: accountName } },
  },
  {
    ...sasRow,
    name: 'ContainerNotFound with a SAS',
    start: azurite({ container: 'gone' }),
    expect: { reason: 'TargetNotFound', about: /the container gone/ },
  },
  {
    ...row,
    name: 'ServerBusy with Retry-After',
    start: replies(code(503, 'ServerBusy', { headers: { 'retry-after': '9' } })),
    expect: { reason: 'RateLimited', retryAfterMs: 9000 },
  },
  {
    ...sasRow,
    name: 'a public container proves nothing where the SAS may only list',
    secret: { sasToken: containerSas({ ...signer, permissions: 'l', container: 'open' }) },
    start: azurite({ container: 'open' }),
    expect: { reason: 'UnexpectedReply', about: /the container open answers anyone/ },
  },
  {
    ...sasRow,
    name: 'a public container and a SAS that may read',
    secret: { sasToken: containerSas({ ...signer, permissions: 'rl', container: 'open' }) },
    start: azurite({ container: 'open' }),
    expect: { reason: 'Verified' },
  },
  {
    ...sasRow,
    name: 'a SAS that may only write cannot be proved',
    secret: { sasToken: containerSas({ ...signer, permissions: 'cw', container: 'archive' }) },
    start: azurite({ container: 'archive' }),
    expect: {
      reason: 'PermissionDenied',
      access: { read: 'Denied', write: 'Granted', update: 'Granted', delete: 'Denied' },
    },
  },
  {
    ...row,
    name: 'a server that answers anyone',
    start: replies({
      status: 200,
      headers: { 'x-ms-version': '2021-12-02' },
      body: '<?xml version="1.0"?><EnumerationResults/>',
    }),
    expect: { reason: 'UnexpectedReply', about: /answers anyone/ },
  },
  {
    ...row,
    name: '404 of another server',
    start: replies({ status: 404, body: 'not here' }),
    expect: { reason: 'UnexpectedReply', about: /does not answer as Azure Storage/ },
  },
  {
    ...row,
    name: 'a redirect is not followed',
    start: replies({ status: 302, headers: { location: 'https://elsewhere.example.com/' } }),
    expect: { reason: 'EgressDenied', about: /redirects to another host/ },
  },
  {
    ...row,
    name: 'the account does not exist',
    start: async () => ({
      config: nowhere,
      context: { resolve: () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })) },
      stop: async () => {},
    }),
    expect: { reason: 'NameNotResolved', about: /^financearchive\.blob\.core\.windows\.net$/ },
  },
];

export const inputRows: PlatformCase[] = [
  input('no account', {}, /accountName is missing/),
  input(
    'an address as account',
    { accountName: 'financearchive.blob.core.windows.net' },
    /accountName is .* does not have the right form/,
  ),
  input('custom without endpoint', { accountName, cloud: 'custom' }, /endpoint is missing/),
  input(
    'an endpoint that is not used',
    { accountName, endpoint: 'https://blob.example.com' },
    /endpoint is only for cloud custom/,
  ),
  input(
    'a container in capitals',
    { accountName, container: 'Archive' },
    /container is "Archive", which does not have the right form/,
  ),
  {
    ...input(
      'a connection string of another account',
      { accountName: 'other' },
      /connectionString is of another account/,
    ),
    secret: { connectionString: `AccountName=${accountName};AccountKey=${accountKey}` },
  },
  {
    ...input('a connection string of another cloud', {}, /connectionString is of another cloud: set cloud to usgov/),
    secret: {
      connectionString: `AccountName=${accountName};AccountKey=${accountKey};EndpointSuffix=core.usgovcloudapi.net`,
    },
  },
  {
    ...input(
      'a SAS URL of another cloud',
      {},
      /sasUrl is not of financearchive\.blob\.core\.windows\.net: set cloud to china/,
    ),
    method: 'sas',
    secret: {
      sasUrl: `https://${accountName}.blob.core.chinacloudapi.cn/archive?${containerSas({ ...signer, permissions: 'rl', container: 'archive' })}`,
    },
  },
];

function input(name: string, config: Record<string, unknown>, about: RegExp): PlatformCase {
  return { ...row, name, config, expect: { reason: 'InvalidConfiguration', about } };
}
