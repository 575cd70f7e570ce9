import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onLoopback, type Loopback } from '../loopback.ts';
import { S3Objects, type ObjectAnswer, type ObjectRules } from './s3-objects.ts';
import { listOfBuckets, listOfObjects, writeError, type S3Error } from './s3-xml.ts';
import { verifySigV4 } from './sigv4.ts';

export interface S3Bucket extends ObjectRules {
  /** Anyone may list it. */
  public?: boolean;
  /** Its region, where it is not the server's: requests are redirected. */
  region?: string;
  /** Nobody may list it. */
  denied?: boolean;
  /** What may not be done with its objects; `VERSION` is to delete one version for good. */
  forbidden?: readonly ('GET' | 'HEAD' | 'PUT' | 'DELETE' | 'VERSION')[];
  /** Keys of objects that are there. */
  keys?: readonly string[];
}

export interface S3ServerOptions {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  /** Temporary credentials that are over. */
  expired?: boolean;
  region?: string;
  buckets?: Record<string, S3Bucket>;
  /** Whose buckets are listed; null leaves the owner out, as rclone does. */
  owner?: { id: string; name?: string } | null;
  mayListBuckets?: boolean;
  /** A store without any authentication. */
  open?: boolean;
  /** The server's clock is ahead by this much. */
  clockAheadMs?: number;
  /** Whether replies have a Date header; default true. */
  date?: boolean;
  /** Waited for before a request is answered. `key` is that of an object, '' where a bucket or the service is asked. */
  onRequest?(method: string, key: string): Promise<void> | void;
  /** Answers instead of the store, undefined where the store answers itself. */
  instead?(request: {
    method: string;
    path: string;
    signed: boolean;
  }): { status: number; headers?: Record<string, string>; body?: string } | undefined;
  /** Default one that is free. */
  port?: number;
}

export interface S3Server extends Loopback {
  /** Signed requests, good or bad. */
  loginCount(): number;
  requests(): readonly S3Request[];
  /** `bucket/key` of every object that is stored, also of old versions. */
  objects(): string[];
}

interface S3Request {
  method: string;
  url: string;
  signed: boolean;
  status: number;
}

/** A small S3 store in this process that answers as AWS does and verifies AWS Signature Version 4. */
export async function startS3Server(options: S3ServerOptions): Promise<S3Server> {
  const requests: S3Request[] = [];
  const objects = objectsOf(options);
  const server = createServer((request, response) => {
    answer(request, response, { options, objects }).then(
      (answered) => requests.push(answered),
      () => response.destroy(),
    );
  });
  return {
    ...(await onLoopback(server, options.port)),
    loginCount: () => requests.filter(({ signed }) => signed).length,
    requests: () => requests,
    objects: () => objects.paths(),
  };
}

export function objectsOf({ buckets = {} }: Pick<S3ServerOptions, 'buckets'>): S3Objects {
  return new S3Objects(Object.entries(buckets).flatMap(([name, { keys = [] }]) => keys.map((key) => `${name}/${key}`)));
}

export interface S3Store {
  options: S3ServerOptions;
  objects: S3Objects;
}

/** Answers one request as the store. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { options, objects }: S3Store,
): Promise<S3Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const signed = request.headers.authorization !== undefined;
  const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
  const asked: Asked = { options, objects, url, signed, body: Buffer.concat(chunks).toString('utf8'), ...placeOf(url) };
  const method = request.method ?? '';
  await options.onRequest?.(method, asked.key);
  return { method, url: url.href, signed, status: respond(request, response, asked) };
}

interface Asked extends S3Store {
  url: URL;
  signed: boolean;
  body: string;
  bucket: string;
  key: string;
}

/** Path style, or the bucket as the first part of a host of S3's own. */
function placeOf({ hostname, pathname }: URL): { bucket: string; key: string } {
  const path = decodeURIComponent(pathname).slice(1);
  const hosted = /^(.+)\.s3[.-][a-z0-9-]+\.amazonaws\.com(\.cn)?$/.exec(hostname)?.[1];
  if (hosted !== undefined) return { bucket: hosted, key: path };
  const [bucket = '', ...key] = path.split('/');
  return { bucket, key: key.join('/') };
}

function respond(request: IncomingMessage, response: ServerResponse, asked: Asked): number {
  const { options, url, signed, bucket } = asked;
  const now = Date.now() + (options.clockAheadMs ?? 0);
  response.sendDate = false;
  if (options.date !== false) response.setHeader('date', new Date(now).toUTCString());
  const method = request.method ?? '';
  const canned = options.instead?.({ method, path: url.pathname, signed });
  if (canned) {
    response.writeHead(canned.status, { 'content-type': 'application/xml', ...canned.headers }).end(canned.body ?? '');
    return canned.status;
  }
  const error = refusal(request, asked, now);
  if (error) return writeError(response, error);
  if (asked.key !== '') return writeObject(request, response, asked);
  const body = bucket === '' ? listOfBuckets(options) : listOfObjects(asked);
  response.writeHead(200, { 'content-type': 'application/xml', 'x-signed': String(signed) }).end(body);
  return 200;
}

function writeObject(request: IncomingMessage, response: ServerResponse, asked: Asked): number {
  const { options, objects, url, bucket, key, body } = asked;
  const rules = options.buckets?.[bucket] ?? {};
  const method = request.method ?? '';
  const found: ObjectAnswer = objects.answer({ method, bucket, key, url, headers: request.headers, body }, rules);
  if (found.code !== undefined) return writeError(response, { ...found, code: found.code });
  response.writeHead(found.status, found.headers).end(found.body ?? '');
  return found.status;
}

function refusal(request: IncomingMessage, asked: Asked, now: number): S3Error | undefined {
  const { options, url, signed, bucket, key, body } = asked;
  if (options.open) return undefined;
  const rules = bucket === '' ? undefined : options.buckets?.[bucket];
  if (!signed) return rules?.public && key === '' ? undefined : { status: 403, code: 'AccessDenied' };
  const region = rules?.region ?? options.region ?? 'us-east-1';
  const wrong = verifySigV4(request, url, { key: { ...options, region, service: 's3' }, now, body });
  if (wrong) return wrong;
  if (options.expired) return { status: 400, code: 'ExpiredToken' };
  if (bucket === '') return options.mayListBuckets === false ? { status: 403, code: 'AccessDenied' } : undefined;
  if (!rules) return { status: 404, code: 'NoSuchBucket', extra: { BucketName: bucket } };
  if (key === '') return rules.denied ? { status: 403, code: 'AccessDenied' } : undefined;
  const wanted = url.searchParams.has('versionId') ? 'VERSION' : (request.method ?? '');
  const forbidden: readonly string[] = rules.forbidden ?? [];
  return forbidden.includes(wanted) ? { status: 403, code: 'AccessDenied' } : undefined;
}
