import type { PlatformProof } from '../../../api/platform.gen.ts';

const url = '{{values.url}}/{{requires.path}}/{{proof.name}}';
const file = { type: 'text/plain', text: '{{proof.content}}' };
/** Apache answers with a page that says so. */
const done = 'status == 201 || status == 204';
/** Web servers answer 401 to a known user who may not, and 405 where a method is switched off. */
const denied = 'status in [401, 403, 405]';

/** RFC 4918, RFC 9110. */
export const webdavProof: PlatformProof = {
  replies: [
    { when: 'status == 409', outcome: 'TargetNotFound', causes: ['the folder in requires.path is not there'] },
    { when: 'status == 507', outcome: 'PermissionDenied' },
  ],
  find: { request: { method: 'HEAD', url }, denied },
  create: { request: { method: 'PUT', url, headers: { 'If-None-Match': '*' }, file }, done, denied },
  read: { request: { url, headers: { Accept: '*/*' } }, denied },
  overwrite: { request: { method: 'PUT', url, file }, done, denied },
  remove: { request: { method: 'DELETE', url }, done, denied },
};
