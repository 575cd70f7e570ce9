import { createHash, createHmac } from 'node:crypto';

export interface AccessKey {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

export interface Scope {
  region: string;
  service: 's3' | 'sts';
  /** Milliseconds since 1970. */
  now: number;
}

/** What a signature covers. Its path and query are encoded as they are signed, see `encode` and `canonicalQuery`. */
export interface Signable {
  method: string;
  url: URL;
  /** Names in lower case; all of them are signed. */
  headers?: Readonly<Record<string, string>> | undefined;
  body?: string | undefined;
}

/**
 * The headers of a request signed with AWS Signature Version 4
 * (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). Kept small on purpose: npm aws4 keeps the
 * secret keys it has signed with in a cache for the life of the process.
 */
export function signedHeaders(request: Signable, key: AccessKey, scope: Scope): Record<string, string> {
  const time = new Date(scope.now).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.url.host,
    // versitygw refuses requests without it, also those without a body.
    'x-amz-content-sha256': sha256(request.body ?? ''),
    'x-amz-date': time,
    ...(key.sessionToken ? { 'x-amz-security-token': key.sessionToken } : {}),
  };
  const names = Object.keys(headers).toSorted();
  const canonical = [
    request.method,
    request.url.pathname,
    request.url.search.slice(1),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n');
  const credential = [time.slice(0, 8), scope.region, scope.service, 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', time, credential.join('/'), sha256(canonical)].join('\n');
  const signingKey = credential.reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${key.secretAccessKey}`,
  );
  const signature = hmac(signingKey, text).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${credential.join('/')}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...headers, authorization };
}

/** A query as it is signed: sorted, and encoded more strictly than URLSearchParams does. */
export function canonicalQuery(query: Readonly<Record<string, string>>): string {
  return Object.keys(query)
    .toSorted()
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&');
}

/** A path as it is signed: its slashes stay. */
export function canonicalPath(path: string): string {
  return path.split('/').map(encode).join('/');
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
