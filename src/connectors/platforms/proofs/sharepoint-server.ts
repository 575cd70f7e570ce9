import type { PlatformProof, PlatformReply, PlatformRequest } from '../../../api/platform.gen.ts';

/** @param asked - what every request of the API says @param web - address of the API of the site */
export function sharepointProof(
  asked: Pick<PlatformRequest, 'redirect' | 'headers'>,
  web: string,
  replies: PlatformReply[],
): PlatformProof {
  const folder = `${web}/getFolderByServerRelativeUrl('{{values.path}}')`;
  const file = `${web}/getFileByServerRelativeUrl('{{values.path}}/{{proof.name}}')`;
  const post = (url: string, headers: Record<string, string> = {}): PlatformRequest => ({
    ...asked,
    method: 'POST',
    url,
    headers: { ...asked.headers, 'X-RequestDigest': '{{proof.digest}}', ...headers },
  });
  const content = { file: { type: 'text/plain', text: '{{proof.content}}' } };
  return {
    replies,
    // learn.microsoft.com/sharepoint/dev/sp-add-ins/navigate-the-sharepoint-data-structure-represented-in-the-rest-service
    folder: {
      request: { ...asked, method: 'POST', url: `${web.replace(/[/]web$/, '')}/contextinfo` },
      values: { digest: 'json.d.GetContextWebInformation.FormDigestValue' },
    },
    find: { request: { ...asked, url: file }, values: { found: 'json.d.Name' } },
    // learn.microsoft.com/previous-versions/office/developer/sharepoint-rest-reference/dn450841(v=office.15)
    create: { request: { ...post(`${folder}/files/add(url='{{proof.name}}',overwrite=false)`), ...content } },
    read: { request: { ...asked, url: `${file}/$value`, headers: { ...asked.headers, Accept: '*/*' } } },
    overwrite: { request: { ...post(`${file}/$value`, { 'X-HTTP-Method': 'PUT' }), ...content } },
    // Deleted so, a file does not go to the recycle bin.
    remove: { request: post(file, { 'X-HTTP-Method': 'DELETE', 'If-Match': '*' }) },
  };
}
