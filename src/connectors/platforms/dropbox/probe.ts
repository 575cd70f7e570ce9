import type { PlatformProbe, PlatformRequest, PlatformRow } from '../../../api/platform.gen.ts';

const api = 'https://api.dropboxapi.com/2/files';
const content = 'https://content.dropboxapi.com/2/files';
export const headers = { 'Dropbox-API-Path-Root': '{{config.pathRoot}}' };
export const fileHosts = ['content.dropboxapi.com'];

const argument = 'Dropbox-API-Arg';
const rpc = (name: string): PlatformRequest => ({
  method: 'POST',
  url: `${api}/${name}`,
  headers,
  json: { path: '{{filePath}}' },
});
const upload = (mode: string): PlatformRequest => ({
  method: 'POST',
  url: `${content}/upload`,
  headers: { ...headers, [argument]: `{"path":{{filePath|json}},"mode":"${mode}","autorename":false,"mute":true}` },
  file: { text: '{{probe.content}}' },
});

/** The tags of files/upload, files/download, files/delete_v2 and files/get_metadata (dropbox/dropbox-api-spec files.stone). */
const file: PlatformRow[] = [
  {
    when: 'status == 409 && text.matches("no_write_permission|insufficient_space|team_folder|operation_suppressed")',
    outcome: 'PermissionDenied',
  },
  { when: 'status == 409 && text.contains("not_found")', outcome: 'TargetNotFound' },
  { when: 'status == 409 && text.contains("too_many_write_operations")', outcome: 'RateLimited' },
  { table: 'api' },
];
const replies: PlatformRow[] = [{ table: 'file' }];

export const probeTables = { file };

/** Deleted files can be restored for as long as the account's plan says. */
export const probe: PlatformProbe = {
  // files/upload makes the folders that are missing: access has looked at the folder before.
  find: {
    request: rpc('get_metadata'),
    replies: [{ when: 'status == 409 && summary.startsWith("path/not_found")', outcome: 'Passed' }, ...replies],
    set: { found: 'json.id' },
  },
  create: { request: upload('add'), replies },
  read: {
    request: {
      method: 'POST',
      url: `${content}/download`,
      headers: { ...headers, [argument]: '{"path":{{filePath|json}}}' },
    },
    replies,
  },
  overwrite: { request: upload('overwrite'), replies },
  remove: { request: rpc('delete_v2'), replies },
};
