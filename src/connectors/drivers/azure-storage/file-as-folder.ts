import { isJsonObject } from '../../../api/json-object.ts';
import { failure, isFailure, type Failure } from '../../failure.ts';
import type { StorageResponse } from './response.ts';
import { request, type StorageSession } from './session.ts';
import { fileUrl } from './target.ts';

/**
 * Whether the path that was listed is a file: the list of a folder that nobody has made is empty too. Who may not look is
 * believed.
 */
export async function fileAsFolder(list: StorageResponse, session: StorageSession): Promise<Failure | undefined> {
  const { target } = session;
  // Azure Files lists directories alone.
  if (target.path === '' || target.service.dns === 'file' || !mayBeFile(list, target.path)) return undefined;
  const response = await request({ method: 'HEAD', url: fileUrl(target) }, session);
  if (isFailure(response) || response.status !== 200) return undefined;
  const { headers } = response;
  // https://learn.microsoft.com/azure/storage/blobs/data-lake-storage-known-issues: a directory, told as a blob
  const folder = headers['x-ms-meta-hdi_isfolder'] === 'true' || headers['x-ms-resource-type'] === 'directory';
  return folder ? undefined : failure('TargetNotFound', { about: `${target.path}: it is a file` });
}

/** Nothing is listed below it, or it is listed as itself. */
function mayBeFile({ xml, json }: StorageResponse, path: string): boolean {
  if (isJsonObject(json) && Array.isArray(json['paths'])) {
    const [first] = json['paths'] as unknown[];
    return first === undefined || (isJsonObject(first) && first['name'] === path);
  }
  const list = isJsonObject(xml) ? xml['EnumerationResults'] : undefined;
  return isJsonObject(list) && !isJsonObject(list['Blobs']);
}
