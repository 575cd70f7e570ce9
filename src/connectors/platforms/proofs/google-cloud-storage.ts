import type { PlatformProof } from '../../../api/platform.gen.ts';
import { apiReplies } from '../replies/google.ts';

const object = 'https://storage.googleapis.com/storage/v1/b/{{config.bucket}}/o/{{values.folder}}{{proof.name}}';
const uploads = 'https://storage.googleapis.com/upload/storage/v1/b/{{config.bucket}}/o';
const query = { userProject: '{{config.userProject}}' };
const upload = {
  method: 'POST',
  url: uploads,
  query: { ...query, uploadType: 'media', name: '{{values.folder}}{{proof.name}}' },
  file: { type: 'text/plain', text: '{{proof.content}}' },
} as const;

/**
 * https://cloud.google.com/storage/docs/json_api/v1/objects/insert; ifGenerationMatch=0 never overwrites. What a bucket
 * with object versioning or soft delete keeps of a deleted object, its own rules end.
 */
export const googleStorageProof: PlatformProof = {
  when: 'has(config.bucket)',
  replies: apiReplies,
  find: { request: { url: object, query } },
  create: { request: { ...upload, query: { ...upload.query, ifGenerationMatch: '0' } } },
  read: { request: { url: object, query: { ...query, alt: 'media' }, headers: { Accept: '*/*' } } },
  overwrite: { request: upload },
  remove: { request: { method: 'DELETE', url: object, query } },
};
