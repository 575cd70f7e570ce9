import { isFailed, type FailedReason, type InconclusiveReason } from '../../../api/reasons.ts';
import type { DriverContext } from '../../context.ts';
import { defaultMeaning } from '../../engine/defaults.ts';
import type { ReadResponse } from '../../engine/response.ts';
import { retryAfterMs } from '../../engine/retry-after.ts';
import { failure, type Failure } from '../../failure.ts';
import { textAt, type Heard, type Talk } from './ask.ts';
import type { Store } from './store.ts';

/**
 * What an error's `<Code>` means, whatever its status: products differ there.
 * docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html; XAdminUserNotFound is versitygw's unknown key (404).
 */
const codes: Readonly<Record<string, FailedReason | InconclusiveReason>> = {
  InvalidAccessKeyId: 'CredentialsRejected',
  XAdminUserNotFound: 'CredentialsRejected',
  InvalidSecurity: 'CredentialsRejected',
  InvalidToken: 'CredentialsRejected',
  ExpiredToken: 'CredentialsExpired',
  TokenRefreshRequired: 'CredentialsExpired',
  AccountProblem: 'PermissionDenied',
  AllAccessDisabled: 'PermissionDenied',
  NotSignedUp: 'PermissionDenied',
  RequestTimeTooSkewed: 'ClockSkew',
  RequestExpired: 'ClockSkew',
  RequestTimeout: 'TimedOut',
  TemporaryRedirect: 'ServiceUnavailable',
  Redirect: 'ServiceUnavailable',
  SlowDown: 'RateLimited',
  ServiceUnavailable: 'RateLimited',
  NoSuchBucket: 'TargetNotFound',
  UserProjectMissing: 'InvalidConfiguration',
  InvalidBucketName: 'InvalidConfiguration',
  MissingAuthenticationToken: 'InvalidConfiguration',
  IncompleteSignature: 'InvalidConfiguration',
};

/** The bucket is in another region. */
const elsewhere = new Set([
  'PermanentRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
  'InvalidRegion',
]);

/** Our clock and the store's may differ by this much before a signature is blamed on it, as in the AWS SDKs. */
// unverified: the SDKs' limit of 5 minutes
const clockLimitMs = 5 * 60 * 1000;

/** What a refusal means by itself; undefined for a success, `unclear` where the reply alone does not tell. */
export function meaningOf(heard: Heard, talk: Talk): Failure | 'unclear' | undefined {
  const { code, reply } = heard;
  if (code === 'SignatureDoesNotMatch') return signatureMismatch(reply, talk.store, talk.context);
  if (code !== undefined && elsewhere.has(code)) return wrongRegion(heard, talk);
  if (code === 'AccessDenied') return isElsewhere(heard, talk) ? wrongRegion(heard, talk) : 'unclear';
  const known = code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined;
  if (known) return fromCode(known, heard, talk);
  if (reply.status < 300) return goodStatus(heard, talk.store.origin.host);
  if (reply.status < 400) return redirected(heard, talk);
  return code !== undefined && reply.status === 403 ? 'unclear' : strange(heard, talk);
}

/** A page says nothing about a key, and only NoSuchBucket says that there is no bucket. */
function strange({ reply, code }: Heard, { store, context }: Talk): Failure {
  const { host } = store.origin;
  const meant = defaultMeaning(reply, { host, minted: false, now: context.now() });
  if (meant && (reply.status >= 500 || reply.status === 429 || reply.status === 408)) return meant;
  if (code !== undefined) {
    return failure('Reached', 'UnexpectedReply', { about: `${host} answers with an error that is not known` });
  }
  if (meant && reply.status !== 404 && !reply.html) return meant;
  return failure('Reached', 'UnexpectedReply', { about: `${host} does not answer as an S3 store` });
}

function fromCode(reason: FailedReason | InconclusiveReason, heard: Heard, { store, context }: Talk): Failure {
  const { reply, code } = heard;
  const wait = retryAfterMs(reply.headers['retry-after'], context.now());
  const { host } = store.origin;
  if (reason === 'TargetNotFound') return failure('Authorized', reason, { about: `the bucket ${store.bucket ?? ''}` });
  if (reason === 'PermissionDenied') {
    return failure('Authorized', reason, { about: 'the account that the key belongs to is not active for S3' });
  }
  if (reason === 'InvalidConfiguration') {
    return failure('Authenticated', reason, { about: misfitOf(code, store) });
  }
  if (reason === 'ClockSkew' || isFailed(reason)) return failure('Authenticated', reason);
  return failure('Reached', reason, { about: host, retryAfterMs: wait });
}

function misfitOf(code: string | undefined, { origin, bucket }: Store): string {
  if (code === 'InvalidBucketName') return `${origin.host} does not take the name of the bucket ${bucket}`;
  // https://cloud.google.com/storage/docs/using-requester-pays
  return code === 'UserProjectMissing'
    ? `the bucket ${bucket} is one of requester pays, and no project to bill can be named here`
    : `${origin.host} does not take the request as it is made`;
}

const usualNames = { id: 'accessKeyId', secret: 'secretAccessKey' };

/** A wrong secret, our clock, or something on the way that changes requests: the clock first. */
export function signatureMismatch(
  { headers }: ReadResponse,
  { origin, keyNames = usualNames }: Pick<Store, 'origin' | 'keyNames'>,
  context: DriverContext,
): Failure {
  const theirs = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(theirs)) {
    const about = `${origin.host} refuses the signature and does not tell its time`;
    return failure('Authenticated', 'UnexpectedReply', { about });
  }
  if (Math.abs(theirs - context.now()) > clockLimitMs) return failure('Authenticated', 'ClockSkew');
  const causes = [`${keyNames.secret} does not belong to ${keyNames.id}`, 'a proxy on the way changes requests'];
  const open = context.proxy !== undefined && (context.ca !== undefined || origin.protocol === 'http:');
  return failure('Authenticated', open ? 'AccessRefused' : 'CredentialsRejected', { causes });
}

/** The reply names the region; it is repeated only where it looks like one. */
function wrongRegion(heard: Heard, { store }: Talk): Failure {
  const named = regionIn(heard);
  if (named === undefined && heard.code === 'AuthorizationHeaderMalformed') {
    return failure('Authenticated', 'InvalidConfiguration', {
      about: `${(store.keyNames ?? usualNames).id} or region does not have the form that the store wants`,
    });
  }
  const region = named !== undefined && regionName.test(named) && named !== store.region ? `${named}, not ` : 'not ';
  return failure('Authorized', 'WrongRegion', { about: `${region}${store.region}` });
}

/** `eu-central-1`, `fr-par`, `gra`, `nyc3`; nothing that could be a secret or a sentence. */
const regionName = /^[a-z]{2,12}\d{0,2}(-[a-z]{2,12}){0,3}(-\d{1,3})?$/;

function regionIn({ reply, document }: Heard): string | undefined {
  return textAt(document, 'Error', 'Region') ?? reply.headers['x-amz-bucket-region'];
}

/** A refusal that says where the bucket is: another region explains it before a missing right does. */
function isElsewhere(heard: Heard, { store }: Talk): boolean {
  const named = regionIn(heard);
  return named !== undefined && regionName.test(named) && named !== store.region;
}

function goodStatus({ reply, document, code }: Heard, about: string): Failure | undefined {
  const known = 'ListBucketResult' in document || 'ListAllMyBucketsResult' in document;
  if (known && code === undefined) return undefined;
  const what = reply.html ? 'a web page' : 'a success that is none';
  return failure('Reached', 'UnexpectedReply', { about: `${about} answers with ${what}` });
}

function redirected({ reply }: Heard, { store }: Talk): Failure {
  const to = URL.parse(reply.headers['location'] ?? '', store.origin.href);
  if (to && to.host !== store.origin.host)
    return failure('Reached', 'EgressDenied', { about: `${store.origin.host} redirects to another host` });
  return failure('Reached', 'UnexpectedReply', {
    about: `${store.origin.host} redirects, which an S3 store does not do here`,
  });
}
