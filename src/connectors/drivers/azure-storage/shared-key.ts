import { createHmac } from 'node:crypto';

/** Version of the service's protocol that requests are made for. */
export const apiVersion = '2021-12-02';

export interface SharedKey {
  accountName: string;
  /** Base64 */
  accountKey: string;
}

/** The headers of a GET request signed with the account's key (learn.microsoft.com, "Authorize with Shared Key"). */
export function sharedKeyHeaders(
  url: URL,
  { accountName, accountKey }: SharedKey,
  now: number,
): Record<string, string> {
  const headers: Record<string, string> = { 'x-ms-date': new Date(now).toUTCString(), 'x-ms-version': apiVersion };
  const canonicalHeaders = Object.keys(headers)
    .toSorted()
    .map((name) => `${name}:${headers[name]}`);
  const query = [...url.searchParams].map(([name, value]) => `${name.toLowerCase()}:${value}`).toSorted();
  const resource = [`/${accountName}${url.pathname}`, ...query];
  // GET, eleven standard headers of which none is sent, then the x-ms- headers and what is asked for.
  const text = ['GET', ...Array.from({ length: 11 }, () => ''), ...canonicalHeaders, ...resource].join('\n');
  const signature = createHmac('sha256', Buffer.from(accountKey, 'base64')).update(text, 'utf8').digest('base64');
  return { ...headers, authorization: `SharedKey ${accountName}:${signature}` };
}
