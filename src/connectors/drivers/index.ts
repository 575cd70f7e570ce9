import type { PlatformSpec } from '../../api/platform.gen.ts';
import type { Driver } from '../driver.ts';
import { amazonS3 } from './amazon-s3/index.ts';
import { azureStorage } from './azure-storage/index.ts';
import { http } from './http/index.ts';
import { nfs } from './nfs/index.ts';
import { s3 } from './s3/index.ts';
import { sftp } from './sftp/index.ts';

const drivers: Readonly<Record<string, Driver>> = {
  'amazon-s3': amazonS3,
  'azure-storage': azureStorage,
  http,
  nfs,
  s3,
  sftp,
};

export function driverOf(spec: Pick<PlatformSpec, 'driver'>): Driver | undefined {
  const name = spec.driver ?? 'http';
  return Object.hasOwn(drivers, name) ? drivers[name] : undefined;
}
