import type { FakeReply, FakeRoute, Received } from '../../support/fake-platform.ts';

/** One response with a propstat of what is there, and one of what is not. */
export function multistatus(there: string, absent = ''): FakeReply {
  const propstat = (status: string, props: string) =>
    props === '' ? '' : `<D:propstat><D:prop>${props}</D:prop><D:status>HTTP/1.1 ${status}</D:status></D:propstat>`;
  return {
    status: 207,
    type: 'application/xml; charset=utf-8',
    text: `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/files/</D:href>${propstat('200 OK', there)}${propstat('404 Not Found', absent)}</D:response></D:multistatus>`,
  };
}

export const collection = '<D:resourcetype><D:collection/></D:resourcetype>';
export const principal = '<D:current-user-principal><D:href>/principals/svc/</D:href></D:current-user-principal>';
export const nobody = '<D:current-user-principal><D:unauthenticated/></D:current-user-principal>';
export const quota = (bytes: number) => `<D:quota-available-bytes>${bytes}</D:quota-available-bytes>`;
export const letters = (text: string) => `<oc:permissions xmlns:oc="http://owncloud.org/ns">${text}</oc:permissions>`;
export const privileges = (...names: string[]) =>
  `<D:current-user-privilege-set>${names.map((name) => `<D:privilege><D:${name}/></D:privilege>`).join('')}</D:current-user-privilege-set>`;
export const plain = multistatus(collection, '<D:current-user-principal/><D:current-user-privilege-set/>');

export const challenge: FakeReply = { status: 401, headers: { 'www-authenticate': 'Basic realm="files"' } };
const asked = ['resourcetype', 'current-user-principal', 'current-user-privilege-set', 'quota-available-bytes'];

/** What it says to the credential; to a stranger, who comes second, it says no. */
export const once = (reply: FakeReply): FakeReply[] => [reply, challenge];

/** RFC 4918, 9.1; every reply but the challenge needs the credential, where one is shown in a header. */
export function propfind(path: string, credential?: string): FakeRoute {
  return {
    on: `PROPFIND https://dav.example.com${path}`,
    headers: { depth: '0', 'content-type': /^(application|text)\/xml/ },
    faults: ({ text }) => asked.filter((name) => !text.includes(name)),
    accepts: ({ headers }: Received) => credential === undefined || headers['authorization'] === credential,
    good: plain,
    refused: challenge,
  };
}
