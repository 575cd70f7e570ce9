import 'reflect-metadata'; // what @peculiar/x509 wants to find
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as never);

/** A certificate of any quality, with its keys. */
export interface Made {
  certificate: x509.X509Certificate;
  keys: webcrypto.CryptoKeyPair;
}

interface Wanted {
  bits?: number;
  hash?: string;
  /** Of an authority: how many may stand below it. */
  pathLength?: number;
  /** Of a server; else of an authority. */
  leaf?: boolean;
  names?: string[];
  days?: [from: number, to: number];
  extensions?: x509.Extension[];
}

/** OpenSSL looks at the real clock. */
const within = ([from, to]: [number, number]) => ({
  notBefore: new Date(Date.now() + from * 864e5),
  notAfter: new Date(Date.now() + to * 864e5),
});

/** RSA where its length or hash matters: an elliptic key is made in a thousandth of the time. */
function keysFor({ bits, hash }: Wanted): Promise<webcrypto.CryptoKeyPair> {
  const rsa = { name: 'RSASSA-PKCS1-v1_5', publicExponent: new Uint8Array([1, 0, 1]) };
  const isRsa = bits !== undefined || hash !== undefined;
  const algorithm = isRsa
    ? { ...rsa, hash: hash ?? 'SHA-256', modulusLength: bits ?? 2048 }
    : { name: 'ECDSA', namedCurve: 'P-256' };
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** Makes a certificate, signed by itself if nobody else is given. */
export async function made(name: string, by: Made | undefined, wanted: Wanted = {}): Promise<Made> {
  const { hash = 'SHA-256', pathLength, leaf = false, extensions = [] } = wanted;
  const { names = ['dav.example.com'], days = [-1, 1] } = wanted;
  const keys = await keysFor(wanted);
  const signingKey = (by?.keys ?? keys).privateKey;
  const certificate = await x509.X509CertificateGenerator.create({
    ...within(days),
    subject: `CN=${name}`,
    issuer: by?.certificate.subject ?? `CN=${name}`,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: { name: signingKey.algorithm.name, hash },
    extensions: [
      leaf
        ? new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value })))
        : new x509.BasicConstraintsExtension(true, pathLength, true),
      ...extensions,
    ],
  });
  return { certificate, keys };
}

/** The private key of a certificate, as PEM. */
export async function keyOf({ keys }: Made): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
}

export const pem = ({ certificate }: Made) => certificate.toString('pem');
