import 'reflect-metadata'; // what @peculiar/x509 wants to find
import { createPrivateKey, generateKeyPairSync, randomBytes, webcrypto } from 'node:crypto';
import { createServer, type TlsOptions } from 'node:tls';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as x509 from '@peculiar/x509';
import { onLoopback, type Loopback } from '../../dev/loopback.ts';
import { registry, type Platform, type TestContext } from '../../src/connectors/index.ts';
import { scriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { createAuthority } from '../support/certificates.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { strainOf, told } from '../support/strain.ts';
import { testContext } from '../support/test-context.ts';

const scripted: Platform = { name: 'scripted', spec: scriptedPlatform };
const secret = { username: 'u', password: 'p' };

let server: Loopback;
let ca = '';
beforeAll(async () => {
  x509.cryptoProvider.set(webcrypto as never);
  ca = (await createAuthority('own')).certificate;
  const options: TlsOptions = {
    ...(await rsaCertificate()),
    dhparam: oddNumber(9999),
    ciphers: 'DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-SHA256',
    maxVersion: 'TLSv1.2',
  };
  server = await onLoopback(createServer(options, (socket) => void socket.on('error', () => {}).end()));
});
afterAll(() => server.stop());

/** Each place where the operator begins TLS with somebody that it does not know yet. */
const places: Record<string, (port: number) => Parameters<typeof planAndTest>> = {
  'a platform': (port) => http(`https://127.0.0.1:${port}`),
  'a platform with an authority of its own': (port) => http(`https://127.0.0.1:${port}`, { ca }),
  'a proxy for https': (port) => http('https://93.184.216.34', byProxy(port)),
  'a proxy for http': (port) => http('http://93.184.216.34', byProxy(port)),
  'FTPS, implicit': (port) => ftps(port),
  'FTPS with a certificate of its own': (port) => ftps(port, { ca }),
};

/** OpenSSL takes any number of up to 10,000 bits for a prime, and a server need not have shown a certificate by then. */
it.each(Object.entries(places))('%s that chooses a prime of 9,999 bits keeps nobody waiting', async (place, asked) => {
  const found = await strainOf(() => planAndTest(...asked(server.port)));

  process.stderr.write(`${place}: ${told(found)}\n`);
  expect(found.result).toMatchObject({ reason: expect.stringMatching(/^(UnexpectedReply|ProxyFailed)$/) });
  expect(found.pauseMs).toBeLessThan(400);
});

/**
 * OpenSSL verifies the whole chain in one go, also one that leads to nobody, and no setting of it allows fewer certificates
 * than fit into 100 KB. SECURITY.md says what that may take.
 */
it('a chain of 60 certificates with exponents as long as their keys takes no more than is said', async () => {
  const chain = await startChain(60);

  const found = await strainOf(() => planAndTest(...http(`https://127.0.0.1:${chain.port}`)));

  await chain.stop();
  process.stderr.write(`60 certificates: ${told(found)}\n`);
  expect(found.result).toMatchObject({ reason: 'CertificateUntrusted' });
  expect(found.pauseMs).toBeLessThan(2000);
});

async function startChain(length: number): Promise<Loopback> {
  const keys = longExponent();
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const signingKey = await webcrypto.subtle.importKey('jwk', keys, algorithm, true, ['sign']);
  const publicKey = await webcrypto.subtle.importKey('jwk', { kty: 'RSA', n: keys.n, e: keys.e }, algorithm, true, [
    'verify',
  ]);
  const certificates = Array.from({ length }, (_, n) =>
    x509.X509CertificateGenerator.create({
      subject: `CN=${n}`,
      issuer: `CN=${n + 1}`,
      publicKey,
      signingKey,
      signingAlgorithm: algorithm,
      extensions: [new x509.BasicConstraintsExtension(n > 0)],
    }),
  );
  const cert = (await Promise.all(certificates)).map((one) => one.toString('pem')).join('\n');
  const key = createPrivateKey({ key: keys, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' });
  return onLoopback(createServer({ cert, key }, (socket) => void socket.on('error', () => {}).end()));
}

/** The exponents change places, so that it is to verify what takes long. OpenSSL refuses that above 3,072 bits. */
function longExponent() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const { n, e, d, p, q, qi } = privateKey.export({ format: 'jwk' }) as Record<string, string>;
  return { kty: 'RSA', n: n!, e: d!, d: e!, p: p!, q: q!, dp: e!, dq: e!, qi: qi! };
}

function http(url: string, more: Partial<TestContext> = {}): Parameters<typeof planAndTest> {
  return [{ platform: scripted, config: { url }, secret }, testContext(more)];
}

function ftps(port: number, more: Partial<TestContext> = {}): Parameters<typeof planAndTest> {
  const config = { host: '127.0.0.1', port, tls: 'implicit' };
  return [{ platform: registry.get('ftps')!, config, secret }, testContext(more)];
}

function byProxy(port: number): Partial<TestContext> {
  return { proxy: { address: `https://127.0.0.1:${port}` } };
}

async function rsaCertificate(): Promise<{ key: string; cert: string }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=127.0.0.1',
    signingAlgorithm: algorithm,
    keys,
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), cert: own.toString('pem') };
}

/** PKCS#3: a sequence of the number and 2. */
function oddNumber(bits: number): string {
  const number = randomBytes(Math.ceil(bits / 8));
  number[0] = 1 << ((bits - 1) % 8);
  number[number.length - 1]! |= 1;
  const inner = Buffer.concat([lengthened(0x02, number), Buffer.from([0x02, 0x01, 0x02])]);
  return x509.PemConverter.encode(new Uint8Array(lengthened(0x30, inner)), 'DH PARAMETERS');
}

function lengthened(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x82, content.length >> 8, content.length & 0xff]), content]);
}
