import 'reflect-metadata'; // what @peculiar/x509 wants to find
import { webcrypto } from 'node:crypto';
import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { isIP, type Server } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import * as x509 from '@peculiar/x509';
import type { TestContext } from '../../src/connectors/index.ts';
import { onLoopback } from '../../dev/loopback.ts';

export type TlsFault = 'expired certificate' | 'future certificate' | 'wrong name' | 'unknown CA';

/** A server on this machine that has a certificate for whatever host it is asked as. */
export interface FakeTls {
  port: number;
  /** Sends every host here, and trusts the authority that made the certificates. */
  context: Pick<TestContext, 'resolve' | 'ca'>;
  stop(): Promise<void>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 24 * 3600 * 1000;

x509.cryptoProvider.set(webcrypto as never);

interface Authority {
  certificate: x509.X509Certificate;
  keys: webcrypto.CryptoKeyPair;
}

async function createAuthority(name: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(0),
    name: `CN=${name}`,
    signingAlgorithm: algorithm,
    keys,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
  });
  return { certificate, keys };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** A day around now (OpenSSL looks at the real clock), or one that is over. */
function validity(shiftDays: number): { notBefore: Date; notAfter: Date } {
  const middle = Date.now() + shiftDays * dayMs;
  return { notBefore: new Date(middle - dayMs), notAfter: new Date(middle + dayMs) };
}

function shiftOf(fault: TlsFault | undefined): number {
  if (fault === 'expired certificate') return -10;
  return fault === 'future certificate' ? 10 : 0;
}

const trusted = createAuthority('Test CA');
const leafKeys = newKeys();

/** A certificate for a host, for servers that read it from files. */
export async function pemFor(host: string, fault?: TlsFault): Promise<{ key: string; cert: string; ca: string }> {
  const issuer = fault === 'unknown CA' ? await createAuthority('Unknown CA') : await trusted;
  const keys = await leafKeys;
  const name = fault === 'wrong name' ? 'elsewhere.example.org' : host;
  const leaf = await x509.X509CertificateGenerator.create({
    ...validity(shiftOf(fault)),
    subject: `CN=${name}`,
    issuer: issuer.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: isIP(name) === 0 ? 'dns' : 'ip', value: name }])],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  const ca = (await trusted).certificate.toString('pem');
  return { key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), cert: leaf.toString('pem'), ca };
}

const issued = new Map<string, Promise<SecureContext>>();

/** Fakes of one host have one certificate: to make it takes longer than most cases. */
function certificateFor(host: string, fault: TlsFault | undefined): Promise<SecureContext> {
  const name = `${host} ${fault}`;
  const context = issued.get(name) ?? pemFor(host, fault).then(createSecureContext);
  issued.set(name, context);
  return context;
}

/** The same without TLS. */
export async function startPlain(listener: RequestListener): Promise<FakeTls> {
  return listening(createPlainServer(listener));
}

export async function startFakeTls(listener: RequestListener, fault?: TlsFault): Promise<FakeTls> {
  const server = createServer(
    {
      SNICallback(host, done) {
        certificateFor(host, fault).then((context) => done(null, context), done);
      },
    },
    listener,
  );
  return listening(server);
}

async function listening(server: Server): Promise<FakeTls> {
  const { host, port, stop } = await onLoopback(server);
  const ca = (await trusted).certificate.toString('pem');
  return { port, context: { resolve: () => Promise.resolve([{ address: host, port }]), ca }, stop };
}
