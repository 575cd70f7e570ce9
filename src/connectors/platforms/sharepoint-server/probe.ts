import type { PlatformProbe, PlatformProbeStep, PlatformRequest } from '../../../api/platform.gen.ts';

const folder = "{{config.siteUrl}}/_api/web/getFolderByServerRelativeUrl('{{path|odata|segments}}')";
const file = "{{config.siteUrl}}/_api/web/getFileByServerRelativeUrl('{{path|odata|segments}}/{{probe.name}}')";
const content: PlatformRequest['file'] = { type: 'text/plain', text: '{{probe.content}}' };
export const replies = [{ table: 'folder' }];
const digest = { 'X-RequestDigest': '{{probe.digest}}' };

function step(request: PlatformRequest, set?: Record<string, string>): PlatformProbeStep {
  return { request, replies, ...(set ? { set } : {}) };
}

export const probe: PlatformProbe = {
  // learn.microsoft.com/sharepoint/dev/sp-add-ins/navigate-the-sharepoint-data-structure-represented-in-the-rest-service
  prepare: step(
    { method: 'POST', url: '{{config.siteUrl}}/_api/contextinfo' },
    { digest: 'json.d.GetContextWebInformation.FormDigestValue' },
  ),
  find: step({ url: file }, { found: 'json.d.Name' }),
  // learn.microsoft.com/previous-versions/office/developer/sharepoint-rest-reference/dn450841(v=office.15)
  create: step({
    method: 'POST',
    url: `${folder}/files/add(url='{{probe.name}}',overwrite=false)`,
    headers: digest,
    file: content,
  }),
  read: step({ url: `${file}/$value`, headers: { Accept: '*/*' } }),
  overwrite: step({
    method: 'POST',
    url: `${file}/$value`,
    headers: { ...digest, 'X-HTTP-Method': 'PUT' },
    file: content,
  }),
  // Deleted so, a file does not go to the recycle bin.
  remove: step({ method: 'POST', url: file, headers: { ...digest, 'X-HTTP-Method': 'DELETE', 'If-Match': '*' } }),
};
