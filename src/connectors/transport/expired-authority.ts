import { X509Certificate } from 'node:crypto';
import type { Failure } from '../failure.ts';
import { pemBlocks, pemOf } from './pem.ts';

/**
 * A certificate that has expired, by the one that is to blame: OpenSSL says the same where it is not the server's own but an
 * authority that `spec.tls.caRef` names, and nothing on the server mends that.
 */
export function byAuthority(failure: Failure, ca: string | undefined, now: number): Failure {
  if (failure.reason !== 'CertificateExpired' || ca === undefined) return failure;
  const authorities = pemBlocks(ca).map((block) => new X509Certificate(pemOf(block)));
  const ended = authorities.filter(({ validToDate }) => validToDate.getTime() <= now);
  if (ended.length === 0) return failure;
  if (ended.length < authorities.length) return { ...failure, fix: either };
  const about = `${failure.about ?? 'the server'}, an authority in \`spec.tls.caRef\` and not the server's own`;
  return {
    ...failure,
    about,
    fix: 'Set `spec.tls.caRef` to the authority that issues the certificate of the server now.',
  };
}

const either =
  'Have it renewed on the server, or replace the authority in `spec.tls.caRef`: some of those in it have expired too.';
