import type { PlatformProbe, PlatformRequest, PlatformRow } from '../../../../api/platform.gen.ts';

/** After `drive`, the address of the drive: Graph takes a path between colons. */
export const driveFolder = [
  { target: 'orElse(requires.path, "").parts().join("/")' },
  { folder: 'drive + (target == "" ? "/root" : "/root:/" + target.urlPath())' },
];

/** Of every request of the probe; after table `graph`. */
export const probeReplies: PlatformRow[] = [{ table: 'graph' }, { when: 'status == 507', outcome: 'PermissionDenied' }];

const item = '{{drive}}/items/{{probe.folder}}:/{{probe.name}}:';
const replies = [{ table: 'probe' }];

/**
 * https://learn.microsoft.com/graph/api/driveitem-put-content, -get-content, -delete. Uploading by path makes the folders
 * that are missing, so the folder is looked up and named by its id. A deleted file stays in the recycle bin.
 */
export const graphDriveProbe: PlatformProbe = {
  prepare: {
    request: { url: '{{folder}}', query: { $select: 'id,folder' } },
    replies: [
      ...replies,
      {
        when: 'filled(json.id) && !has(json.folder)',
        outcome: 'TargetNotFound',
        causes: ['`spec.requires.path` is a file and not a folder'],
      },
    ],
    set: { folder: 'json.id' },
  },
  find: { request: { url: item, query: { $select: 'id' } }, replies, set: { id: 'json.id' } },
  create: { request: put('fail'), replies, set: { id: 'json.id' } },
  read: {
    request: { url: `${item}/content`, headers: { Accept: '*/*' }, redirect: 'WithoutCredential' },
    replies,
  },
  overwrite: { request: put('replace'), replies },
  remove: { request: { method: 'DELETE', url: item }, replies },
};

function put(conflict: string): PlatformRequest {
  return {
    method: 'PUT',
    url: `${item}/content`,
    query: { '@microsoft.graph.conflictBehavior': conflict },
    file: { type: 'text/plain', text: '{{probe.content}}' },
  };
}
