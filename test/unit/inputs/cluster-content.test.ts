import { describe, expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import { holdsTheClusters } from '../../../src/inputs/cluster-content.ts';

const connection = { metadata: {}, spec: { platform: 'http-endpoint', secretRef: { name: 'copied' } } } as Connection;

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', kid: 'k' })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** Of a Secret that somebody copied it to, and of the API server that gives out new ones. */
const legacy = jwt({
  iss: 'kubernetes/serviceaccount',
  'kubernetes.io/serviceaccount/namespace': 'kube-system',
  'kubernetes.io/serviceaccount/service-account.name': 'deployer',
  sub: 'system:serviceaccount:kube-system:deployer',
});
const bound = jwt({
  iss: 'https://kubernetes.default.svc.cluster.local',
  aud: ['https://kubernetes.default.svc.cluster.local'],
  'kubernetes.io': { namespace: 'kube-system', serviceaccount: { name: 'deployer', uid: 'u' } },
});

const yaml = `apiVersion: v1
clusters:
- cluster: { server: https://api.example.com }
  name: c
current-context: c
kind: Config
users:
- name: admin
  user: { token: canary }
`;
const json = JSON.stringify({ kind: 'Config', apiVersion: 'v1', clusters: [{ name: 'c' }], users: [{ name: 'u' }] });

function refused(value: string, annotations: Record<string, string> = {}) {
  const secret = { metadata: { uid: 's', resourceVersion: '1', annotations } };
  return holdsTheClusters(connection, secret, [
    ['user', 'scan'],
    ['token', value],
  ])?.verdict;
}

const held: [string, string][] = [
  ['a token of a ServiceAccount', legacy],
  ['a token of a ServiceAccount', bound],
  ['a token of a ServiceAccount', `Bearer ${bound}`],
  ['a token of a ServiceAccount', `\n ${legacy} \n`],
  ['a token of a ServiceAccount', JSON.stringify({ token: bound, more: 'x' })],
  ['a token of a ServiceAccount', `token: "${bound}"`],
  ['a kubeconfig', yaml],
  ['a kubeconfig', yaml.replaceAll('\n', '\r\n')],
  ['a kubeconfig', yaml.replace('kind: Config', `'kind':  "Config"`)],
  ['a kubeconfig', json],
  ['a kubeconfig', JSON.stringify(JSON.parse(json), null, 2)],
];

describe('what is the cluster’s own by what it is', () => {
  it.each(held)('is not sent: %s %#', (kind, value) => {
    expect(refused(value)).toMatchObject({
      reason: 'SecretInvalid',
      credential: 'NotSent',
      about: `spec.secretRef names Secret \`copied\`, in which \`token\` is ${kind} and not sent to a platform`,
    });
    expect(JSON.stringify(refused(value))).not.toMatch(/eyJ|canary/);
  });

  it.each(held)('is sent where its owner says so: %s %#', (_kind, value) => {
    expect(refused(value, { 'connection-operator.dev/allowed-platforms': 'http-endpoint' })).toBeUndefined();
  });
});

it.each([
  ['a token of another issuer', jwt({ iss: 'https://login.example.com', sub: 'system:serviceaccount:a:b' })],
  ['a token whose claims only mention it', jwt({ iss: 'kubernetes.io', note: 'kubernetes.io/serviceaccount/' })],
  ['a token that is cut off', legacy.slice(0, legacy.indexOf('.') + 20)],
  ['claims that are no object', `eyJ.${Buffer.from('"kubernetes.io"').toString('base64url')}.x`],
  ['claims that are no JSON', 'eyJhbGciOiJIUzI1NiJ9.####.x'],
  ['a password', 'kind:Config'],
  ['settings of something else', 'kind: Config\nusers: many\n'],
  ['many dots', '.'.repeat(10_000)],
])('%s is a credential like any other', (_name, value) => {
  expect(refused(value)).toBeUndefined();
});
