import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifySigV4, type S3Key } from './sigv4.ts';

export interface S3Bucket {
  /** Anyone may list it. */
  public?: boolean;
  /** Its region, where it is not the server's: requests are redirected. */
  region?: string;
  /** Nobody may list it. */
  denied?: boolean;
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
  /** Answers instead of the store, undefined where the store answers itself. */
  instead?(request: {
    path: string;
    signed: boolean;
  }): { status: number; headers?: Record<string, string>; body?: string } | undefined;
}

export interface S3Server {
  host: string;
  port: number;
  url: string;
  /** Signed requests, good or bad. */
  loginCount(): number;
  requests(): readonly { url: string; signed: boolean; status: number }[];
  stop(): Promise<void>;
}

interface S3Error {
  status: number;
  code: string;
  extra?: Record<string, string>;
  headers?: Record<string, string>;
}

/** A small S3 store in this process that answers as AWS does and verifies AWS Signature Version 4. */
export async function startS3Server(options: S3ServerOptions): Promise<S3Server> {
  const requests: { url: string; signed: boolean; status: number }[] = [];
  const server = createServer((request, response) => {
    const signed = request.headers.authorization !== undefined;
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const status = respond(request, response, { options, url, signed });
    requests.push({ url: url.href, signed, status });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    url: `http://127.0.0.1:${port}`,
    loginCount: () => requests.filter(({ signed }) => signed).length,
    requests: () => requests,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Asked {
  options: S3ServerOptions;
  url: URL;
  signed: boolean;
}

function respond(request: IncomingMessage, response: ServerResponse, asked: Asked): number {
  const { options, url, signed } = asked;
  const now = Date.now() + (options.clockAheadMs ?? 0);
  response.sendDate = false;
  if (options.date !== false) response.setHeader('date', new Date(now).toUTCString());
  const canned = options.instead?.({ path: url.pathname, signed });
  if (canned) {
    response.writeHead(canned.status, { 'content-type': 'application/xml', ...canned.headers }).end(canned.body ?? '');
    return canned.status;
  }
  const bucket = url.pathname.split('/')[1] ?? '';
  const error = refusal(request, asked, { bucket, now });
  if (error) {
    const elements = Object.entries({
      Code: error.code,
      Message: 'Marker of the store.',
      ...error.extra,
      RequestId: '4442587FB7D0A2F9',
    });
    const body = `<Error>${elements.map(([name, text]) => `<${name}>${escaped(text)}</${name}>`).join('')}</Error>`;
    response.writeHead(error.status, { 'content-type': 'application/xml', ...error.headers }).end(`${xmlHead}${body}`);
    return error.status;
  }
  const body =
    bucket === ''
      ? listOfBuckets(options)
      : `<ListBucketResult xmlns="${namespace}"><Name>${bucket}</Name><KeyCount>0</KeyCount><MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>`;
  response.writeHead(200, { 'content-type': 'application/xml', 'x-signed': String(signed) }).end(`${xmlHead}${body}`);
  return 200;
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

function refusal(
  request: IncomingMessage,
  { options, url, signed }: Asked,
  { bucket, now }: { bucket: string; now: number },
): S3Error | undefined {
  if (options.open) return undefined;
  const rules = bucket === '' ? undefined : options.buckets?.[bucket];
  if (!signed) return rules?.public ? undefined : { status: 403, code: 'AccessDenied' };
  const key: S3Key = { ...options, region: rules?.region ?? options.region ?? 'us-east-1' };
  const wrong = verifySigV4(request, url, { key, now });
  if (wrong) return wrong;
  if (options.expired) return { status: 400, code: 'ExpiredToken' };
  if (bucket === '') return options.mayListBuckets === false ? { status: 403, code: 'AccessDenied' } : undefined;
  if (!rules) return { status: 404, code: 'NoSuchBucket', extra: { BucketName: bucket } };
  return rules.denied ? { status: 403, code: 'AccessDenied' } : undefined;
}

function listOfBuckets({ owner = { id: 'owner-id', name: 'Owner & Sons' }, buckets = {} }: S3ServerOptions): string {
  const who = owner
    ? `<Owner><ID>${escaped(owner.id)}</ID>${owner.name === undefined ? '' : `<DisplayName>${escaped(owner.name)}</DisplayName>`}</Owner>`
    : '';
  const names = Object.keys(buckets).map((name) => `<Bucket><Name>${name}</Name></Bucket>`);
  return `<ListAllMyBucketsResult xmlns="${namespace}">${who}<Buckets>${names.join('')}</Buckets></ListAllMyBucketsResult>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
