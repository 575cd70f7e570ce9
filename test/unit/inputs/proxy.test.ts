import { describe, expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import { manifestObjects } from '../../../src/inputs/objects.ts';
import { readProxy } from '../../../src/inputs/proxy.ts';

const connection = { metadata: {}, spec: { platform: 'webdav', proxyRef: { name: 'corp-proxy' } } } as Connection;

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
  ['Winter\u200b2026', 'contains an invisible character (U+200B)'],
  ['{"username":"svc","password":"Winter2026"}', 'is a JSON file'],
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

describe('a Secret that is not for this proxy is not shown to it', () => {
  const account = { address: 'http://proxy.corp:3128', username: 'svc', password: 'canary-password' };
  const group = 'connection-operator.dev';
  const labelled = { metadata: { labels: { 'argocd.argoproj.io/secret-type': 'repository' } } };

  function kept(more: { type?: string; metadata?: object }) {
    const metadata = { name: 'corp-proxy', ...more.metadata };
    return readProxy(connection, manifestObjects([{ kind: 'Secret', ...more, metadata, stringData: account }]));
  }

  it.each<[string, { type?: string; metadata?: object }, string, RegExp]>([
    ['of the cluster by its type', { type: 'helm.sh/release.v1' }, 'SecretInvalid', /of type helm.sh\/release.v1/],
    ['of the cluster by a label', labelled, 'SecretInvalid', /with label argocd\.argoproj\.io\/secret-type/],
    [
      'for another host',
      { metadata: { annotations: { [`${group}/allowed-hosts`]: 'files.example.com' } } },
      'InvalidConfiguration',
      /annotation connection-operator.dev\/allowed-hosts does not have the proxy/,
    ],
    [
      'for another port',
      { metadata: { annotations: { [`${group}/allowed-hosts`]: 'proxy.corp:8080' } } },
      'InvalidConfiguration',
      /does not have the proxy/,
    ],
    [
      'for another platform',
      { metadata: { annotations: { [`${group}/allowed-platforms`]: 'box' } } },
      'InvalidConfiguration',
      /annotation connection-operator.dev\/allowed-platforms does not have webdav/,
    ],
  ])('%s', async (_name, more, reason, about) => {
    const found = await kept(more);

    expect(found).toMatchObject({ verdict: { reason, credential: 'NotSent', about: expect.stringMatching(about) } });
    expect(JSON.stringify(found)).not.toMatch(/canary|proxy\.corp/);
  });

  it.each([{ [`${group}/allowed-hosts`]: 'proxy.corp' }, { [`${group}/allowed-platforms`]: 'webdav' }])(
    'and to one that its owner names it is: %j',
    async (annotations) => {
      expect(await kept({ type: 'helm.sh/release.v1', metadata: { annotations } })).toEqual(account);
    },
  );
});
