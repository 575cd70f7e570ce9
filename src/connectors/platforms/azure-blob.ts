import type { PlatformSpec } from '../platform.ts';
import { accountFields, placePattern, storageHosts, storageMethods, type StorageService } from './azure-storage.ts';
import { text } from './field.ts';

const service: StorageService = {
  dns: 'blob',
  letter: 'b',
  place: 'a container',
  resource: 'c',
  roles: 'Storage Blob Data Reader or Storage Blob Data Contributor',
};

/** Facts: learn.microsoft.com, Blob service REST API 2021-12-02; what the driver makes of replies is in drivers/azure-storage. */
export const azureBlob = {
  title: 'Azure Blob Storage',
  aliases: ['Microsoft Azure Blob', 'Azure Storage', 'Blob Storage'],
  category: 'CloudStorage',
  documentation: 'https://learn.microsoft.com/rest/api/storageservices/authorize-requests-to-azure-storage',
  driver: 'azure-storage',
  config: {
    type: 'object',
    properties: {
      accountName: accountFields.accountName,
      container: text('Container', 'Container to list. Needed with a SAS that is for one container.', 'archive', {
        pattern: `^(${placePattern}|\\$(root|web))$`,
      }),
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
