import type { PlatformSpec } from '../../platform.ts';
import { accountFields } from '../shared/azure-storage/fields.ts';
import { storageParts } from '../shared/azure-storage/parts.ts';
import { placePattern, type StorageService } from '../shared/azure-storage/service.ts';
import { pasted, text } from '../shared/field.ts';

const service: StorageService = {
  dns: 'blob',
  letter: 'b',
  place: 'a container',
  resource: 'c',
  roles: 'Storage Blob Data Reader or Storage Blob Data Contributor',
};

const { accountName, ...furtherFields } = accountFields;

/** Facts: learn.microsoft.com, Blob service REST API 2021-12-02; what the driver makes of replies is in drivers/azure-storage. */
export const azureBlob = {
  title: 'Azure Blob Storage',
  aliases: ['Microsoft Azure Blob', 'Azure Storage', 'Blob Storage'],
  category: 'CloudStorage',
  documentation: 'https://learn.microsoft.com/rest/api/storageservices/authorize-requests-to-azure-storage',
  config: {
    properties: {
      accountName,
      container: text(
        'Container',
        'Name of the container to list. A SAS of one container needs it. Without it the test lists the containers.',
        'archive',
        { ...pasted(['^https?://[^/]+/([^/?#]+)']), pattern: `^(${placePattern}|\\$(root|web))$` },
      ),
      ...furtherFields,
    },
  },
  ...storageParts(service),
} satisfies PlatformSpec;
