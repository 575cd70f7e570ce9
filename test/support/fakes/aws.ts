import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer, objectsOf, type S3Bucket } from '../../../dev/servers/s3-server.ts';
import { startFakeTls, type FakeTls, type TlsFault } from '../fake-tls.ts';
import { answerSts, keyIn, type AwsRole, type AwsUser, type Made, type StsError } from './sts.ts';

export interface FakeAwsOptions {
  users?: readonly AwsUser[];
  roles?: readonly AwsRole[];
  buckets?: Record<string, S3Bucket>;
  clockAheadMs?: number;
  /** An answer of STS instead of its own. */
  sts?: ((form: URLSearchParams) => StsError | undefined) | undefined;
  /** An answer of S3 instead of its own. */
  s3?: StsError | undefined;
  fault?: TlsFault | undefined;
}

export interface FakeAws {
  context: FakeTls['context'];
  /** `GetCallerIdentity`, `GET /bucket…`, in order. */
  asked: string[];
  urls: string[];
  objects(): string[];
  /** Secrets that were made. */
  issued: string[];
  stop(): Promise<void>;
}

/** STS and S3 behind their own host names: signatures are verified, trust policies are kept to. */
export async function startFakeAws(options: FakeAwsOptions): Promise<FakeAws> {
  const users = [...(options.users ?? [])];
  const objects = objectsOf(options);
  const made: Made & { urls: string[] } = { asked: [], urls: [], issued: [] };
  const server = await startFakeTls((request, response) => {
    const url = new URL(request.url ?? '/', `https://${request.headers.host}`);
    made.urls.push(url.href);
    const done = url.host.startsWith('sts.')
      ? answerSts(request, response, { options, users, made, url })
      : answerS3(request, response, { options, users, made, url, objects });
    done.catch(() => response.destroy());
  }, options.fault);
  return { context: server.context, ...made, objects: () => objects.paths(), stop: server.stop };
}

interface AskedOfS3 {
  options: FakeAwsOptions;
  users: readonly AwsUser[];
  made: Made;
  url: URL;
  objects: ReturnType<typeof objectsOf>;
}

async function answerS3(
  request: IncomingMessage,
  response: ServerResponse,
  { options, users, made, url, objects }: AskedOfS3,
): Promise<void> {
  made.asked.push(`${request.method} ${url.host}${url.pathname}`);
  const user = users.find(({ accessKeyId }) => accessKeyId === keyIn(request));
  const { accessKeyId = 'nobody', secretAccessKey = '', sessionToken, expired = false } = user ?? {};
  const { s3: instead, buckets = {}, clockAheadMs = 0 } = options;
  const region = url.hostname.split('.').at(url.hostname.endsWith('.cn') ? -4 : -3) ?? '';
  await answer(request, response, {
    objects,
    options: {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
      expired,
      region,
      buckets,
      clockAheadMs,
      ...(instead
        ? { instead: () => ({ status: instead.status, headers: instead.headers ?? {}, body: error(instead) }) }
        : {}),
    },
  });
}

function error({ code, body }: StsError): string {
  return body ?? `<Error><Code>${code}</Code><Message>Marker of the store.</Message></Error>`;
}
