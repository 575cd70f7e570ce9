import type { PlatformProof, PlatformReply, PlatformRequest } from '../../../api/platform.gen.ts';

/**
 * CEL of the folder's address. @param drive - CEL of the address of the drive
 * Graph takes a path between colons, where what an address cannot carry is percent-encoded.
 */
export function graphFolder(drive: string): string {
  const path = 'requires.path.replace("%", "%25").replace("#", "%23").replace("?", "%3F")';
  const bare = `(requires.path.startsWith("/") ? ${path}.substring(1) : ${path})`;
  return `!has(requires.path) || requires.path == "/" ? ${drive} + "/root" : ${drive} + "/root:/" + ${bare}`;
}

/**
 * https://learn.microsoft.com/graph/api/driveitem-put-content, -get-content, -delete; values.drive is the drive's address.
 * Uploading by path makes the folders that are missing, so the folder is looked up and named by its id. A deleted file
 * stays in the recycle bin.
 */
export function graphDriveProof(replies: PlatformReply[]): PlatformProof {
  const item = '{{values.drive}}/items/{{proof.folder}}:/{{proof.name}}:';
  const put = (conflict: string): PlatformRequest => ({
    method: 'PUT',
    url: `${item}/content`,
    query: { '@microsoft.graph.conflictBehavior': conflict },
    file: { type: 'text/plain', text: '{{proof.content}}' },
  });
  return {
    replies: [...replies, { when: 'status == 507', outcome: 'PermissionDenied' }],
    folder: {
      request: { url: '{{values.folder}}', query: { $select: 'id,folder' } },
      values: { folder: 'has(json.folder) ? json.id : ""' },
    },
    find: { request: { url: item, query: { $select: 'id' } }, values: { id: 'json.id' } },
    create: { request: put('fail'), values: { id: 'json.id' } },
    read: { request: { url: `${item}/content`, headers: { Accept: '*/*' }, redirect: 'bare' } },
    overwrite: { request: put('replace') },
    remove: { request: { method: 'DELETE', url: item } },
  };
}
