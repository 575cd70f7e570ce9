import { expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import { manifestObjects } from '../../../src/inputs/objects.ts';
import { readProxy } from '../../../src/inputs/proxy.ts';

const connection = { spec: { platform: 'webdav', proxyRef: { name: 'corp-proxy' } } } as Connection;

function read(stringData: Record<string, string>) {
  return readProxy(connection, manifestObjects([{ kind: 'Secret', metadata: { name: 'corp-proxy' }, stringData }]));
}

it('takes the account of a proxy as it is', async () => {
  const account = { address: 'http://proxy.corp:3128', username: 'svc', password: '$ecret' };

  expect(await read(account)).toEqual(account);
});

it.each([
  ['ENC[AES256_GCM,data:cDY3M3c=,iv:aXY=,tag:dGFn,type:str]', 'is still encrypted by SOPS'],
  ['{{ .Values.proxy.password }}', 'is a template'],
  ['changeme', 'is a placeholder'],
])('does not show a proxy what nobody filled in: %s', async (password, what) => {
  const found = await read({ address: 'http://proxy.corp:3128', username: 'svc', password });

  expect(found).toMatchObject({
    verdict: {
      reason: 'SecretInvalid',
      credential: 'NotSent',
      about: expect.stringContaining(`key \`password\` of Secret \`corp-proxy\` of spec.proxyRef ${what}`),
    },
  });
});
