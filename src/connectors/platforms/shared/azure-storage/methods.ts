import type { PlatformMethod } from '../../../platform.ts';
import { certificateUpload, federation, register } from '../entra/entra-methods.ts';
import { certificateMethod, clientSecretMethod, federatedMethod } from '../entra/methods.ts';
import { secret } from '../field.ts';
import { accountKey, sasToken, sasUrl } from './fields.ts';
import { exampleAccount, type StorageService } from './service.ts';

const withoutApplication = { properties: { tenantId: false, clientId: false, audience: false } };
const federated = { required: ['accountName', 'tenantId', 'clientId'] };
const withApplication = { ...federated, properties: { audience: false } };
const credential = { none: {} };

/** The ways to sign in that all services of a storage account share. */
export function storageMethods(service: StorageService): PlatformMethod[] {
  const { place, roles } = service;
  const assign = `Under Access control (IAM) of the storage account, or of ${place}, assign it the role ${roles}.`;
  return [
    sharedKey,
    connectionString(service),
    sharedAccessSignature(service),
    clientSecretMethod(
      `${register} ${assign} Under Certificates & secrets, create a client secret and copy its value.`,
      withApplication,
    ),
    certificateMethod(`${register} ${assign} ${certificateUpload}`, withApplication),
    federatedMethod(`${register} ${assign} ${federation}`, federated),
  ];
}

const sharedKey: PlatformMethod = {
  name: 'shared-key',
  title: 'Account key',
  description: 'Copy one of the two access keys of the storage account. It has all permissions.',
  secret: { required: ['accountKey'], properties: { accountKey } },
  config: withoutApplication,
  credential,
};

function sharedAccessSignature({ dns, letter, place, resource }: StorageService): PlatformMethod {
  const url = `https://${exampleAccount}.${dns}.core.windows.net/archive`;
  const end = 'se=2027-01-31T00:00:00Z';
  return {
    name: 'sas',
    title: 'Shared access signature',
    description: `Create a SAS of the storage account or of ${place}. Its permissions and its expiry are in the SAS itself.`,
    secret: {
      required: ['sasToken'],
      properties: {
        sasToken: sasToken(`sv=2021-12-02&ss=${letter}&srt=sco&sp=rl&${end}&spr=https&sig=...`),
        sasUrl: sasUrl(`${url}?sv=2021-12-02&sr=${resource}&sp=rl&${end}&sig=...`),
      },
    },
    config: withoutApplication,
    unpack: [{ key: 'sasUrl', format: 'url', into: { 'secret.sasToken': 'query', 'config.accountName': 'account' } }],
    credential,
  };
}

/** It holds the account key, or a SAS. */
function connectionString({ dns }: StorageService): PlatformMethod {
  const endpoint = { blob: 'BlobEndpoint', file: 'FileEndpoint', dfs: 'DfsEndpoint' }[dns];
  const key = 'connectionString';
  return {
    name: 'connection-string',
    title: 'Connection string',
    description:
      'Copy the whole connection string from the portal, under Access keys or under Shared access signature. It contains the account name, and the account key or a SAS.',
    secret: {
      required: [key],
      properties: {
        [key]: secret(
          'Connection string',
          'Connection string with AccountKey or SharedAccessSignature.',
          `DefaultEndpointsProtocol=https;AccountName=${exampleAccount};AccountKey=...;EndpointSuffix=core.windows.net`,
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
    credential,
  };
}
