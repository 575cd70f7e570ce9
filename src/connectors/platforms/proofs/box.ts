import type { PlatformProof, PlatformRequest } from '../../../api/platform.gen.ts';

const api = 'https://api.box.com/2.0/files';
const uploads = 'https://upload.box.com/api/2.0/files';
const headers = { 'As-User': '{{config.asUserId}}' };
const attributes = { name: '{{proof.name}}', parent: { id: '{{requires.path}}' } };
const upload = (url: string): PlatformRequest => ({
  method: 'POST',
  url,
  headers,
  multipart: {
    // Box wants the attributes before the file.
    parts: [
      { name: 'attributes', json: attributes },
      { name: 'file', filename: '{{proof.name}}', type: 'text/plain', text: '{{proof.content}}' },
    ],
  },
});

/** The hosts of uploads, and of the signed addresses that downloads are redirected to. */
export const boxFileHosts = ['upload.box.com', '*.boxcloud.com'];

/**
 * https://developer.box.com/guides/uploads/check, /guides/uploads/direct/file, /guides/uploads/direct/file-version.
 * A deleted file goes to the trash, from where it is deleted for good where the account may.
 */
export const boxProof: PlatformProof = {
  replies: [
    {
      when: 'status == 403 && (headers["www-authenticate"].contains("insufficient_scope") || json.code == "insufficient_scope")',
      outcome: 'ScopeMissing',
    },
  ],
  find: {
    request: { method: 'OPTIONS', url: `${api}/content`, headers, json: attributes },
    // unverified: that the conflict of the check is an object for a file, as that of an upload is
    done: 'status == 409',
    values: {
      id: 'type(json.context_info.conflicts) == list ? json.context_info.conflicts[0].id : json.context_info.conflicts.id',
    },
  },
  create: { request: upload(`${uploads}/content`), values: { id: 'json.entries[0].id' } },
  // unverified: the host of the signed address, *.boxcloud.com
  read: { request: { url: `${api}/{{proof.id}}/content`, headers: { ...headers, Accept: '*/*' }, redirect: 'bare' } },
  overwrite: { request: upload(`${uploads}/{{proof.id}}/content`) },
  remove: { request: { method: 'DELETE', url: `${api}/{{proof.id}}`, headers } },
  purge: { request: { method: 'DELETE', url: `${api}/{{proof.id}}/trash`, headers } },
};
