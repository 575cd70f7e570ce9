import type { PlatformMethod, PlatformSpec } from '../../api/platform.gen.ts';
import type { Driver } from '../driver.ts';
import { amazonS3 } from './amazon-s3/index.ts';
import { azureStorage } from './azure-storage/index.ts';
import { ftp } from './ftp/index.ts';
import { googleStorageXml } from './google-storage-xml/index.ts';
import { http } from './http/index.ts';
import { localFilesystem } from './local-filesystem/index.ts';
import { nfs } from './nfs/index.ts';
import { s3 } from './s3/index.ts';
import { sftp } from './sftp/index.ts';
import { smb } from './smb/index.ts';

const drivers: Readonly<Record<string, Driver>> = {
  'amazon-s3': amazonS3,
  'azure-storage': azureStorage,
  ftp,
  'google-storage-xml': googleStorageXml,
  http,
  'local-filesystem': localFilesystem,
  nfs,
  s3,
  sftp,
  smb,
};

/** What `spec.driver` and `methods[].driver` may name. */
export const driverNames: ReadonlySet<string> = new Set(Object.keys(drivers));

/** What tests a method: its own driver, where it speaks another protocol than the rest of the platform. */
export function driverOf(
  spec: Pick<PlatformSpec, 'driver'>,
  method?: Pick<PlatformMethod, 'driver'>,
): Driver | undefined {
  const name = method?.driver ?? spec.driver ?? 'http';
  return Object.hasOwn(drivers, name) ? drivers[name] : undefined;
}
