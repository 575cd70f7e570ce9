import { applicationReplies } from '../entra/replies.ts';
import { storageDefine } from './define.ts';
import { storageMethods } from './methods.ts';
import { storageHosts, type StorageService } from './service.ts';

/** What the services of a storage account have in common. */
export function storageParts(service: StorageService) {
  return {
    driver: 'azure-storage',
    hosts: storageHosts(service),
    define: storageDefine,
    tables: { entra: applicationReplies },
    methods: storageMethods(service),
  };
}
