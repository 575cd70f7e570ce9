import 'reflect-metadata'; // what @peculiar/x509 wants to find
import { createHash, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { describe, expect, it } from '@jest/globals';
import { bindingToken, channelBinding } from '../../../../../src/connectors/auth/ntlm/channel-binding.ts';

x509.cryptoProvider.set(webcrypto as never);

/** Computed by another implementation (jborean93/ntlm-auth, tests/test_compute_response.py). */
it('makes the token that others make', () => {
  const hash = Buffer.from('E3CA49271E5089CC48CE82109F1324F41DBEDDC29A777410C738F7868C4FF405', 'hex');

  expect(bindingToken(hash).toString('hex')).toBe('6ea19df066da4622051f9c4f92c6df74');
});

describe('the hash is that of the certificate’s signature (RFC 5929, 4.1)', () => {
  const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };

  it.each([
    ['ECDSA with SHA-256', { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }, 'sha256'],
    ['ECDSA with SHA-384', { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' }, 'sha384'],
    ['RSA with SHA-1', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1', ...rsa }, 'sha256'],
    ['RSA with SHA-512', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512', ...rsa }, 'sha512'],
    ['RSASSA-PSS with SHA-384', { name: 'RSA-PSS', hash: 'SHA-384', saltLength: 48, ...rsa }, 'sha384'],
  ])('%s', async (_, algorithm, hash) => {
    const certificate = await certificateSignedWith(algorithm);

    expect(channelBinding(certificate)).toEqual(bindingToken(createHash(hash).update(certificate).digest()));
  });

  it('is not defined for Ed25519', async () => {
    expect(channelBinding(await certificateSignedWith({ name: 'Ed25519' }))).toBeUndefined();
  });
});

it.each([
  ['nothing', ''],
  ['no certificate', '3003020101'],
  ['a length that is too long', '30ff'],
])('binds to %s: not at all', (_, hex) => {
  expect(channelBinding(Buffer.from(hex, 'hex'))).toBeUndefined();
});

async function certificateSignedWith(algorithm: object & { name: string }): Promise<Buffer> {
  const keys = await webcrypto.subtle.generateKey(algorithm as never, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=sp.example.com',
    keys,
    signingAlgorithm: algorithm,
  });
  return Buffer.from(certificate.rawData);
}
