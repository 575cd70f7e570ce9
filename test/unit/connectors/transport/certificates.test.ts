import 'reflect-metadata'; // what @peculiar/x509 wants to find
import { createServer } from 'node:https';
import * as x509 from '@peculiar/x509';
import { afterEach, expect, it } from '@jest/globals';
import { certificatesIn } from '../../../../src/connectors/transport/pem.ts';
import { send } from '../../../../src/connectors/transport/send.ts';
import { onLoopback } from '../../../../dev/loopback.ts';
import { keyOf, made, pem, type Made } from '../../../support/chains.ts';
import { testContext } from '../../../support/test-context.ts';

const host = 'dav.example.com';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** What is said of a server that shows this chain, by whoever trusts this authority; and what it was asked. */
async function judged(chain: Made[], ca: string) {
  let requests = 0;
  const [leaf] = chain;
  const key = await keyOf(leaf!);
  const options = { key, cert: chain.map(pem).join('\n'), ciphers: 'DEFAULT:@SECLEVEL=0' };
  const { port, stop } = await onLoopback(
    createServer(options, (_request, response) => {
      requests += 1;
      response.end('here');
    }),
  );
  closing.push(stop);
  const context = testContext({ ca, resolve: async () => [{ address: '127.0.0.1', port }] as never });
  const request = { method: 'GET', url: new URL(`https://${host}/`), headers: { authorization: 'Basic c2VjcmV0' } };
  const outcome = await send(request, { context, hosts: [host] });
  return { outcome, requests };
}

/** RFC 5280, 4.2.1.10: permitted, DNS, corp.local. */
const onlyCorpLocal = new x509.Extension('2.5.29.30', true, Buffer.from('3010a00e300c820a636f72702e6c6f63616c', 'hex'));

it.each<[string, () => Promise<[chain: Made[], ca: Made]>, string]>([
  [
    'a short key',
    async () => {
      const ca = await made('Corp', undefined);
      return [[await made('leaf', ca, { leaf: true, bits: 1024 })], ca];
    },
    'its key is too short',
  ],
  [
    'a signature by SHA-1',
    async () => {
      const ca = await made('Corp', undefined, { hash: 'SHA-1' });
      return [[await made('leaf', ca, { leaf: true, hash: 'SHA-1' })], ca];
    },
    'signed with a digest that is no longer safe',
  ],
  [
    'an authority with a short key',
    async () => {
      const ca = await made('Corp', undefined, { bits: 1024 });
      return [[await made('leaf', ca, { leaf: true })], ca];
    },
    'the key of an authority in its chain is too short',
  ],
  [
    'a name that its authority may not issue for',
    async () => {
      const ca = await made('Corp', undefined, { extensions: [onlyCorpLocal] });
      return [[await made('leaf', ca, { leaf: true })], ca];
    },
    'may not issue certificates for this name',
  ],
  [
    'a chain that is too long',
    async () => {
      const ca = await made('Corp', undefined, { pathLength: 0 });
      const between = await made('Between', ca);
      return [[await made('leaf', between, { leaf: true }), between], ca];
    },
    'longer than an authority in it allows',
  ],
])('a certificate with %s is refused for good, and nothing is sent', async (_, make, flaw) => {
  const [chain, ca] = await make();

  const { outcome, requests } = await judged(chain, pem(ca));

  expect(outcome).toMatchObject({
    reason: 'CertificateUntrusted',
    about: expect.stringContaining(flaw),
    fix: expect.stringContaining('Have a new one issued'),
  });
  expect(requests).toBe(0);
});

it('trusts an authority that is named alone, whoever issued it', async () => {
  const root = await made('Root', undefined);
  const between = await made('Between', root);

  const { outcome } = await judged([await made('leaf', between, { leaf: true })], pem(between));

  expect(outcome).toMatchObject({ status: 200, text: 'here' });
});

it('reads two certificates without a line end between them', async () => {
  const [one, two] = [await made('One', undefined), await made('Two', undefined)];
  const file = `${pem(one).trim()}${pem(two).trim()}`;

  expect(certificatesIn(file)?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  expect((await judged([await made('leaf', two, { leaf: true })], certificatesIn(file)!)).outcome).toMatchObject({
    status: 200,
  });
});

it.each([
  ['none', 'hello'],
  ['a damaged one', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
  ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----'],
])('takes %s for no certificate', (_, text) => {
  expect(certificatesIn(text)).toBeUndefined();
});
