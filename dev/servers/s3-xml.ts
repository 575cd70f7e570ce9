import type { ServerResponse } from 'node:http';
import type { S3Objects } from './s3-objects.ts';

const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

export interface S3Error {
  status: number;
  code: string;
  extra?: Record<string, string>;
  headers?: Record<string, string>;
}

/** @returns its status */
export function writeError(response: ServerResponse, { status, code, extra = {}, headers = {} }: S3Error): number {
  const all = { Code: code, Message: 'Marker of the store.', ...extra, RequestId: '4442587FB7D0A2F9' };
  const elements = Object.entries(all).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`);
  response.writeHead(status, { 'content-type': 'application/xml', ...headers });
  response.end(`${xmlHead}<Error>${elements.join('')}</Error>`);
  return status;
}

export function listOfObjects({ objects, bucket, url }: { objects: S3Objects; bucket: string; url: URL }): string {
  const prefix = url.searchParams.get('prefix') ?? '';
  if (url.searchParams.has('versions'))
    return `${xmlHead}<ListVersionsResult xmlns="${namespace}"><Name>${bucket}</Name>${objects.listVersions(bucket, prefix)}</ListVersionsResult>`;
  const keys = objects.keys(bucket, prefix).slice(0, 1);
  const contents = keys.map((key) => `<Contents><Key>${escaped(key)}</Key><Size>1</Size></Contents>`).join('');
  return `${xmlHead}<ListBucketResult xmlns="${namespace}"><Name>${bucket}</Name><KeyCount>${keys.length}</KeyCount><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`;
}

interface Owned {
  owner?: { id: string; name?: string } | null;
  buckets?: Readonly<Record<string, unknown>>;
}

export function listOfBuckets({ owner = { id: 'owner-id', name: 'Owner & Sons' }, buckets = {} }: Owned): string {
  const who = owner
    ? `<Owner><ID>${escaped(owner.id)}</ID>${owner.name === undefined ? '' : `<DisplayName>${escaped(owner.name)}</DisplayName>`}</Owner>`
    : '';
  const names = Object.keys(buckets).map((name) => `<Bucket><Name>${name}</Name></Bucket>`);
  return `${xmlHead}<ListAllMyBucketsResult xmlns="${namespace}">${who}<Buckets>${names.join('')}</Buckets></ListAllMyBucketsResult>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
