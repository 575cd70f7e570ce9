import { X509Certificate } from 'node:crypto';
import { normalizePem, readPrivateKey } from '../../auth/private-key.ts';
import { failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { ClientCertificate } from '../../transport/agent.ts';

export interface Identity extends ClientCertificate {
  /** When the certificate ends. */
  notAfter: Date;
}

/** The certificate of the Secret and its key, or what is wrong with them; undefined where the method has none. */
export function identityOf({ method, secret }: Plan): Identity | Failure | undefined {
  if (method.name !== 'client-certificate') return undefined;
  const wrong = (about: string): Failure => failure('SecretInvalid', { about });
  const chain = normalizePem(secret['certificate'] ?? '');
  const certificate = readCertificate(chain);
  if (typeof certificate === 'string') return wrong(`certificate ${certificate}`);
  const key = readPrivateKey(secret['privateKey'] ?? '', secret['passphrase']);
  if (typeof key === 'string') return wrong(`privateKey ${key}`);
  if (!certificate.checkPrivateKey(key)) return wrong('privateKey does not belong to certificate');
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { certificate: chain, privateKey, notAfter: certificate.validToDate };
}

function readCertificate(pem: string): X509Certificate | string {
  if (pem.includes('PRIVATE KEY-----') && !pem.includes('BEGIN CERTIFICATE')) {
    return 'is a private key: the certificate is needed';
  }
  if (pem.includes('BEGIN CERTIFICATE REQUEST'))
    return 'is a request: the certificate that was issued for it is needed';
  if (!pem.includes('-----BEGIN CERTIFICATE-----'))
    return 'has no "-----BEGIN CERTIFICATE-----" line: paste the PEM file';
  try {
    return new X509Certificate(pem);
  } catch {
    return 'is damaged: paste the whole PEM file';
  }
}
