import 'reflect-metadata'; // what @peculiar/x509 wants to find
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as never);

export interface Issued {
  /** PEM */
  certificate: string;
  /** PEM, PKCS#8 */
  privateKey: string;
}

export interface Authority {
  /** PEM */
  certificate: string;
  /** A certificate for names and addresses of a server, or for the one name of a client; `ended` a month ago. */
  issue(names: readonly string[], options?: { ended?: boolean }): Promise<Issued>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 24 * 3600 * 1000;

/** An authority that nobody trusts by default. Its certificates are good for three months until after now: OpenSSL looks at the real clock, tests at their own. */
export async function createAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(false),
    name: `CN=${name}`,
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  return {
    certificate: root.toString('pem'),
    async issue(names, { ended = false } = {}) {
      const own = await newKeys();
      const alternatives = names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value }));
      const leaf = await x509.X509CertificateGenerator.create({
        ...validity(ended),
        subject: `CN=${names[0] ?? ''}`,
        issuer: root.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        extensions: [new x509.SubjectAlternativeNameExtension(alternatives)],
      });
      const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', own.privateKey);
      return { certificate: leaf.toString('pem'), privateKey: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
    },
  };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function validity(ended: boolean): { notBefore: Date; notAfter: Date } {
  const end = Date.now() + (ended ? -30 : 3) * dayMs;
  return { notBefore: new Date(end - 90 * dayMs), notAfter: new Date(end) };
}
