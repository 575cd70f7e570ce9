import type { PlatformProof, PlatformReply, PlatformRequest } from '../../../api/platform.gen.ts';

const api = 'https://api.dropboxapi.com/2/files';
const content = 'https://content.dropboxapi.com/2/files';
export const dropboxFileHosts = ['content.dropboxapi.com'];

/** The root has no name: a path is that of a folder, then the file. */
const path = '{{values.folder}}/{{proof.name}}';
export const dropboxFolder =
  'has(requires.path) && requires.path != "/" ? (requires.path.endsWith("/") ? requires.path.substring(0, size(requires.path) - 1) : requires.path) : ""';

/** The tags of files/upload, files/download, files/delete_v2 and files/get_metadata (dropbox/dropbox-api-spec files.stone). */
const denied =
  'status == 409 && text.matches("no_write_permission|insufficient_space|team_folder|operation_suppressed")';

/** Deleted files can be restored for as long as the account's plan says. */
export function dropboxProof(headers: Record<string, string>, replies: PlatformReply[]): PlatformProof {
  const rpc = (name: string): PlatformRequest => ({ method: 'POST', url: `${api}/${name}`, headers, json: { path } });
  const upload = (mode: string): PlatformRequest => ({
    method: 'POST',
    url: `${content}/upload`,
    headers,
    jsonHeaders: { 'Dropbox-API-Arg': { path, mode, autorename: false, mute: true } },
    file: { text: '{{proof.content}}' },
  });
  return {
    replies: [
      ...replies,
      { when: 'status == 409 && text.contains("not_found")', outcome: 'TargetNotFound' },
      { when: 'status == 409 && text.contains("too_many_write_operations")', outcome: 'RateLimited' },
    ],
    // files/upload makes the folders that are missing, so the look at the folder comes first.
    find: { request: rpc('get_metadata') },
    create: { request: upload('add'), denied },
    read: {
      request: { method: 'POST', url: `${content}/download`, headers, jsonHeaders: { 'Dropbox-API-Arg': { path } } },
      denied,
    },
    overwrite: { request: upload('overwrite'), denied },
    remove: { request: rpc('delete_v2'), denied },
  };
}
