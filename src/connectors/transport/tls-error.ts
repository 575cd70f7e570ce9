import { failure, type Failure } from '../failure.ts';

const authority = 'Set `spec.tls.caRef` to the authority that issued it.';
const name =
  'Correct the host in the address, or set `spec.tls.serverName` to the name that the certificate is issued for.';
const chain = 'Set `spec.tls.caRef` to the authority that issued it, or have the server send its whole chain.';
const anew = 'Have a new one issued for the server: neither `spec.tls.caRef` nor `spec.tls.serverName` helps.';

interface Flaw {
  /** The rest of a sentence about the certificate. */
  what: string;
  fix: string;
}

const unlisted: Flaw = { what: 'its authority is not trusted here', fix: authority };
const incomplete: Flaw = { what: 'its authority is not trusted here, or its chain is incomplete', fix: chain };

/** Node's codes for a certificate that is not trusted. */
const flaws: Readonly<Record<string, Flaw>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: { what: 'it is issued for another name', fix: name },
  HOSTNAME_MISMATCH: { what: 'it is issued for another name', fix: name },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    what: 'it is signed by itself',
    fix: 'Set `spec.tls.caRef` to this certificate, or have one issued by an authority.',
  },
  SELF_SIGNED_CERT_IN_CHAIN: unlisted,
  CERT_UNTRUSTED: unlisted,
  UNABLE_TO_GET_ISSUER_CERT: incomplete,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: incomplete,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: incomplete,
  CERT_SIGNATURE_FAILURE: {
    what: 'it is not signed by the authority of that name in `spec.tls.caRef`',
    fix: 'An authority that was renewed has another key: set `spec.tls.caRef` to the one that issued it.',
  },
  CERT_REJECTED: { what: 'it is marked as not to be trusted', fix: anew },
  CERT_REVOKED: { what: 'it was revoked', fix: anew },
  INVALID_CA: { what: 'a certificate in its chain may not issue others', fix: anew },
  INVALID_PURPOSE: { what: 'it is not for servers (extended key usage)', fix: anew },
};

/**
 * What OpenSSL says of a certificate that no setting mends; Node.js has no code of its own for most of it.
 * @see https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
 */
const unfit: readonly [text: RegExp, what: string][] = [
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
 * What is wrong with the certificate that a server showed.
 * @param text - OpenSSL's own: nothing in it comes from the server
 */
export function certificateFailure(code: string, text: string, host: string): Failure | undefined {
  const flaw = unfitCodes.has(code)
    ? { what: unfit.find(([pattern]) => pattern.test(text))?.[1] ?? 'it breaks the rules for certificates', fix: anew }
    : flaws[code];
  return flaw && failure('CertificateUntrusted', { about: `${host}, ${flaw.what}`, fix: flaw.fix });
}

/** How a handshake ends that is not about the certificate of the server, by OpenSSL's names for it. */
const handshakes: readonly [code: RegExp, what: string, fix?: string][] = [
  [
    /ALERT_CERTIFICATE_REQUIRED$/,
    'asks for a client certificate',
    'Have the server take clients without a certificate.',
  ],
  [
    /(PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW)$/,
    'speaks TLS of versions before 1.2 only',
    'Enable TLS 1.2 or 1.3 on the server.',
  ],
  [
    /(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|RECORD_LAYER_FAILURE)$/,
    'does not speak TLS',
    'Check the port and the scheme of the address: the port may be one without TLS, or of another protocol.',
  ],
  [/ALERT_UNRECOGNIZED_NAME$/, 'has no certificate for this name', name],
  [
    /(HANDSHAKE_FAILURE|NO_SHARED_CIPHER|KEY_TOO_SMALL|LEGACY_RENEGOTIATION_DISABLED|WRONG_SIGNATURE_TYPE|INSUFFICIENT_SECURITY)$/,
    'offers no TLS settings that are still safe, or asks for a client certificate',
    'Enable TLS 1.2 or 1.3 with current ciphers on the server.',
  ],
];

/**
 * Why TLS did not begin.
 * @param text - of the error: EPROTO says in it alone what OpenSSL means
 */
export function handshakeFailure(code: string, text: string, host: string): Failure | undefined {
  if (code !== 'EPROTO' && !code.startsWith('ERR_SSL_') && !code.startsWith('ERR_TLS_')) return undefined;
  const said = code === 'EPROTO' ? (/SSL routines:[^:]{0,60}:([\w /]{1,60})/.exec(text)?.[1] ?? '') : code;
  const reason = said.replaceAll(' ', '_').toUpperCase();
  const [, what = 'does not speak TLS as expected', fix] = handshakes.find(([pattern]) => pattern.test(reason)) ?? [];
  return failure('UnexpectedReply', { about: `${host} ${what}`, ...(fix === undefined ? {} : { fix }) });
}
