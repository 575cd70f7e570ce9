import { failure, type Failure } from '../failure.ts';
import type { FailedReason, InconclusiveReason } from '../../api/reasons.ts';
import { certificateFailure, handshakeFailure } from './tls-error.ts';

/** Node's and OpenSSL's error codes that say why there was no answer. */
const codes: Record<string, FailedReason | InconclusiveReason> = {
  ENOTFOUND: 'NameNotResolved',
  EAI_AGAIN: 'NameNotResolved',
  ENODATA: 'NameNotResolved',
  ECONNREFUSED: 'ConnectionRefused',
  EHOSTUNREACH: 'ConnectionRefused',
  ENETUNREACH: 'ConnectionRefused',
  EHOSTDOWN: 'ConnectionRefused',
  EADDRNOTAVAIL: 'ConnectionRefused',
  ETIMEDOUT: 'TimedOut',
  ECONNRESET: 'ServiceUnavailable',
  EPIPE: 'ServiceUnavailable',
  ERR_STREAM_PREMATURE_CLOSE: 'ServiceUnavailable',
  CERT_HAS_EXPIRED: 'CertificateExpired',
  CERT_NOT_YET_VALID: 'ClockSkew',
};

/** The operator has too few of something: that says nothing about the other side. */
const ours = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM']);
const oursFix =
  'The operator has no open files, or no memory, left for a connection: see its limits, or lower --concurrency.';

/**
 * What an error of the network means. Never passes the error's text on.
 * @param about - `host:port` as a person wrote it
 */
export function fromNetworkError(error: unknown, about: string, signal: AbortSignal): Failure {
  if (signal.aborted) return failure('TimedOut', { about });
  for (const { code, message = '' } of chain(error)) {
    const certificate = certificateFailure(code, message, about);
    if (certificate) return certificate;
    if (ours.has(code)) return failure('InternalError', { fix: oursFix });
    const reason = codes[code];
    if (reason) return failure(reason, { about });
    const handshake = handshakeFailure(code, message, about);
    if (handshake) return handshake;
    if (code.startsWith('HPE_')) return failure('UnexpectedReply', { about: `${about} ${otherHttp(code)}` });
  }
  return failure('ServiceUnavailable', { about });
}

/**
 * Responses that Node.js does not read, because two may read them differently, by its codes. What is wrong is said: a server
 * that other clients take can be mended.
 */
const notValid: Readonly<Record<string, string>> = {
  HPE_INVALID_HEADER_TOKEN: 'a header that is folded or has a character that HTTP does not allow',
  HPE_CR_EXPECTED: 'a line that does not end in CR LF',
  HPE_LF_EXPECTED: 'a line that does not end in CR LF',
  HPE_UNEXPECTED_CONTENT_LENGTH: 'two lengths',
  HPE_INVALID_CONTENT_LENGTH: 'a length that is not a number',
  HPE_INVALID_TRANSFER_ENCODING: 'a length beside chunks',
  HPE_INVALID_STATUS: 'a status that is not a number of three digits',
  HPE_INVALID_CHUNK_SIZE: 'a chunk whose size is not a number',
  HPE_HEADER_OVERFLOW: 'more than 16 KiB of headers',
};

function otherHttp(code: string): string {
  const what = Object.hasOwn(notValid, code) ? notValid[code] : undefined;
  return what === undefined ? 'does not speak HTTP' : `sends a response that is not valid HTTP: ${what}`;
}

/** What is not the proxy's doing: it passes the server's certificate on, and both time and files are our own. */
const notOfProxy: ReadonlySet<string> = new Set([
  'CertificateUntrusted',
  'CertificateExpired',
  'ClockSkew',
  'TimedOut',
  'InternalError',
]);

/** Whether a failure on the way through a proxy may be one of the proxy. */
export function mayBeOfProxy({ reason }: Failure): boolean {
  return !notOfProxy.has(reason);
}

/** The error, its causes, and the errors of an AggregateError (Happy Eyeballs), that have a code. */
function* chain(error: unknown): Generator<{ code: string; message?: string }> {
  if (typeof error !== 'object' || error === null) return;
  if ('code' in error && typeof error.code === 'string') yield { code: error.code, message: textOf(error) };
  if ('errors' in error && Array.isArray(error.errors)) for (const inner of error.errors) yield* chain(inner);
  if ('cause' in error) yield* chain(error.cause);
  if ('erroredSysCall' in error && 'message' in error && 'type' in error) yield { code: String(error.type) };
}

function textOf(error: object): string {
  return 'message' in error && typeof error.message === 'string' ? error.message : '';
}
