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

/** Name of a storage account in examples. */
export const exampleAccount = 'financearchive';

/** A container, file system or share is named by the same rules. */
export const placePattern = '[a-z0-9](-?[a-z0-9]){2,62}';

/** The account's hosts of a service in each cloud, and where its tenants get their tokens. */
export function storageHosts({ dns }: StorageService): string[] {
  const suffixes = ['core.windows.net', 'core.usgovcloudapi.net', 'core.chinacloudapi.cn'];
  return [
    ...suffixes.map((suffix) => `{{config.accountName}}.${dns}.${suffix}`),
    '{{config.endpoint}}',
    '{{authority}}',
  ];
}
