import 'reflect-metadata'; // what @peculiar/x509 wants to find
import { createHash, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as never);

export interface KeyAndCertificate {
  /** PEM */
  privateKey: string;
  /** PEM */
  certificate: string;
  /** base64url of the SHA-256 thumbprint, as in the header x5t#S256. */
  thumbprint: string;
  publicKey: webcrypto.CryptoKey;
}

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

/** An RSA key with a certificate of its own signature. */
export async function certificateUntil(notAfter: Date): Promise<KeyAndCertificate> {
  const keys = await webcrypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=migration',
    notBefore: new Date(notAfter.getTime() - 365 * 24 * 3600 * 1000),
    notAfter,
    signingAlgorithm: rsa,
    keys,
  });
  return {
    privateKey: x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'),
    certificate: certificate.toString('pem'),
    thumbprint: createHash('sha256').update(Buffer.from(certificate.rawData)).digest('base64url'),
    publicKey: keys.publicKey,
  };
}
