import { createHmac, timingSafeEqual } from 'node:crypto';
import { marker, type FakeReply, type Received } from '../fake-platform.ts';
import { signatureOf } from '../../../dev/servers/azure-sas.ts';
import { testNow } from '../test-context.ts';

export const accountName = 'financearchive';
export const accountKey = Buffer.from('canary-azure-account-key-canary-azure-account-key-canary-azure-k').toString(
  'base64',
);
export const anotherKey = Buffer.alloc(64, 1).toString('base64');

/** The services of a storage account, as learn.microsoft.com/rest/api/storageservices documents them. */
export interface FakeService {
  dns: 'blob' | 'file' | 'dfs';
  /** The setting that names a container, share or file system. */
  place: 'container' | 'share' | 'filesystem';
  noun: string;
  version: string;
  /** `ss`, `sr` and the path of a SAS of it. */
  letter: string;
  resource: 'c' | 's';
  signedAs: 'blob' | 'file';
  endpoint: string;
  /** Queries of the list of all places, and of one, and what they are answered. */
  account: Record<string, string>;
  list: Record<string, string>;
  good: FakeReply;
  goodList: FakeReply;
  missing: string;
}

const ids = { 'x-ms-request-id': marker };
const xml = (text: string): FakeReply => ({
  type: 'application/xml',
  text: `<?xml version="1.0" encoding="utf-8"?>${text}`,
});
const listed = { 'x-ms-version': '2021-12-02', ...ids };

export const services: Record<'blob' | 'file' | 'dfs', FakeService> = {
  blob: {
    dns: 'blob',
    place: 'container',
    noun: 'container',
    version: '2021-12-02',
    letter: 'b',
    resource: 'c',
    signedAs: 'blob',
    endpoint: 'BlobEndpoint',
    account: { comp: 'list', maxresults: '1' },
    list: { restype: 'container', comp: 'list', maxresults: '1' },
    good: { ...xml('<EnumerationResults><Containers /></EnumerationResults>'), headers: listed },
    goodList: { ...xml('<EnumerationResults><Blobs /></EnumerationResults>'), headers: listed },
    missing: 'ContainerNotFound',
  },
  file: {
    dns: 'file',
    place: 'share',
    noun: 'share',
    version: '2022-11-02',
    letter: 'f',
    resource: 's',
    signedAs: 'file',
    endpoint: 'FileEndpoint',
    account: { comp: 'list', maxresults: '1' },
    list: { restype: 'directory', comp: 'list', maxresults: '1' },
    good: { ...xml('<EnumerationResults><Shares /></EnumerationResults>'), headers: listed },
    goodList: { ...xml('<EnumerationResults><Entries /></EnumerationResults>'), headers: listed },
    missing: 'ShareNotFound',
  },
  dfs: {
    dns: 'dfs',
    place: 'filesystem',
    noun: 'file system',
    version: '2021-12-02',
    letter: 'b',
    resource: 'c',
    signedAs: 'blob',
    endpoint: 'DfsEndpoint',
    account: { resource: 'account', maxResults: '1' },
    list: { resource: 'filesystem', recursive: 'false', maxResults: '1' },
    good: { json: { filesystems: [] }, headers: listed },
    goodList: { json: { paths: [] }, headers: listed },
    missing: 'FilesystemNotFound',
  },
};

/** An error as the service writes it: XML, or JSON at the dfs host. */
export function storageError(
  { dns }: FakeService,
  status: number,
  code: string,
  more: FakeReply & { detail?: string } = {},
): FakeReply {
  const { detail = '', ...reply } = more;
  const headers = { 'x-ms-error-code': code, 'x-ms-version': '2021-12-02', ...ids, ...reply.headers };
  const told = detail === '' ? '' : `${detail} ${marker}`;
  if (dns === 'dfs') {
    const body = { code, message: marker, ...(told === '' ? {} : { detail: { AuthenticationErrorDetail: told } }) };
    return { status, json: { error: body }, ...reply, headers };
  }
  const element = told === '' ? '' : `<AuthenticationErrorDetail>${told}</AuthenticationErrorDetail>`;
  return {
    status,
    ...xml(`<Error><Code>${code}</Code><Message>${marker}</Message>${element}</Error>`),
    ...reply,
    headers,
  };
}

const standard = `content-encoding content-language content-length content-md5 content-type date if-modified-since
  if-match if-none-match if-unmodified-since range`.split(/\s+/);

/** learn.microsoft.com, "Authorize with Shared Key": worked out from the request as it came in. */
export function signedWith(key: string, { method, url, headers }: Received): boolean {
  const values = standard.map((name) =>
    name === 'content-length' && headers[name] === '0' ? '' : (headers[name] ?? ''),
  );
  const own = Object.entries(headers).filter(([name]) => name.startsWith('x-ms-'));
  own.sort(([a], [b]) => (a < b ? -1 : 1));
  const query = [...url.searchParams].map(([name, value]) => [name.toLowerCase(), value] as const);
  query.sort(([a], [b]) => (a < b ? -1 : 1));
  const text =
    `${method}\n${values.join('\n')}\n` +
    own.map(([name, value]) => `${name}:${value}\n`).join('') +
    `/${accountName}${url.pathname}` +
    query.map(([name, value]) => `\n${name}:${value}`).join('');
  const wanted = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
  return equal(headers['authorization'] ?? '', `SharedKey ${accountName}:${wanted}`);
}

/** What is wrong with the way a request is signed, whoever signed it. */
export function dateFaults({ headers }: Received, now = testNow): string[] {
  const date = Date.parse(headers['x-ms-date'] ?? '');
  return Math.abs(date - now) <= 15 * 60_000 ? [] : ['x-ms-date is missing, or off'];
}

/** Whether `sig` fits the fields that came with it, and the place that was asked for. */
export function sasFits(key: string, { signedAs }: FakeService, { url }: Received): boolean {
  const fields = Object.fromEntries(url.searchParams);
  const parts = url.pathname.split('/').filter(Boolean);
  const inside = fields['sr'] === 'd' ? [parts[0], ...(fields['directory'] ?? '').split('/')] : parts.slice(0, 1);
  const path = fields['sr'] === undefined ? undefined : `/${signedAs}/${accountName}/${inside.join('/')}`;
  return equal(fields['sig'] ?? '', signatureOf(fields, { accountName, accountKey: key, path }));
}

function equal(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
