import { expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import { readCa } from '../../../src/inputs/certificates.ts';
import type { ObjectSource } from '../../../src/inputs/objects.ts';
import { createAuthority } from '../../support/certificates.ts';

const connection = { spec: { platform: 'webdav', tls: { caRef: { name: 'corp-ca' } } } } as Connection;
const { certificate } = await createAuthority('corp');

function read(pem: string) {
  const data = { 'ca.crt': pem };
  const get = async () => ({ metadata: { uid: 'u', resourceVersion: '1' }, data });
  return readCa(connection, { namespace: 'team', get } as unknown as ObjectSource);
}

it('takes as many authorities as there are in public, and twice that', async () => {
  const found = await read(`${certificate}\n`.repeat(300));

  expect(String(found).split('-----BEGIN CERTIFICATE-----')).toHaveLength(301);
});

it.each([
  ['more than 300 certificates', certificate.repeat(301)],
  ['more than 300 certificates', '-----BEGIN CERTIFICATE-----\n'.repeat(400)],
  ['more than 320 KiB', 'a'.repeat(320 * 1024 + 1)],
])('refuses %s, without reading one', async (what, pem) => {
  const before = process.threadCpuUsage();
  const found = await read(pem);
  const { user, system } = process.threadCpuUsage(before);

  expect(found).toMatchObject({ verdict: { about: expect.stringContaining(what) } });
  expect((user + system) / 1000).toBeLessThan(50);
});
