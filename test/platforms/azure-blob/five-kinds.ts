import { containerSas } from '../../support/servers/azure-sas.ts';
import type { PlatformCase } from '../case.ts';
import {
  accountKey,
  accountName,
  azurite,
  byKey,
  bySas,
  code,
  everything,
  nowhere,
  page,
  reading,
  replies,
  signer,
  silent,
} from './setup.ts';

export const fiveOfKey: PlatformCase[] = [
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

export const fiveOfSas: PlatformCase[] = [
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
