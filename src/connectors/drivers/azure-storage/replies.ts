import type { FailedReason, InconclusiveReason } from '../../../api/reasons.ts';
import { defaultMeaning } from '../../engine/defaults.ts';
import { readReply, type ReadReply } from '../../engine/reply.ts';
import { retryAfterMs } from '../../engine/retry-after.ts';
import { setback, type Rung, type Setback } from '../../finding.ts';
import type { HttpReply } from '../../transport/send.ts';

export interface Heard {
  reply: ReadReply;
  /** `x-ms-error-code`, or `<Code>` of the body. */
  code: string | undefined;
}

interface Meaning {
  rung: Rung;
  reason: FailedReason | InconclusiveReason;
  about?: string;
  causes?: readonly string[];
}

const authorized = { rung: 'Authorized', reason: 'PermissionDenied' } as const;
const ourBug = {
  rung: 'Authenticated',
  reason: 'InvalidConfiguration',
  about: 'the service does not take the request as it is made',
} as const;
const passing = { rung: 'Reached', reason: 'ServiceUnavailable' } as const;

/** learn.microsoft.com, "Common REST API error codes" and "SAS error codes" */
const codes: Readonly<Record<string, Meaning>> = {
  NoAuthenticationInformation: ourBug,
  AuthorizationPermissionMismatch: { ...authorized, about: 'list what is there' },
  // Comes before the key is judged as well: it says nothing about it.
  AuthorizationFailure: {
    rung: 'Authenticated',
    reason: 'PermissionDenied',
    causes: [
      'a firewall or virtual network rule of the storage account',
      'the network addresses that a SAS is limited to (sip)',
      'an access control list',
    ],
  },
  AuthorizationSourceIPMismatch: { ...authorized, about: 'the SAS is for other network addresses (sip)' },
  AuthorizationProtocolMismatch: {
    rung: 'Authenticated',
    reason: 'InvalidConfiguration',
    about: 'the SAS wants https (spr)',
  },
  AuthorizationServiceMismatch: { ...authorized, about: 'the SAS is not for Blob storage (ss)' },
  AuthorizationResourceTypeMismatch: { ...authorized, about: 'the SAS is not for this kind of resource (srt)' },
  InsufficientAccountPermissions: authorized,
  KeyBasedAuthenticationNotPermitted: {
    rung: 'Authenticated',
    reason: 'InvalidConfiguration',
    about: 'the storage account does not take keys, nor a SAS that was signed with one',
  },
  AccountIsDisabled: { rung: 'Authenticated', reason: 'CredentialsRevoked' },
  FeatureVersionMismatch: {
    rung: 'Authenticated',
    reason: 'InvalidConfiguration',
    about: 'the stored access policy has a permission that this version of the protocol does not know',
  },
  AccountBeingCreated: passing,
  ContainerBeingDeleted: passing,
  InternalError: passing,
  // unverified: OperationTimedOut, and the status of ServerBusy
  OperationTimedOut: passing,
  ServerBusy: { rung: 'Reached', reason: 'RateLimited' },
};

const notFound = new Set(['ContainerNotFound', 'ResourceNotFound']);

/** AuthenticationErrorDetail, which is only matched against. Every text that is not here falls back to AccessRefused. */
const details: readonly { text: RegExp; reason: FailedReason | InconclusiveReason; about?: string }[] = [
  {
    text: /mac signature found|signature did not match|signature fields? .* did not match/i,
    reason: 'CredentialsRejected',
  },
  { text: /time frame/i, reason: 'CredentialsExpired' },
  // unverified: the text for a request that is too old
  { text: /date header .*(too old|incorrect)/i, reason: 'ClockSkew' },
  {
    text: /not well formed|is mandatory|resource level|not allowed for this resource/i,
    reason: 'InvalidConfiguration',
    about: 'the SAS does not fit what it is used for',
  },
];

/** Our clock and the service's may differ by this much before a signature is blamed on it. */
// unverified: the service's limit of 15 minutes
const clockLimitMs = 15 * 60 * 1000;

export interface Place {
  host: string;
  container: string | undefined;
  now: number;
}

export function hear(sent: HttpReply): Heard {
  const reply = readReply(sent);
  return { reply, code: reply.headers['x-ms-error-code'] ?? element(reply.xml, 'Code') };
}

/** What a reply means; undefined for a success. */
export function meaningOf({ reply, code }: Heard, place: Place): Setback | undefined {
  return (code === undefined ? undefined : fromCode(code, reply, place)) ?? fromStatus(reply, place);
}

function fromCode(code: string, reply: ReadReply, place: Place): Setback | undefined {
  const { host, container, now } = place;
  if (code === 'AuthenticationFailed') return authenticationFailed(reply, place);
  if (notFound.has(code)) {
    const about = container === undefined ? `the account at ${host}` : `the container ${container}`;
    return setback('Authorized', 'TargetNotFound', { about });
  }
  // With 401 it is about a bearer token, which is not sent.
  const name = code === 'InvalidAuthenticationInfo' && reply.status === 400 ? 'NoAuthenticationInformation' : code;
  const known = Object.hasOwn(codes, name) ? codes[name] : undefined;
  if (!known) return undefined;
  return setback(known.rung, known.reason, { ...known, retryAfterMs: retryAfterMs(reply.headers['retry-after'], now) });
}

/** Only what comes from the service itself says anything about the credential. */
function fromStatus(reply: ReadReply, { host, now }: Place): Setback | undefined {
  const elsewhere = reply.status >= 300 && reply.status < 400 && URL.parse(reply.headers['location'] ?? '')?.host;
  if (elsewhere && elsewhere !== host) {
    return setback('Reached', 'EgressDenied', { about: `${host} redirects to another host` });
  }
  const meant = defaultMeaning(reply, { host, minted: false, now });
  if (reply.status < 400) return meant ?? (isAzure(reply) ? undefined : stranger(host));
  return isAzure(reply) && meant?.reason !== 'TargetNotFound' ? meant : (passed(meant) ?? stranger(host));
}

/** In this order: the clock, what the service says of the signature, and where it says nothing every cause by name. */
function authenticationFailed(reply: ReadReply, { host, now }: Place): Setback {
  const theirs = Date.parse(reply.headers['date'] ?? '');
  if (Math.abs(theirs - now) > clockLimitMs) return setback('Authenticated', 'ClockSkew');
  const detail = element(reply.xml, 'AuthenticationErrorDetail') ?? '';
  const found = details.find(({ text }) => text.test(detail));
  if (found) return setback('Authenticated', found.reason, { about: found.about });
  if (Number.isNaN(theirs))
    return setback('Authenticated', 'UnexpectedReply', {
      about: `${host} refuses the signature and does not tell its time`,
    });
  return setback('Authenticated', 'AccessRefused', {
    causes: ['the key or SAS is wrong, or was renewed', 'a proxy on the way changes requests'],
  });
}

/** Replies of the service carry this header, or one of its documents. */
function isAzure({ headers, xml }: ReadReply): boolean {
  return (
    headers['x-ms-version'] !== undefined ||
    headers['x-ms-request-id'] !== undefined ||
    headers['x-ms-error-code'] !== undefined ||
    element(xml, 'Code') !== undefined
  );
}

function stranger(host: string): Setback {
  return setback('Reached', 'UnexpectedReply', { about: `${host} does not answer as Azure Storage` });
}

/** A gateway in front may be busy or down; whatever else it says is not about the credential. */
function passed(found: Setback | undefined): Setback | undefined {
  return found && ['RateLimited', 'ServiceUnavailable'].includes(found.reason) ? found : undefined;
}

function element(xml: unknown, name: string): string | undefined {
  const error = (xml as { Error?: Record<string, unknown> } | null)?.Error;
  const found = typeof error === 'object' && error !== null && Object.hasOwn(error, name) ? error[name] : undefined;
  return typeof found === 'string' && found !== '' ? found : undefined;
}
