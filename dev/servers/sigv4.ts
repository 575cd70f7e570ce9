import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface S3Key {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  region: string;
  service: 's3' | 'sts';
}

interface Given {
  key: S3Key;
  now: number;
  body: string;
}

interface Refusal {
  status: number;
  code: string;
  extra?: Record<string, string>;
  headers?: Record<string, string>;
}

/**
 * The server's side of AWS Signature Version 4, written from the description of the algorithm and apart from the
 * product's signer: what AWS would refuse is refused, with AWS's code.
 */
export function verifySigV4(request: IncomingMessage, url: URL, given: Given): Refusal | undefined {
  const { key, body } = given;
  const signed = readAuthorization(request.headers.authorization ?? '', key.service);
  if (!signed) return { status: 400, code: 'AuthorizationHeaderMalformed' };
  const hash = request.headers['x-amz-content-sha256'];
  const wrong = refuseScope(request, signed, given) ?? refuseSignature(request, url, { key, signed });
  return wrong ?? (hash === sha256(body) ? undefined : { status: 400, code: 'XAmzContentSHA256Mismatch' });
}

interface Signed {
  id: string;
  day: string;
  region: string;
  names: string[];
  signature: string;
}

function readAuthorization(header: string, wanted: S3Key['service']): Signed | undefined {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]*), ?SignedHeaders=([^,]*), ?Signature=([0-9a-f]{64})$/.exec(header);
  const [, credential = '', signedHeaders = '', signature = ''] = parts ?? [];
  const [id = '', day = '', region = '', service, ending] = credential.split('/');
  if (!parts || service !== wanted || ending !== 'aws4_request') return undefined;
  return { id, day, region, names: signedHeaders.split(';'), signature };
}

function refuseScope(request: IncomingMessage, { id, day, region }: Signed, { key, now }: Given): Refusal | undefined {
  if (request.headers['x-amz-content-sha256'] === undefined) return { status: 400, code: 'InvalidRequest' };
  if (id !== key.accessKeyId) return { status: 403, code: 'InvalidAccessKeyId', extra: { AWSAccessKeyId: id } };
  if (region !== key.region) {
    const headers = { 'x-amz-bucket-region': key.region };
    return { status: 400, code: 'AuthorizationHeaderMalformed', extra: { Region: key.region }, headers };
  }
  const time = String(request.headers['x-amz-date']);
  const at = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (time.startsWith(day) && Math.abs(at - now) <= 15 * 60_000) return undefined;
  return { status: 403, code: 'RequestTimeTooSkewed', extra: { ServerTime: new Date(now).toISOString() } };
}

function refuseSignature(
  request: IncomingMessage,
  url: URL,
  { key, signed }: { key: S3Key; signed: Signed },
): Refusal | undefined {
  const { id, day, region, names, signature } = signed;
  const open = Object.keys(request.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !names.includes(name),
  );
  if (open.length > 0) return { status: 403, code: 'AccessDenied', extra: { HeadersNotSigned: open.join(', ') } };
  const scope = `${day}/${region}/${key.service}/aws4_request`;
  const text = [
    'AWS4-HMAC-SHA256',
    String(request.headers['x-amz-date']),
    scope,
    sha256(canonicalRequest(request, url, names)),
  ].join('\n');
  const expected = createHmac('sha256', signingKey(key, day, region))
    .update(text)
    .digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) {
    const extra = { AWSAccessKeyId: id, StringToSign: text, SignatureProvided: signature };
    return { status: 403, code: 'SignatureDoesNotMatch', extra };
  }
  const token = request.headers['x-amz-security-token'];
  return token === key.sessionToken
    ? undefined
    : { status: 400, code: 'InvalidToken', extra: { 'Token-0': String(token) } };
}

function canonicalRequest(request: IncomingMessage, url: URL, names: string[]): string {
  const pairs = [...url.searchParams].map(([name, value]) => `${strict(name)}=${strict(value)}`);
  const path = url.pathname
    .split('/')
    .map((segment) => strict(decodeURIComponent(segment)))
    .join('/');
  const headers = names.map(
    (name) =>
      `${name}:${String(request.headers[name] ?? '')
        .trim()
        .replaceAll(/ +/g, ' ')}\n`,
  );
  return `${request.method}\n${path}\n${pairs.toSorted().join('&')}\n${headers.join('')}\n${names.join(';')}\n${String(request.headers['x-amz-content-sha256'])}`;
}

function signingKey({ secretAccessKey: secret, service }: S3Key, day: string, region: string): Buffer {
  const dated = createHmac('sha256', `AWS4${secret}`).update(day).digest();
  const regional = createHmac('sha256', dated).update(region).digest();
  const serviced = createHmac('sha256', regional).update(service).digest();
  return createHmac('sha256', serviced).update('aws4_request').digest();
}

/** UriEncode() of the specification: everything but A-Z a-z 0-9 - . _ ~. */
function strict(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) =>
      /[A-Za-z0-9\-._~]/.test(String.fromCharCode(byte)) && byte < 128
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
