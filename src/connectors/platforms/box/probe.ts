import type { PlatformProbe, PlatformRequest } from '../../../api/platform.gen.ts';

const api = 'https://api.box.com/2.0/files';
const uploads = 'https://upload.box.com/api/2.0/files';
export const headers = { 'As-User': '{{config.asUserId}}' };
const attributes = { name: '{{probe.name}}', parent: { id: '{{requires.path}}' } };
const replies = [{ table: 'scope' }];
const multipart = {
  // Box wants the attributes before the file.
  parts: [
    { name: 'attributes', json: attributes },
    { name: 'file', filename: '{{probe.name}}', type: 'text/plain', text: '{{probe.content}}' },
  ],
};
const upload = (url: string): PlatformRequest => ({ method: 'POST', url, headers, multipart });

/** The hosts of uploads, and of the signed addresses that downloads are redirected to. */
export const fileHosts = ['upload.box.com', '*.boxcloud.com'];

/**
 * https://developer.box.com/guides/uploads/check, /guides/uploads/direct/file, /guides/uploads/direct/file-version.
 * A deleted file goes to the trash, from where it is deleted for good if the account is allowed to.
 */
export const probe: PlatformProbe = {
  find: {
    request: { method: 'OPTIONS', url: `${api}/content`, headers, json: attributes },
    replies: [{ when: 'status == 409', outcome: 'Passed' }, ...replies],
    // unverified: that the conflict of the check is an object for a file, as that of an upload is
    set: { id: 'list(json.context_info.conflicts)[0].id' },
  },
  create: { request: upload(`${uploads}/content`), replies, set: { id: 'json.entries[0].id' } },
  // unverified: the host of the signed address, *.boxcloud.com
  read: {
    request: {
      url: `${api}/{{probe.id}}/content`,
      headers: { ...headers, Accept: '*/*' },
      redirect: 'WithoutCredential',
    },
    replies,
  },
  overwrite: { request: upload(`${uploads}/{{probe.id}}/content`), replies },
  remove: { request: { method: 'DELETE', url: `${api}/{{probe.id}}`, headers }, replies },
  purge: { request: { method: 'DELETE', url: `${api}/{{probe.id}}/trash`, headers }, replies },
};
