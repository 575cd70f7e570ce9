import type { PlatformSpec } from '../../platform.ts';
import { accountFields } from '../shared/azure-storage/fields.ts';
import { storageParts } from '../shared/azure-storage/parts.ts';
import { placePattern, type StorageService } from '../shared/azure-storage/service.ts';
import { pasted, text } from '../shared/field.ts';

const service: StorageService = {
  dns: 'file',
  letter: 'f',
  place: 'a share',
  resource: 's',
  roles: 'Storage File Data Privileged Reader or Storage File Data Privileged Contributor',
};

const { accountName, ...furtherFields } = accountFields;

/** Facts: learn.microsoft.com, File service REST API 2022-11-02; what the driver makes of replies is in drivers/azure-storage. */
export const azureFiles = {
  title: 'Azure Files',
  aliases: ['Azure file share', 'Microsoft Azure Files'],
  category: 'CloudStorage',
  documentation: 'https://learn.microsoft.com/azure/storage/files/authorize-oauth-rest',
  config: {
    properties: {
      accountName,
      share: text(
        'Share',
        'Name of the share to list, not a UNC path. A SAS of one share and an application need it. Without it the test lists the shares.',
        'archive',
        {
          ...pasted(['^https?://[^/]+/([^/?#]+)'], [String.raw`^(?:\\\\|//)[^\\/]+[\\/]([^\\/]+)`]),
          pattern: `^${placePattern}$`,
        },
      ),
      ...furtherFields,
    },
  },
  ...storageParts(service),
} satisfies PlatformSpec;
