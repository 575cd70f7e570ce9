import { defaultMeaning } from '../../engine/defaults.ts';
import { readResponse, type ReadResponse } from '../../engine/response.ts';
import { retryAfterMs } from '../../engine/retry-after.ts';
import { failure, type Failure } from '../../failure.ts';
import type { HttpResponse } from '../../transport/send.ts';
import { authenticationFailed } from './authentication-failed.ts';
import { authorizationFailure, codes, notFound } from './codes.ts';
import type { Asked, Credential } from './credential.ts';

export interface Heard {
  reply: ReadResponse;
  /** `x-ms-error-code`, or the code of the body: XML, or JSON at the dfs host. */
  code: string | undefined;
}

export function hear(sent: HttpResponse): Heard {
  const reply = readResponse(sent);
  return { reply, code: reply.headers['x-ms-error-code'] ?? errorField(reply, 'Code') };
}

/** What a reply means; undefined for a success. */
export function meaningOf({ reply, code }: Heard, place: Asked): Failure | undefined {
  return (code === undefined ? undefined : fromCode(code, reply, place)) ?? fromStatus(reply, place);
}

function fromCode(code: string, reply: ReadResponse, place: Asked): Failure | undefined {
  const { name, now, credential } = place;
  if (code === 'AuthenticationFailed') return authenticationFailed(reply, errorField(reply, 'Detail') ?? '', place);
  if (notFound.has(code)) return failure('Authorized', 'TargetNotFound', { about: name });
  if (code === 'InvalidAuthenticationInfo' && reply.status === 401 && credential.kind === 'token')
    return tokenRefused();
  const known = meaningOfCode(code, reply.status, credential);
  if (!known) return undefined;
  return failure(known.rung, known.reason, { ...known, retryAfterMs: retryAfterMs(reply.headers['retry-after'], now) });
}

function meaningOfCode(code: string, status: number, credential: Credential) {
  if (code === 'AuthorizationFailure')
    return authorizationFailure(credential.kind === 'sas' && credential.sas.has('sip'));
  // With 400 it is about the form of the header.
  const name = code === 'InvalidAuthenticationInfo' && status === 400 ? 'NoAuthenticationInformation' : code;
  return Object.hasOwn(codes, name) ? codes[name] : undefined;
}

function tokenRefused(): Failure {
  return failure('Authenticated', 'AccessRefused', {
    causes: [
      'the storage account is of another tenant than tenantId',
      'the token is not taken for its scope, https://storage.azure.com/.default: cloud is another one',
    ],
  });
}

/** Only what comes from the service itself says anything about the credential. */
function fromStatus(reply: ReadResponse, { host, now, credential }: Asked): Failure | undefined {
  const elsewhere = reply.status >= 300 && reply.status < 400 && URL.parse(reply.headers['location'] ?? '')?.host;
  if (elsewhere && elsewhere !== host) {
    return failure('Reached', 'EgressDenied', { about: `${host} redirects to another host` });
  }
  const meant = defaultMeaning(reply, { host, minted: credential.kind === 'token', now });
  if (reply.status < 400) return meant ?? (isAzure(reply) ? undefined : stranger(host));
  return isAzure(reply) && meant?.reason !== 'TargetNotFound' ? meant : (passed(meant) ?? stranger(host));
}

/** Replies of the service carry this header, or one of its documents. */
function isAzure(reply: ReadResponse): boolean {
  const { headers } = reply;
  return (
    headers['x-ms-version'] !== undefined ||
    headers['x-ms-request-id'] !== undefined ||
    headers['x-ms-error-code'] !== undefined ||
    errorField(reply, 'Code') !== undefined
  );
}

function stranger(host: string): Failure {
  return failure('Reached', 'UnexpectedReply', { about: `${host} does not answer as Azure Storage` });
}

/** A gateway in front may be busy or down; whatever else it says is not about the credential. */
function passed(found: Failure | undefined): Failure | undefined {
  return found && ['RateLimited', 'ServiceUnavailable'].includes(found.reason) ? found : undefined;
}

// unverified: errors at the dfs host are JSON of this form
const paths = {
  Code: [
    ['Error', 'Code'],
    ['error', 'code'],
  ],
  Detail: [
    ['Error', 'AuthenticationErrorDetail'],
    ['error', 'detail', 'AuthenticationErrorDetail'],
  ],
} as const;

/** A field of the error in the body: XML, or JSON at the dfs host. */
function errorField({ xml, json }: ReadResponse, field: keyof typeof paths): string | undefined {
  const [inXml, inJson] = paths[field];
  return textAt(xml, inXml) ?? textAt(json, inJson);
}

function textAt(document: unknown, path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    document,
  );
  return typeof found === 'string' && found !== '' ? found : undefined;
}
