import type { PlatformSpec } from '../../platform.ts';
import { accountFields } from '../shared/azure-storage/fields.ts';
import { storageParts } from '../shared/azure-storage/parts.ts';
import { placePattern, type StorageService } from '../shared/azure-storage/service.ts';
import { pasted, text } from '../shared/field.ts';

const service: StorageService = {
  dns: 'dfs',
  letter: 'b',
  place: 'a container (file system)',
  resource: 'c',
  roles: 'Storage Blob Data Reader or Storage Blob Data Contributor',
};

const { accountName, ...furtherFields } = accountFields;

/** Facts: learn.microsoft.com, Data Lake Storage Gen2 REST API 2021-12-02; what the driver makes of replies is in drivers/azure-storage. */
export const azureDataLake = {
  title: 'Azure Data Lake Storage Gen2',
  aliases: ['ADLS Gen2', 'Azure Data Lake'],
  category: 'CloudStorage',
  documentation: 'https://learn.microsoft.com/azure/storage/blobs/data-lake-storage-access-control-model',
  config: {
    properties: {
      accountName,
      filesystem: text(
        'File system',
        'Name of the file system (container) to list. A SAS of one container or directory needs it. Without it the test lists the file systems.',
        'archive',
        {
          ...pasted(['^https?://[^/]+/([^/?#]+)'], ['^abfss?://([^@/]+)@']),
          pattern: `^(${placePattern}|\\$(root|web))$`,
        },
      ),
      ...furtherFields,
    },
  },
  ...storageParts(service),
} satisfies PlatformSpec;
