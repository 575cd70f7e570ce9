import type { PlatformSpec } from '../platform.ts';
import { accountFields, placePattern, storageHosts, storageMethods, type StorageService } from './azure-storage.ts';
import { text } from './field.ts';

const service: StorageService = {
  dns: 'file',
  letter: 'f',
  place: 'a share',
  resource: 's',
  roles: 'Storage File Data Privileged Reader or Storage File Data Privileged Contributor',
};

/** Facts: learn.microsoft.com, File service REST API 2022-11-02; what the driver makes of replies is in drivers/azure-storage. */
export const azureFiles = {
  title: 'Azure Files',
  aliases: ['Azure file share', 'Microsoft Azure Files'],
  category: 'CloudStorage',
  documentation: 'https://learn.microsoft.com/azure/storage/files/authorize-oauth-rest',
  driver: 'azure-storage',
  config: {
    type: 'object',
    properties: {
      accountName: accountFields.accountName,
      share: text(
        'Share',
        'Share to list. Needed with a SAS that is for one share, and with an application. Not a UNC path: its name alone.',
        'archive',
        { pattern: `^${placePattern}$` },
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
