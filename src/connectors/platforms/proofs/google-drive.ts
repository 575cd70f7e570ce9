import type { PlatformProof } from '../../../api/platform.gen.ts';
import { apiReplies } from '../replies/google.ts';

const api = 'https://www.googleapis.com/drive/v3/files';
const uploads = 'https://www.googleapis.com/upload/drive/v3/files';
const query = { supportsAllDrives: 'true' };

/**
 * https://developers.google.com/workspace/drive/api/guides/manage-uploads. In a shared drive a contributor may put a file
 * into the bin but not delete it for good, so that is what proves deleting; then it is deleted for good where the account may.
 */
export const driveProof: PlatformProof = {
  replies: apiReplies,
  find: {
    request: {
      url: api,
      query: {
        ...query,
        q: "name = '{{proof.name}}' and '{{values.item}}' in parents and trashed = false",
        fields: 'files(id)',
        includeItemsFromAllDrives: 'true',
      },
    },
    values: { id: 'json.files[0].id' },
  },
  create: {
    request: {
      method: 'POST',
      url: uploads,
      query: { ...query, uploadType: 'multipart', fields: 'id' },
      multipart: {
        subtype: 'related',
        parts: [
          { type: 'application/json; charset=UTF-8', json: { name: '{{proof.name}}', parents: ['{{values.item}}'] } },
          { type: 'text/plain', text: '{{proof.content}}' },
        ],
      },
    },
    values: { id: 'json.id' },
  },
  read: { request: { url: `${api}/{{proof.id}}`, query: { ...query, alt: 'media' }, headers: { Accept: '*/*' } } },
  overwrite: {
    request: {
      method: 'PATCH',
      url: `${uploads}/{{proof.id}}`,
      query: { ...query, uploadType: 'media', fields: 'id' },
      file: { type: 'text/plain', text: '{{proof.content}}' },
    },
  },
  remove: { request: { method: 'PATCH', url: `${api}/{{proof.id}}`, query, json: { trashed: true } } },
  purge: { request: { method: 'DELETE', url: `${api}/{{proof.id}}`, query } },
};
