import { failure, type Failure } from '../failure.ts';
import type { FailedReason, InconclusiveReason } from '../../api/reasons.ts';

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
  CERT_NOT_YET_VALID: 'CertificateUntrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'CertificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'CertificateUntrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'CertificateUntrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'CertificateUntrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'CertificateUntrusted',
  CERT_SIGNATURE_FAILURE: 'CertificateUntrusted',
  CERT_UNTRUSTED: 'CertificateUntrusted',
  CERT_REJECTED: 'CertificateUntrusted',
  CERT_REVOKED: 'CertificateUntrusted',
  INVALID_CA: 'CertificateUntrusted',
  INVALID_PURPOSE: 'CertificateUntrusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'CertificateUntrusted',
};

/**
 * What an error of the network means. Never passes the error's text on.
 * @param about - `host:port` as a person wrote it
 */
export function fromNetworkError(error: unknown, about: string, signal: AbortSignal): Failure {
  if (signal.aborted) return failure('TimedOut', { about });
  for (const { code } of chain(error)) {
    const reason = codes[code];
    if (reason) return failure(reason, { about });
    if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
      return failure('UnexpectedReply', { about: `${about} does not speak TLS as expected` });
    }
    if (code.startsWith('HPE_')) return failure('UnexpectedReply', { about: `${about} does not speak HTTP` });
  }
  return failure('ServiceUnavailable', { about });
}

/** The error, its causes, and the errors of an AggregateError (Happy Eyeballs), that have a code. */
function* chain(error: unknown): Generator<{ code: string }> {
  if (typeof error !== 'object' || error === null) return;
  if ('code' in error && typeof error.code === 'string') yield { code: error.code };
  if ('errors' in error && Array.isArray(error.errors)) for (const inner of error.errors) yield* chain(inner);
  if ('cause' in error) yield* chain(error.cause);
  if ('erroredSysCall' in error && 'message' in error && 'type' in error) yield { code: String(error.type) };
}
