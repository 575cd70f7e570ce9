import { createHmac } from 'node:crypto';

export interface SharedKey {
  accountName: string;
  /** Base64 */
  accountKey: string;
}

export interface Unsigned {
  method: string;
  url: URL;
  /** Names in lower case; `x-ms-date` and `x-ms-version` are among them. */
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
}

/** The standard headers that are signed, in their order; Content-Length is empty where there is no body. */
const signedHeaders = [
  'content-encoding',
  'content-language',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'if-modified-since',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'range',
] as const;

/** The Authorization header of a request signed with the account's key (learn.microsoft.com, "Authorize with Shared Key"). */
export function sharedKeyHeader(
  { method, url, headers, body }: Unsigned,
  { accountName, accountKey }: SharedKey,
): string {
  const length = body === undefined || body === '' ? '' : String(Buffer.byteLength(body));
  const standard = signedHeaders.map((name) => (name === 'content-length' ? length : (headers[name] ?? '')));
  const own = Object.keys(headers)
    .filter((name) => name.startsWith('x-ms-'))
    .toSorted()
    .map((name) => `${name}:${headers[name]}`);
  const query = [...url.searchParams].map(([name, value]) => `${name.toLowerCase()}:${value}`).toSorted();
  const resource = [`/${accountName}${url.pathname}`, ...query];
  const text = [method, ...standard, ...own, ...resource].join('\n');
  const signature = createHmac('sha256', Buffer.from(accountKey, 'base64')).update(text, 'utf8').digest('base64');
  return `SharedKey ${accountName}:${signature}`;
}
