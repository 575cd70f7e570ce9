import type { PlatformProbe } from '../../../api/platform.gen.ts';

const url = '{{url}}/{{requires.path|segments}}/{{probe.name}}';
const file = { type: 'text/plain', text: '{{probe.content}}' };
const written = [{ table: 'done' }, { table: 'denied' }];
const put = [...written, { table: 'noRoom' }];
const looked = [{ table: 'denied' }];

/** RFC 4918, RFC 9110. */
export const probe: PlatformProbe = {
  find: { request: { method: 'HEAD', url }, replies: looked },
  create: { request: { method: 'PUT', url, headers: { 'If-None-Match': '*' }, file }, replies: put },
  read: { request: { url }, replies: looked },
  overwrite: { request: { method: 'PUT', url, file }, replies: put },
  remove: { request: { method: 'DELETE', url }, replies: written },
};
