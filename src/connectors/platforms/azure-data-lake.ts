import type { PlatformSpec } from '../platform.ts';
import { accountFields, placePattern, storageHosts, storageMethods, type StorageService } from './azure-storage.ts';
import { text } from './field.ts';

const service: StorageService = {
  dns: 'dfs',
  letter: 'b',
  place: 'a container (file system)',
  resource: 'c',
  roles: 'Storage Blob Data Reader or Storage Blob Data Contributor',
};

/** Facts: learn.microsoft.com, Data Lake Storage Gen2 REST API 2021-12-02; what the driver makes of replies is in drivers/azure-storage. */
export const azureDataLake = {
  title: 'Azure Data Lake Storage Gen2',
  aliases: ['ADLS Gen2', 'Azure Data Lake'],
  category: 'CloudStorage',
  documentation: 'https://learn.microsoft.com/azure/storage/blobs/data-lake-storage-access-control-model',
  driver: 'azure-storage',
  config: {
    type: 'object',
    properties: {
      accountName: accountFields.accountName,
      filesystem: text(
        'File system',
        'File system (container) to list. Needed with a SAS that is for one container or directory.',
        'archive',
        { pattern: `^(${placePattern}|\\$(root|web))$` },
      ),
      cloud: accountFields.cloud,
      endpoint: accountFields.endpoint,
      tenantId: accountFields.tenantId,
      clientId: accountFields.clientId,
      audience: accountFields.audience,
    },
  },
  methods: storageMethods(service),
  hosts: storageHosts(service),
} satisfies PlatformSpec;
