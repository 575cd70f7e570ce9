import { isFailed, type FailedReason, type InconclusiveReason } from '../../../api/reasons.ts';
import type { DriverContext } from '../../context.ts';
import { outage } from '../../engine/defaults.ts';
import { retryAfterMs } from '../../engine/retry-after.ts';
import { failure, type Failure } from '../../failure.ts';
import { saidOfAccount, saidOfMoment } from '../../engine/said.ts';
import { leadsAstray } from '../../transport/astray.ts';
import { isSuccess, pathStyleForbidden, reasonOfCode } from './codes.ts';
import { textAt, type StoreResponse } from './response.ts';
import type { StoreSession } from './session.ts';
import { meaningOfStatus } from './status.ts';
import type { Store } from './store.ts';

/** The bucket is in another region. */
const elsewhere = new Set([
  'PermanentRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
  'InvalidRegion',
  // Cloudflare R2: its regions are wnam, enam, weur, eeur, apac, oc and auto
  'InvalidRegionName',
]);

/** Cloudflare R2 says so of a key that is not one of its own, with the code InvalidArgument. */
const notItsKey = /\baccess key has length \d/i;
/** Huawei, Alibaba Cloud: of a key that is switched off, or whose user is, with the code of one that is not known. */
const switchedOff = /\baccess key(?: id)?(?: \S{1,40})?(?: is| has been) (?:inactive|disabled)\b/i;
/** Alibaba Cloud says so with the code AccessDenied, and names the endpoint. */
const otherEndpoint = /\bmust be addressed using the specified endpoint\b/i;

/** Our clock and the store's may differ by this much before a signature is blamed on it, as in the AWS SDKs. */
// unverified: the SDKs' limit of 5 minutes
const clockLimitMs = 5 * 60 * 1000;

/** What a refusal means by itself; undefined for a success, `unclear` if the response alone does not say. */
export function meaningOf(response: StoreResponse, session: StoreSession): Failure | 'unclear' | undefined {
  const { code, status } = response;
  const said = inWords(response);
  if (said) return said;
  if (code === 'SignatureDoesNotMatch') return signatureMismatch(response, session.store, session.context);
  if (code !== undefined && elsewhere.has(code)) return wrongRegion(response, session);
  if (code === 'AccessDenied') return isElsewhere(response, session) ? wrongRegion(response, session) : 'unclear';
  const known = reasonOfCode(response);
  if (known) return fromCode(known, response, session);
  if (status < 300) return goodStatus(response, session.store.origin.host);
  if (status < 400) return redirected(response, session);
  return code !== undefined && status === 403 ? 'unclear' : strange(response, session);
}

/** Stores have one code for a key that is not known, one that is switched off, and an account that may send no more today. */
function inWords({ code, status, document }: StoreResponse): Failure | undefined {
  const open = code === 'AccessDenied' || code === 'InvalidAccessKeyId';
  const message = textAt(document, 'Error', 'Message');
  if (code === 'InvalidArgument' && message !== undefined && notItsKey.test(message))
    return failure('CredentialsRejected', { causes: ['the access key has the length of another product'] });
  if (!open || status >= 500 || message === undefined) return undefined;
  if (code === 'InvalidAccessKeyId' && switchedOff.test(message)) return failure('CredentialsRevoked');
  return saidOfAccount(message) ?? saidOfMoment(message);
}

function strange(response: StoreResponse, { store, context }: StoreSession): Failure {
  const { host } = store.origin;
  if (response.code === undefined) return meaningOfStatus(response, host, context.now());
  // Whatever a store calls it, 401 is how it refuses a key.
  if (response.status === 401) return refusedKey(store);
  const about = `${host} answers with an error that is not known`;
  return outage(response, host, context.now()) ?? failure('UnexpectedReply', { about });
}

/** A key of Cloudflare R2 is good at the endpoint of its jurisdiction only. */
function refusedKey({ origin, keyNames = usualNames }: Store): Failure {
  const causes = [
    `${keyNames.id} or ${keyNames.secret} is wrong`,
    `the key belongs to another account or jurisdiction than ${origin.host}`,
  ];
  return failure('AccessRefused', { causes });
}

function fromCode(
  reason: FailedReason | InconclusiveReason,
  { headers, code }: StoreResponse,
  { store, context }: StoreSession,
): Failure {
  if (reason === 'TargetNotFound') return failure(reason, { about: `the bucket ${store.bucket ?? ''}` });
  if (reason === 'PermissionDenied') {
    return failure(reason, { about: 'the account that the key belongs to is not active for S3' });
  }
  if (reason === 'InvalidConfiguration') return misfit(code, store);
  if (reason === 'ClockSkew' || isFailed(reason)) return failure(reason);
  const wait = retryAfterMs(headers['retry-after'], context.now());
  return failure(reason, { about: store.origin.host, retryAfterMs: wait });
}

function misfit(code: string | undefined, store: Store): Failure {
  const about = misfitOf(code, store);
  if (code === undefined || !pathStyleForbidden.has(code) || !store.pathStyle) {
    return failure('InvalidConfiguration', { about });
  }
  const fix = 'Set `spec.config.forcePathStyle` to false.';
  return failure('InvalidConfiguration', { about: `${store.origin.host} does not take the bucket in the path`, fix });
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
  { headers }: Pick<StoreResponse, 'headers'>,
  { origin, keyNames = usualNames }: Pick<Store, 'origin' | 'keyNames'>,
  context: DriverContext,
): Failure {
  const theirs = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(theirs)) {
    return failure('UnexpectedReply', { about: `${origin.host} refuses the signature and does not tell its time` });
  }
  if (Math.abs(theirs - context.now()) > clockLimitMs) return failure('ClockSkew');
  const causes = [
    `\`${keyNames.secret}\` does not belong to \`${keyNames.id}\``,
    'a proxy on the way changes requests',
  ];
  const open = context.proxy !== undefined && (context.ca !== undefined || origin.protocol === 'http:');
  return failure(open ? 'AccessRefused' : 'CredentialsRejected', { causes });
}

/** The response names the region; it is repeated only if it looks like one. */
function wrongRegion(response: StoreResponse, { store }: StoreSession): Failure {
  const named = regionIn(response);
  if (named === undefined && response.code === 'AuthorizationHeaderMalformed') {
    return failure('InvalidConfiguration', {
      about: `${(store.keyNames ?? usualNames).id} or region does not have the form that the store wants`,
    });
  }
  const isTold = named !== undefined && regionName.test(named) && named !== store.region && store.region !== 'auto';
  return isTold
    ? failure('WrongRegion', { about: `${named}, not ${store.region}`, fix: `Set \`spec.config.region\` to ${named}.` })
    : failure('WrongRegion', { about: `not ${store.region}` });
}

/** `eu-central-1`, `fr-par`, `gra`, `nyc3`; nothing that could be a secret or a sentence. */
const regionName = /^[a-z]{2,12}\d{0,2}(-[a-z]{2,12}){0,3}(-\d{1,3})?$/;

function regionIn({ headers, document }: StoreResponse): string | undefined {
  return textAt(document, 'Error', 'Region') ?? headers['x-amz-bucket-region'];
}

/** A refusal that says where the bucket is: another region explains it before a missing permission does. */
function isElsewhere(response: StoreResponse, { store }: StoreSession): boolean {
  if (otherEndpoint.test(textAt(response.document, 'Error', 'Message') ?? '')) return true;
  const named = regionIn(response);
  return named !== undefined && regionName.test(named) && named !== store.region;
}

function goodStatus(response: StoreResponse, host: string): Failure | undefined {
  if (isSuccess(response) && response.code === undefined) return undefined;
  const what = response.html ? 'a web page' : 'a success that is none';
  return failure('UnexpectedReply', { about: `${host} answers with ${what}` });
}

function redirected({ headers }: StoreResponse, { store: { origin } }: StoreSession): Failure {
  const to = URL.parse(headers['location'] ?? '', origin.href);
  if (to && to.host !== origin.host) return leadsAstray(origin, to);
  return failure('UnexpectedReply', { about: `${origin.host} redirects, which an S3 store does not do here` });
}
