import { describe, expect, it } from '@jest/globals';
import { messageOf } from '../../../src/api/reasons.ts';
import type { Connection } from '../../../src/api/resources.ts';
import { coversHost, planConnection, registry } from '../../../src/connectors/index.ts';
import { ofTheCluster } from '../../../src/inputs/cluster-secrets.ts';
import { consentText, notConsented } from '../../../src/inputs/consent.ts';
import { digestOf } from '../../../src/inputs/digest.ts';
import { secretBytes, testNow } from '../../support/test-context.ts';

const allowedHosts = 'connection-operator.dev/allowed-hosts';
const allowedPlatforms = 'connection-operator.dev/allowed-platforms';
const url = 'https://dav.example.com/finance';
const values = { username: 'svc', password: 'canary-password' };

function secretOf(annotations: Record<string, string>, more: object = {}) {
  return { metadata: { uid: 's', resourceVersion: '1', annotations }, ...more };
}

function connectionOf(spec: Partial<Connection['spec']>): Connection {
  const metadata = { name: 'c', namespace: 'ns', uid: 'u', resourceVersion: '1' };
  return { metadata, spec: { platform: 'webdav', config: { url }, secretRef: { name: 'dav' }, ...spec } };
}

interface Case {
  annotations?: Record<string, string>;
  spec?: Partial<Connection['spec']>;
  secret?: Record<string, string>;
  proxy?: string;
  required?: boolean;
}

function asked({ annotations = {}, spec = {}, secret = values, proxy, required = false }: Case) {
  const connection = connectionOf(spec);
  const platform = registry.get(connection.spec.platform)!;
  const planned = planConnection({ ...connection.spec, platform, secret: secretBytes(secret), now: testNow });
  if ('verdict' in planned) throw new Error(planned.verdict.about);
  const sending = { plan: planned.plan, proxy: proxy === undefined ? undefined : { address: proxy } };
  return notConsented(connection, secretOf(annotations), sending, required)?.verdict;
}

const github = { platform: 'github', config: {} };
const githubSecret = { token: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' };
const slack = { spec: { platform: 'slack', config: {} }, secret: { botToken: 'xoxb-1-2-canary' } };
const proxyRef = { name: 'p' };

describe('a Secret goes where its owner lets it', () => {
  it.each<[string, Case]>([
    ['nothing is said, and nothing has to be', {}],
    ['the host', { annotations: { [allowedHosts]: 'dav.example.com' } }],
    ['the host with its port, among others', { annotations: { [allowedHosts]: 'a.example, dav.example.com:443' } }],
    ['a suffix', { annotations: { [allowedHosts]: '*.example.com' } }],
    ['the platform', { annotations: { [allowedPlatforms]: 'box, webdav' } }],
    ['both', { annotations: { [allowedPlatforms]: 'webdav', [allowedHosts]: 'dav.example.com' } }],
    ['a platform without a free host, where consent is required', { ...slack, required: true }],
    ['the host, where consent is required', { annotations: { [allowedHosts]: 'dav.example.com' }, required: true }],
    [
      'a proxy that is allowed',
      { annotations: { [allowedHosts]: 'dav.example.com,proxy.example' }, proxy: 'http://proxy.example:3128' },
    ],
    ['any proxy to a platform', { annotations: { [allowedPlatforms]: 'webdav' }, proxy: 'http://proxy.example:3128' }],
  ])('%s', (_name, one) => {
    expect(asked(one)).toBeUndefined();
  });

  it.each<[string, Case, string]>([
    ['another host', { annotations: { [allowedHosts]: 'files.example.com' } }, 'dav.example.com:443, which annotation'],
    ['another port', { annotations: { [allowedHosts]: 'dav.example.com:8443' } }, `annotation ${allowedHosts}`],
    ['a part of a name', { annotations: { [allowedHosts]: '*.ple.com,example.com' } }, allowedHosts],
    ['nothing at all', { annotations: { [allowedHosts]: ' ' } }, allowedHosts],
    [
      'one of several hosts',
      {
        annotations: { [allowedHosts]: 'api.github.com' },
        spec: { ...github, config: { apiUrl: 'https://ghe.evil.example/api/v3' } },
        secret: githubSecret,
      },
      'ghe.evil.example:443',
    ],
    [
      'another platform',
      { annotations: { [allowedPlatforms]: 'web,dav' } },
      `is webdav, which annotation ${allowedPlatforms}`,
    ],
    [
      'the host of another platform',
      { annotations: { [allowedPlatforms]: 'box', [allowedHosts]: 'dav.example.com' } },
      allowedPlatforms,
    ],
    [
      'nothing is said, and something has to be',
      { required: true },
      `without annotation ${allowedHosts}, which is required for webdav`,
    ],
    [
      'a host that a platform alone does not name, where consent is required',
      { annotations: { [allowedPlatforms]: 'webdav' }, required: true },
      `without annotation ${allowedHosts}, which is required for webdav`,
    ],
    [
      'a proxy',
      { annotations: { [allowedHosts]: 'dav.example.com' }, proxy: 'http://proxy.example:3128' },
      'spec.proxyRef',
    ],
    [
      'a proxy that is trusted with a certificate of its own',
      {
        annotations: { [allowedPlatforms]: 'webdav' },
        proxy: 'http://p:1',
        spec: { proxyRef, tls: { caRef: { name: 'ca' } } },
      },
      'spec.proxyRef',
    ],
    [
      'a proxy that is trusted by another name',
      {
        annotations: { [allowedPlatforms]: 'webdav' },
        proxy: 'http://p:1',
        spec: { proxyRef, tls: { serverName: 'evil' } },
      },
      'spec.proxyRef',
    ],
  ])('and nowhere else: %s', (_name, one, about) => {
    const verdict = asked(one);

    expect(verdict).toMatchObject({
      reason: 'InvalidConfiguration',
      credential: 'NotSent',
      problems: [{ kind: 'invalid' }],
    });
    const message = messageOf('InvalidConfiguration', verdict);
    expect(message).toContain(about);
    expect(message).toMatch(/The owner of the Secret has to allow it\. Nothing was sent\.$/);
  });

  it('names no host that a file of the Secret has', () => {
    const secret = { connectionString: `AccountName=canaryaccount;AccountKey=${Buffer.alloc(64).toString('base64')}` };
    const spec = { platform: 'azure-blob', config: {} };

    const verdict = asked({ annotations: { [allowedHosts]: 'x.example' }, spec, secret });

    expect(verdict?.about).toContain('one of its hosts');
    expect(JSON.stringify(verdict)).not.toContain('canaryaccount');
  });
});

it.each([
  ['files.corp', 'files.corp:22', true],
  ['FILES.corp', 'files.corp', true],
  ['files.corp:22', 'files.corp:22', true],
  ['files.corp:22', 'files.corp', false],
  ['files.corp:22', 'files.corp:222', false],
  ['files.corp', 'files.corp.evil', false],
  ['*.corp', 'a.b.corp:443', true],
  ['*.corp', '*.b.corp', true],
  ['*.corp', '*.corp', true],
  ['*.corp', 'corp', false],
  ['*.corp', 'evilcorp', false],
  ['a.corp', '*.corp', false],
  ['*', 'files.corp', false],
  ['', 'files.corp', false],
  ['', ':22', false],
  ['10.0.0.1', '10.0.0.1:445', true],
  ['fd00::1', 'fd00::1:22', false],
  ['[fd00::1]', '[fd00::1]:443', true],
])('%j covers %j: %s', (allowed, host, covers) => {
  expect(coversHost(allowed, host)).toBe(covers);
});

it('a change of consent is a change of the Secret', () => {
  const bytes = secretBytes(values);
  const of = (annotations: Record<string, string>) => digestOf(bytes, consentText(secretOf(annotations)));

  expect(of({ other: '1' })).toBe(of({}));
  const all = [of({}), of({ [allowedHosts]: '' }), of({ [allowedHosts]: 'a' }), of({ [allowedPlatforms]: 'a' })];
  expect(new Set(all).size).toBe(4);
});

describe('Secrets of the cluster itself', () => {
  const connection = connectionOf({});
  const types = [
    'kubernetes.io/service-account-token',
    'bootstrap.kubernetes.io/token',
    'helm.sh/release.v1',
    'kubernetes.io/tls',
    'kubernetes.io/dockercfg',
    'kubernetes.io/dockerconfigjson',
    'cluster.x-k8s.io/secret',
    'addons.cluster.x-k8s.io/resource-set',
    'fleet.cattle.io/bundle-deployment/v1alpha1',
    'fleet.cattle.io/bundle-values/v1alpha1',
    'rke.cattle.io/cluster-state',
    'rke.cattle.io/machine-plan',
    'istio.io/ca-root',
    'istio.io/key-and-cert',
    'connection-operator.dev/refresh-token',
    'connection-operator.dev/attempts-key',
  ];

  it.each(types)('%s is refused by its type', (type) => {
    const verdict = ofTheCluster(connection, secretOf({}, { type }))?.verdict;

    expect(verdict).toMatchObject({
      reason: 'SecretInvalid',
      credential: 'NotSent',
      problems: [{ at: 'spec.secretRef' }],
    });
    expect(verdict?.about).toContain(`Secret \`dav\` of type ${type}, which is`);
  });

  it.each(types)('%s may be sent where its owner says so', (type) => {
    expect(ofTheCluster(connection, secretOf({ [allowedPlatforms]: 'webdav' }, { type }))).toBeUndefined();
  });

  it.each([undefined, 'Opaque', 'kubernetes.io/basic-auth', 'constructor', 'toString'])('%s is not one', (type) => {
    expect(ofTheCluster(connection, secretOf({}, { type }))).toBeUndefined();
  });

  it.each(['argocd.argoproj.io/secret-type', 'istio/multiCluster'])('is refused by its label %s', (label) => {
    const labelled = (annotations: object) => {
      const secret = secretOf({ ...annotations });
      return { ...secret, metadata: { ...secret.metadata, labels: { [label]: 'true' } } };
    };

    expect(ofTheCluster(connection, labelled({}))?.verdict.about).toContain(`with label ${label}, which is`);
    expect(ofTheCluster(connection, labelled({ [allowedPlatforms]: 'webdav' }))).toBeUndefined();
  });

  it('a refresh token is refused to others than its own Connection', () => {
    const type = 'connection-operator.dev/refresh-token';
    const owned = (uid: string) => ({ type, metadata: { ...secretOf({}).metadata, ownerReferences: [{ uid }] } });

    expect(ofTheCluster(connection, secretOf({}, owned('u')))).toBeUndefined();
    expect(ofTheCluster(connection, secretOf({}, owned('another')))).toBeDefined();
  });
});
