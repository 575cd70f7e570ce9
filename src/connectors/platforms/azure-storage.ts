import type { PlatformMethod } from '../platform.ts';
import { clientId, entraFields, guid } from './entra.ts';
import {
  certificateMethod,
  certificateUpload,
  clientSecretMethod,
  federatedMethod,
  federation,
  register,
} from './entra-methods.ts';
import { secret, text } from './field.ts';

/** What differs between the services of a storage account. */
export interface StorageService {
  /** Its part of the host name. */
  dns: 'blob' | 'file' | 'dfs';
  /** Its letter in an account SAS. */
  letter: string;
  /** In words, with an article. */
  place: string;
  /** `sr` of its SAS. */
  resource: string;
  /** Roles that an application may have. */
  roles: string;
}

const example = 'financearchive';

/** Settings that all services of a storage account share. */
export const accountFields = {
  accountName: text(
    'Storage account',
    'Name of the storage account, not its address. A connection string or SAS URL has it already.',
    example,
    { pattern: '^[a-z0-9]{3,24}$' },
  ),
  cloud: text(
    'Cloud',
    'Which of the Azure clouds the account is in; custom for an address of your own, where an application is one of the global cloud.',
    'global',
    {
      enum: ['global', 'usgov', 'china', 'custom'],
      default: 'global',
    },
  ),
  endpoint: text(
    'Endpoint',
    'Service URL for cloud custom. An emulator has the account in the path. http:// is for emulators on a network of your own: there a SAS can be read by anyone on the way.',
    'https://storage.example.com',
    { pattern: '^https?://[^/?#@\\\\\\s]+(/[a-z0-9]{3,24})?/?$' },
  ),
  tenantId: text(
    'Directory (tenant) ID',
    'Of the tenant that the storage account belongs to, or one of its verified domains. Only with an application.',
    'contoso.onmicrosoft.com',
    { pattern: `^(${guid}|[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)+)$` },
  ),
  clientId: { ...clientId, description: `${clientId.description} Only with an application.` },
  audience: entraFields.audience,
};

/** A container, file system or share is named by the same rules. */
export const placePattern = '[a-z0-9](-?[a-z0-9]){2,62}';

const withoutApplication = { properties: { tenantId: false, clientId: false, audience: false } };
const federated = { required: ['accountName', 'tenantId', 'clientId'] };
const withApplication = { ...federated, properties: { audience: false } };

const accountKey = secret(
  'Account key',
  'key1 or key2 of the account, as the portal shows it.',
  'bm90LWEta2V5LW5vdC1hLWtleQ==',
  { pattern: '^[A-Za-z0-9+/]{20,}={0,2}$', maxLength: 256 },
);

const sasToken = (sample: string) =>
  secret('SAS token', 'The query string, with or without the question mark.', sample, {
    // The driver tells an address from a token.
    pattern: '^\\s*(\\??[A-Za-z]+=|https?:)[\\x21-\\x7e]*\\s*$',
    maxLength: 4096,
  });

/** The ways to sign in that all services of a storage account share. */
export function storageMethods(service: StorageService): PlatformMethod[] {
  const { dns, letter, place, resource, roles } = service;
  const host = `${example}.${dns}.core.windows.net`;
  const roleNote = `Under Access control (IAM) of the storage account, or of ${place}, give it the role ${roles}.`;
  return [
    {
      name: 'shared-key',
      title: 'Account key',
      description: 'One of the two access keys of the storage account. It may do everything.',
      secret: { type: 'object', required: ['accountKey'], properties: { accountKey } },
      config: withoutApplication,
      auth: { none: {} },
    },
    connectionString(service),
    {
      name: 'sas',
      title: 'Shared access signature',
      description: `A SAS of the account or of ${place}. It says itself what it allows and when it ends.`,
      secret: {
        type: 'object',
        required: ['sasToken'],
        properties: {
          sasToken: sasToken(`sv=2021-12-02&ss=${letter}&srt=sco&sp=rl&se=2027-01-31T00:00:00Z&spr=https&sig=...`),
          sasUrl: secret(
            'SAS URL',
            'Instead of the SAS token and the account name: the whole address.',
            `https://${host}/archive?sv=2021-12-02&sr=${resource}&sp=rl&se=2027-01-31T00:00:00Z&sig=...`,
            { maxLength: 4096 },
          ),
        },
      },
      config: withoutApplication,
      unpack: [{ key: 'sasUrl', format: 'url', into: { 'secret.sasToken': 'query', 'config.accountName': 'account' } }],
      auth: { none: {} },
    },
    clientSecretMethod(
      `${register} ${roleNote} Under Certificates & secrets make a client secret and copy its value.`,
      withApplication,
    ),
    certificateMethod(`${register} ${roleNote} ${certificateUpload}`, withApplication),
    federatedMethod(`${register} ${roleNote} ${federation}`, federated),
  ];
}

/** It holds the account key, or a SAS. */
function connectionString({ dns }: StorageService): PlatformMethod {
  const endpoint = { blob: 'BlobEndpoint', file: 'FileEndpoint', dfs: 'DfsEndpoint' }[dns];
  const key = 'connectionString';
  return {
    name: 'connection-string',
    title: 'Connection string',
    description:
      'The whole connection string as the portal shows it, under Access keys or under Shared access signature. It names the account, and holds its key or a SAS.',
    secret: {
      type: 'object',
      required: [key],
      properties: {
        [key]: secret(
          'Connection string',
          'With AccountKey, or with SharedAccessSignature.',
          `DefaultEndpointsProtocol=https;AccountName=${example};AccountKey=...;EndpointSuffix=core.windows.net`,
          { maxLength: 4096 },
        ),
      },
    },
    config: withoutApplication,
    unpack: [
      {
        key,
        format: 'pairs',
        into: {
          'secret.accountKey': 'AccountKey',
          'secret.sasToken': 'SharedAccessSignature',
          'config.accountName': 'AccountName',
        },
      },
      // That of a SAS has addresses instead of the account's name.
      { key, format: 'pairs', into: { 'config.accountName': `${endpoint}.account` } },
    ],
    auth: { none: {} },
  };
}

/** The account's hosts of a service in each cloud, and where its tenants get their tokens. */
export function storageHosts({ dns }: StorageService): string[] {
  const suffixes = ['core.windows.net', 'core.usgovcloudapi.net', 'core.chinacloudapi.cn'];
  return [
    ...suffixes.map((suffix) => `{{config.accountName}}.${dns}.${suffix}`),
    '{{config.endpoint}}',
    '{{values.authority}}',
  ];
}
