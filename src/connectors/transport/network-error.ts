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
  CERT_NOT_YET_VALID: 'ClockSkew',
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
  HOSTNAME_MISMATCH: 'CertificateUntrusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'CertificateUntrusted',
};

/** The operator has too few of something: that says nothing about the other side. */
const ours = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM']);
const oursFix =
  'The operator has no open files, or no memory, left for a connection: see its limits, or lower --concurrency.';

/**
 * What OpenSSL says of a certificate that no setting mends; Node.js has no code of its own for most of it.
 * @see https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
 */
const unfit: readonly [text: RegExp, flaw: string][] = [
  [/EE certificate key too weak/i, 'its key is too short'],
  [/CA certificate key too weak/i, 'the key of an authority in its chain is too short'],
  [/digest algorithm too weak/i, 'it, or an authority in its chain, is signed with a digest that is no longer safe'],
  [/subtree violation|name constraint/i, 'its authority may not issue certificates for this name'],
  [/path length|chain too long/i, 'its chain is longer than an authority in it allows'],
];
const unfitCodes: ReadonlySet<string> = new Set([
  'UNSPECIFIED',
  'PATH_LENGTH_EXCEEDED',
  'CERT_CHAIN_TOO_LONG',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
]);

/**
 * What an error of the network means. Never passes the error's text on.
 * @param about - `host:port` as a person wrote it
 */
export function fromNetworkError(error: unknown, about: string, signal: AbortSignal): Failure {
  if (signal.aborted) return failure('TimedOut', { about });
  for (const { code, message = '' } of chain(error)) {
    if (unfitCodes.has(code)) return unfitCertificate(about, message);
    if (ours.has(code)) return failure('InternalError', { fix: oursFix });
    const reason = codes[code];
    if (reason) return failure(reason, { about });
    if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
      return failure('UnexpectedReply', { about: `${about} does not speak TLS as expected` });
    }
    if (code.startsWith('HPE_')) return failure('UnexpectedReply', { about: `${about} does not speak HTTP` });
  }
  return failure('ServiceUnavailable', { about });
}

/** The text is OpenSSL's own: nothing in it comes from the server. */
function unfitCertificate(host: string, text: string): Failure {
  const flaw = unfit.find(([pattern]) => pattern.test(text))?.[1] ?? 'it breaks the rules for certificates';
  return failure('CertificateUntrusted', {
    about: `${host}, ${flaw}`,
    fix: 'Have a new one issued for the server: neither `spec.tls.caRef` nor `spec.tls.serverName` helps.',
  });
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
