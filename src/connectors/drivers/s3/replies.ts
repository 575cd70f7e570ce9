import type { FailedReason, InconclusiveReason } from '../../../api/reasons.ts';
import { defaultMeaning } from '../../engine/defaults.ts';
import { retryAfterMs } from '../../engine/retry-after.ts';
import { setback, type Setback } from '../../finding.ts';
import { textAt, type Heard, type Talk } from './ask.ts';

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
  NotSignedUp: 'PermissionDenied',
  RequestTimeTooSkewed: 'ClockSkew',
  RequestExpired: 'ClockSkew',
  RequestTimeout: 'TimedOut',
  TemporaryRedirect: 'ServiceUnavailable',
  Redirect: 'ServiceUnavailable',
  SlowDown: 'RateLimited',
  ServiceUnavailable: 'RateLimited',
  NoSuchBucket: 'TargetNotFound',
  InvalidBucketName: 'InvalidConfiguration',
  MissingAuthenticationToken: 'InvalidConfiguration',
  IncompleteSignature: 'InvalidConfiguration',
};

/** Our clock and the store's may differ by this much before a signature is blamed on it, as in the AWS SDKs. */
// unverified: the SDKs' limit of 5 minutes
const clockLimitMs = 5 * 60 * 1000;

/** What a refusal means by itself; undefined for a success, `unclear` where the reply alone does not tell. */
export function meaningOf(heard: Heard, talk: Talk): Setback | 'unclear' | undefined {
  const { reply, code } = heard;
  const about = talk.store.origin.host;
  if (code === 'SignatureDoesNotMatch') return signatureMismatch(heard, talk);
  if (code === 'PermanentRedirect' || code === 'AuthorizationHeaderMalformed') return wrongRegion(heard, talk);
  if (code === 'AccessDenied') return 'unclear';
  if (code !== undefined && Object.hasOwn(codes, code)) return fromCode(codes[code]!, heard, talk);
  if (reply.status >= 200 && reply.status < 300) return goodStatus(heard, about);
  if (reply.status >= 300 && reply.status < 400) return redirected(heard, talk);
  if (code !== undefined && reply.status === 403) return 'unclear';
  // An address that is no bucket of a store says nothing about a bucket; a page says nothing about a key.
  if (reply.status === 404 || (code === undefined && reply.html && reply.status < 500)) {
    return setback('Reached', 'UnexpectedReply', { about: `${about} does not answer as an S3 store` });
  }
  if (code !== undefined && reply.status < 500 && reply.status !== 429 && reply.status !== 408) {
    return setback('Reached', 'UnexpectedReply', { about: `${about} answers with an error that is not known` });
  }
  return defaultMeaning(reply, { host: about, minted: false, now: talk.context.now() });
}

function fromCode(reason: FailedReason | InconclusiveReason, { reply }: Heard, { store, context }: Talk): Setback {
  const wait = retryAfterMs(reply.headers['retry-after'], context.now());
  switch (reason) {
    case 'TargetNotFound':
      return setback('Authorized', reason, { about: `the bucket ${store.bucket ?? ''}` });
    case 'PermissionDenied':
      return setback('Authorized', reason, { about: 'the account that the key belongs to is not active for S3' });
    case 'InvalidConfiguration':
      return setback('Authenticated', reason, {
        about: `${store.origin.host} does not take the request as it is made`,
      });
    case 'RateLimited':
    case 'ServiceUnavailable':
    case 'TimedOut':
      return setback('Reached', reason, { about: store.origin.host, retryAfterMs: wait });
    default:
      return setback('Authenticated', reason);
  }
}

/** A wrong secret, our clock, or something on the way that changes requests: the clock first. */
function signatureMismatch({ reply }: Heard, { context, store }: Talk): Setback {
  const theirs = Date.parse(reply.headers['date'] ?? '');
  if (Number.isNaN(theirs))
    return setback('Authenticated', 'UnexpectedReply', {
      about: `${store.origin.host} refuses the signature and does not tell its time`,
    });
  if (Math.abs(theirs - context.now()) > clockLimitMs) return setback('Authenticated', 'ClockSkew');
  const causes = ['secretAccessKey does not belong to accessKeyId', 'a proxy on the way changes requests'];
  const open = context.proxy !== undefined && (context.ca !== undefined || store.origin.protocol === 'http:');
  return setback('Authenticated', open ? 'AccessRefused' : 'CredentialsRejected', { causes });
}

/** The reply names the region; it is repeated only where it looks like one. */
function wrongRegion({ reply, document }: Heard, { store }: Talk): Setback {
  const named = textAt(document, 'Error', 'Region') ?? reply.headers['x-amz-bucket-region'];
  if (named === undefined && reply.status === 400) {
    return setback('Authenticated', 'InvalidConfiguration', {
      about: 'accessKeyId or region does not have the form that the store wants',
    });
  }
  const region =
    named !== undefined && /^[a-z]{2}(-[a-z]{2,12}){1,3}-\d{1,2}$/.test(named) && named !== store.region
      ? `${named}, not `
      : 'not ';
  return setback('Authorized', 'WrongRegion', { about: `${region}${store.region}` });
}

function goodStatus({ reply, document, code }: Heard, about: string): Setback | undefined {
  const known = 'ListBucketResult' in document || 'ListAllMyBucketsResult' in document;
  if (known && code === undefined) return undefined;
  const what = reply.html ? 'a web page' : 'a success that is none';
  return setback('Reached', 'UnexpectedReply', { about: `${about} answers with ${what}` });
}

function redirected({ reply }: Heard, { store }: Talk): Setback {
  const to = URL.parse(reply.headers['location'] ?? '', store.origin.href);
  if (to && to.host !== store.origin.host)
    return setback('Reached', 'EgressDenied', { about: `${store.origin.host} redirects to another host` });
  return setback('Reached', 'UnexpectedReply', {
    about: `${store.origin.host} redirects, which an S3 store does not do here`,
  });
}
