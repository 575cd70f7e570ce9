import type { PlatformProbe } from '../../../api/platform.gen.ts';

const object = 'https://storage.googleapis.com/storage/v1/b/{{config.bucket}}/o/{{object}}';
const uploads = 'https://storage.googleapis.com/upload/storage/v1/b/{{config.bucket}}/o';
const query = { userProject: '{{config.userProject}}' };
const replies = [{ table: 'api' }];
const upload = {
  method: 'POST',
  url: uploads,
  query: { ...query, uploadType: 'media', name: '{{object}}' },
  file: { type: 'text/plain', text: '{{probe.content}}' },
} as const;

/**
 * https://cloud.google.com/storage/docs/json_api/v1/objects/insert; ifGenerationMatch=0 never overwrites. What a bucket
 * with object versioning or soft delete keeps of a deleted object, its own rules end.
 */
export const probe: PlatformProbe = {
  when: 'has(config.bucket)',
  find: { request: { url: object, query }, replies },
  create: { request: { ...upload, query: { ...upload.query, ifGenerationMatch: '0' } }, replies },
  read: { request: { url: object, query: { ...query, alt: 'media' }, headers: { Accept: '*/*' } }, replies },
  overwrite: { request: upload, replies },
  remove: { request: { method: 'DELETE', url: object, query }, replies },
};
