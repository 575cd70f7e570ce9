import { accountSas, containerSas } from '../support/servers/azure-sas.ts';
import { startAzurite } from '../support/servers/azurite.ts';
import { startCannedServer, type CannedReply } from '../support/servers/canned-server.ts';
import { startSilentServer } from '../support/servers/silent-server.ts';
import type { PlatformCase, PlatformCases, Started } from './case.ts';

const accountName = 'financearchive';
const accountKey = Buffer.from('canary-azure-account-key-canary-azure-account-key-canary-azure-k').toString('base64');
const anotherKey = Buffer.alloc(64, 1).toString('base64');
const expiry = '2099-01-01T00:00:00Z';
const signer = { accountName, accountKey, expiry };
const everything = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const reading = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const whole = { cloud: 'custom', accountName };
const nowhere = { cloud: 'global', accountName };

function azurite(config: Record<string, unknown> = {}): () => Promise<Started> {
  return async () => {
    const running = await startAzurite({
      accountName,
      accountKey,
      containers: { archive: {}, open: { public: true } },
    });
    return {
      config: { ...whole, endpoint: running.url, ...config },
      canaries: () => ['RequestId', 'Server failed'],
      stop: () => running.stop(),
    };
  };
}

/** The service answers every request the same. */
function replies(
  reply: CannedReply | ((credential: boolean) => CannedReply),
  config: Record<string, unknown> = {},
): () => Promise<Started> {
  return async () => {
    const running = await startCannedServer(({ url, authorization }) =>
      typeof reply === 'function' ? reply(authorization !== undefined || url.searchParams.has('sig')) : reply,
    );
    return {
      config: { ...whole, endpoint: running.url, ...config },
      canaries: () => ['Marker of the service'],
      stop: () => running.stop(),
    };
  };
}

function code(
  status: number,
  name: string,
  { detail = '', headers = {} }: { detail?: string; headers?: Record<string, string> } = {},
): CannedReply {
  const more =
    detail === '' ? '' : `<AuthenticationErrorDetail>${detail} Marker of the service</AuthenticationErrorDetail>`;
  return {
    status,
    headers: { 'x-ms-error-code': name, 'x-ms-request-id': 'Marker of the service', ...headers },
    body: `<?xml version="1.0"?><Error><Code>${name}</Code><Message>Marker of the service</Message>${more}</Error>`,
  };
}

async function silent(): Promise<Started> {
  const running = await startSilentServer();
  return { config: { ...whole, endpoint: `http://${running.host}:${running.port}` }, stop: () => running.stop() };
}

const page = replies({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Portal</title>',
});
const byKey = { method: 'shared-key', secret: { accountKey } } as const;
const bySas = { method: 'sas', secret: { sasToken: accountSas({ ...signer, permissions: 'rl' }) } } as const;
const row = { ...byKey, kind: 'reply table' } as const;
const sasRow = { ...bySas, kind: 'reply table' } as const;

const fiveOfKey: PlatformCase[] = [
  {
    ...byKey,
    kind: 'connected',
    name: 'the containers are listed',
    start: azurite(),
    expect: { reason: 'Verified', account: { id: accountName, name: accountName }, access: everything },
  },
  {
    ...byKey,
    kind: 'connected',
    name: 'the container is listed',
    start: azurite({ container: 'archive' }),
    expect: { reason: 'Verified', access: everything },
  },
  {
    method: 'shared-key',
    kind: 'connected',
    name: 'connection string',
    secret: {
      connectionString: `DefaultEndpointsProtocol=https;AccountName=${accountName};AccountKey=${accountKey};EndpointSuffix=core.windows.net`,
    },
    canaries: [accountKey],
    start: azurite({ accountName: undefined }),
    expect: { reason: 'Verified', account: { id: accountName } },
  },
  {
    ...byKey,
    kind: 'rejected',
    name: 'AuthenticationFailed, the MAC differs',
    start: replies(
      code(403, 'AuthenticationFailed', {
        detail: "The MAC signature found in the HTTP request 'x' is not the same as any computed signature.",
      }),
    ),
    expect: { reason: 'CredentialsRejected' },
  },
  { ...byKey, kind: 'timed out', name: 'no answer', start: silent, timeoutMs: 300, expect: { reason: 'TimedOut' } },
  { ...byKey, kind: 'unexpected reply', name: 'a web page', start: page, expect: { reason: 'UnexpectedReply' } },
  {
    method: 'shared-key',
    kind: 'malformed secret',
    name: 'a key that is not base64',
    config: nowhere,
    secret: { accountKey: 'not base64 at all, but canary' },
    expect: { reason: 'SecretInvalid', about: /accountKey/ },
  },
  {
    method: 'shared-key',
    kind: 'malformed secret',
    name: 'a key that is cut off',
    config: nowhere,
    secret: { accountKey: accountKey.slice(0, 50) },
    expect: { reason: 'SecretInvalid', about: /accountKey is not base64/ },
  },
  {
    method: 'shared-key',
    kind: 'malformed secret',
    name: 'no key',
    config: nowhere,
    secret: {},
    expect: { reason: 'SecretKeyMissing', about: /accountKey is missing/ },
  },
];

const fiveOfSas: PlatformCase[] = [
  {
    ...bySas,
    kind: 'connected',
    name: 'SAS of the account',
    start: azurite(),
    expect: { reason: 'Verified', account: { id: accountName }, access: reading },
  },
  {
    method: 'sas',
    kind: 'connected',
    name: 'SAS of the container, with a question mark',
    secret: { sasToken: `?${containerSas({ ...signer, permissions: 'rwdl', container: 'archive' })}` },
    start: azurite({ container: 'archive' }),
    expect: { reason: 'Verified', access: everything },
  },
  {
    method: 'sas',
    kind: 'connected',
    name: 'SAS that may list only: the listing proves it',
    secret: { sasToken: containerSas({ ...signer, permissions: 'l', container: 'archive' }) },
    start: azurite({ container: 'archive' }),
    expect: { reason: 'Verified', access: reading },
  },
  {
    ...bySas,
    kind: 'rejected',
    name: 'AuthenticationFailed, the signature differs',
    start: replies(code(403, 'AuthenticationFailed', { detail: 'Signature did not match. String to sign used was x' })),
    expect: { reason: 'CredentialsRejected' },
  },
  { ...bySas, kind: 'timed out', name: 'no answer', start: silent, timeoutMs: 300, expect: { reason: 'TimedOut' } },
  { ...bySas, kind: 'unexpected reply', name: 'a web page', start: page, expect: { reason: 'UnexpectedReply' } },
  badSas('no signature', 'sv=2021-12-02&ss=b&srt=sco&sp=rl&se=2099-01-01', {
    reason: 'SecretInvalid',
    about: /sasToken has no signature \(sig\)/,
  }),
  badSas('no end', 'sv=2021-12-02&ss=b&srt=sco&sp=rl&sig=canary-sas-sig', {
    reason: 'SecretInvalid',
    about: /has no end \(se\)/,
  }),
  badSas('only for queues', 'sv=2021-12-02&ss=q&srt=sco&sp=rl&se=2099-01-01&sig=canary-sas-sig', {
    reason: 'SecretInvalid',
    about: /not for Blob storage/,
  }),
  badSas('a URL where the token should be', 'https://financearchive.blob.core.windows.net/?sv=1&sig=canary-sas-sig', {
    reason: 'SecretInvalid',
    about: /sasToken does not have the right form/,
  }),
  badSas('ended', 'sv=2021-12-02&ss=b&srt=sco&sp=rl&se=2020-01-01T00:00Z&sig=canary-sas-sig', {
    reason: 'CredentialsExpired',
    about: /sasToken has ended/,
  }),
  badSas('not valid yet', 'sv=2021-12-02&ss=b&srt=sco&sp=rl&st=2098-01-01&se=2099-01-01&sig=canary-sas-sig', {
    reason: 'InvalidConfiguration',
    about: /not valid yet \(st\)/,
  }),
  badSas('for one container, and none is named', 'sv=2021-12-02&sr=c&sp=rl&se=2099-01-01&sig=canary-sas-sig', {
    reason: 'InvalidConfiguration',
    about: /container is missing/,
  }),
  badSas('for one blob', 'sv=2021-12-02&sr=b&sp=r&se=2099-01-01&sig=canary-sas-sig', {
    reason: 'InvalidConfiguration',
    about: /not for a container \(sr\)/,
  }),
];

function badSas(name: string, sasToken: string, expect: PlatformCase['expect']): PlatformCase {
  return { method: 'sas', kind: 'malformed secret', name, config: nowhere, secret: { sasToken }, expect };
}

const failedRows: PlatformCase[] = [
  {
    ...row,
    name: 'AuthenticationFailed at another time',
    start: replies(
      code(403, 'AuthenticationFailed', {
        detail: 'The MAC signature found',
        headers: { date: 'Mon, 01 Jan 2018 00:00:00 GMT' },
      }),
    ),
    expect: { reason: 'ClockSkew' },
  },
  {
    ...row,
    name: 'AuthenticationFailed without detail',
    start: replies(code(403, 'AuthenticationFailed')),
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  {
    ...row,
    name: 'AuthenticationFailed without detail and Date',
    start: replies(code(403, 'AuthenticationFailed', { headers: { date: '' } })),
    expect: { reason: 'UnexpectedReply', about: /does not tell its time/ },
  },
  {
    ...sasRow,
    name: 'AuthenticationFailed, time frame',
    start: replies(code(403, 'AuthenticationFailed', { detail: 'Signature not valid in the specified time frame' })),
    expect: { reason: 'CredentialsExpired' },
  },
  {
    ...sasRow,
    name: 'AuthenticationFailed, not well formed',
    start: replies(code(403, 'AuthenticationFailed', { detail: 'sv is not well formed' })),
    expect: { reason: 'InvalidConfiguration' },
  },
  {
    ...sasRow,
    name: 'AuthenticationFailed, resource level',
    start: replies(
      code(403, 'AuthenticationFailed', { detail: 'Signed resource type not allowed for this resource level' }),
    ),
    expect: { reason: 'InvalidConfiguration' },
  },
  // Azurite's word for a wrong key; of Azure it is said about networks, and the product's rule is not bent to the emulator.
  {
    ...row,
    name: 'AuthorizationFailure, which is what Azurite says of a wrong key',
    secret: { accountKey: anotherKey },
    start: azurite(),
    expect: { reason: 'PermissionDenied', causes: 3 },
  },
];

const codeRows: PlatformCase[] = (
  [
    [400, 'InvalidAuthenticationInfo', 'InvalidConfiguration'],
    [401, 'NoAuthenticationInformation', 'InvalidConfiguration'],
    [403, 'AuthorizationPermissionMismatch', 'PermissionDenied'],
    [403, 'AuthorizationFailure', 'PermissionDenied'],
    [403, 'AuthorizationSourceIPMismatch', 'PermissionDenied'],
    [403, 'AuthorizationProtocolMismatch', 'InvalidConfiguration'],
    [403, 'AuthorizationServiceMismatch', 'PermissionDenied'],
    [403, 'AuthorizationResourceTypeMismatch', 'PermissionDenied'],
    [403, 'InsufficientAccountPermissions', 'PermissionDenied'],
    [403, 'KeyBasedAuthenticationNotPermitted', 'InvalidConfiguration'],
    [403, 'AccountIsDisabled', 'CredentialsRevoked'],
    [404, 'ResourceNotFound', 'TargetNotFound'],
    [409, 'FeatureVersionMismatch', 'InvalidConfiguration'],
    [409, 'AccountBeingCreated', 'ServiceUnavailable'],
    [409, 'ContainerBeingDeleted', 'ServiceUnavailable'],
    [500, 'InternalError', 'ServiceUnavailable'],
    [500, 'OperationTimedOut', 'ServiceUnavailable'],
    [503, 'ServerBusy', 'RateLimited'],
    [400, 'SomethingNew', 'UnexpectedReply'],
  ] as const
).flatMap(([status, name, reason]) => [
  { ...row, name: `${status} ${name}`, start: replies(code(status, name)), expect: { reason } },
  { ...sasRow, name: `${status} ${name} to a SAS`, start: replies(code(status, name)), expect: { reason } },
]);

const otherRows: PlatformCase[] = [
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

const inputRows: PlatformCase[] = [
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

export const cases: PlatformCases = [
  ...fiveOfKey,
  ...fiveOfSas,
  ...failedRows,
  ...codeRows,
  ...otherRows,
  ...inputRows,
];
