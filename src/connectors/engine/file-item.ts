import { isJsonObject } from '../../api/json-object.ts';
import type { ReadResponse } from './response.ts';

type Json = Readonly<Record<string, unknown>>;

/** How APIs say of an item that it is a file; none of them says so of a folder. */
const signs: readonly ((json: Json) => boolean)[] = [
  // Dropbox, /files/get_metadata
  (json) => json['.tag'] === 'file',
  // Microsoft Graph, driveItem
  (json) => isJsonObject(json['file']) && json['folder'] === undefined,
  // Google Drive, files: who may read a folder may list it
  ({ capabilities }) =>
    isJsonObject(capabilities) && capabilities['canListChildren'] === false && capabilities['canDownload'] === true,
  // Alfresco, /nodes/{id}
  ({ entry }) => isJsonObject(entry) && entry['isFile'] === true && entry['isFolder'] !== true,
  // ShareFile, Items
  (json) => json['odata.type'] === 'ShareFile.Api.Models.File',
  // OpenText Content Server, /api/v2/nodes/{id}
  ({ results }) => {
    const data = isJsonObject(results) ? results['data'] : undefined;
    const properties = isJsonObject(data) ? data['properties'] : undefined;
    return isJsonObject(properties) && properties['container'] === false;
  },
  // Laserfiche, entries
  (json) => json['entryType'] === 'Document',
];

/** Whether an item, which was asked for as a folder, is a file. */
export function isFileItem({ json }: Pick<ReadResponse, 'json'>): boolean {
  return isJsonObject(json) && signs.some((says) => says(json));
}
