import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startControlPlane, type ControlPlane } from '../../dev/control-plane/control-plane.ts';
import { differences } from './support/differences.ts';
import { chart, manifestsIn, startHelm, type Helm, type Manifest } from './support/helm.ts';

/**
 * What the chart renders is what the API server keeps, with values that surprise and are allowed: nothing is refused,
 * warned of, dropped or written in another way, which a tool that compares would show for ever.
 */
let plane: ControlPlane;
let helm: Helm;
let folder: string;

/** Of the Prometheus operator, whose definitions are not here. */
const ofOthers = new Set(['ServiceMonitor', 'PodMonitor', 'PrometheusRule']);
const longest = 'a-name-of-forty-two-characters-and-no-more';
const pod = {
  tolerations: [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }],
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a', 'b'] }] }],
      },
    },
  },
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { a: 'b' } } },
  ],
  nodeSelector: { disk: 'ssd' },
  priorityClassName: 'system-cluster-critical',
  runtimeClassName: 'gvisor',
  imagePullSecrets: [{ name: 'registry' }, { name: 'mirror' }],
  hostAliases: [{ ip: '192.0.2.7', hostnames: ['files.example.com'] }],
  dnsConfig: { nameservers: ['192.0.2.53'], options: [{ name: 'ndots', value: '2' }] },
  extraEnv: [{ name: 'NODE_EXTRA_CA_CERTS', value: '/etc/ca/ca.pem' }],
  extraVolumes: [{ name: 'ca', configMap: { name: 'ca', items: [{ key: 'ca.pem', path: 'ca.pem' }] } }],
  extraVolumeMounts: [{ name: 'ca', mountPath: '/etc/ca', readOnly: true }],
  podSecurityContext: { supplementalGroups: [3000] },
  podAnnotations: { 'example.com/number': '7' },
  podLabels: { team: 'files' },
};
const scans = { name: 'scans', path: '/data/scans', volume: { persistentVolumeClaim: { claimName: 'scans' } } };
const names = Array.from({ length: 200 }, (_, index) => `secret-${index}`);

const rows: [string, object][] = [
  ['the default', {}],
  ['everything about the Pod', pod],
  ['three shards of three replicas', { shards: 3, replicas: 3 }],
  ['the longest name, thrice', { fullnameOverride: longest, shards: 3, replicas: 2, refreshTokens: { store: true } }],
  ['another name of the chart', { nameOverride: 'probe' }],
  ['another namespace', { namespaceOverride: 'elsewhere', replicas: 2, secrets: { namespaces: ['team-a'] } }],
  ['200 named Secrets in two namespaces', { namespaces: ['team-a', 'team-b'], secrets: { names } }],
  [
    'no right in the cluster',
    {
      namespaces: ['team-a'],
      platforms: { read: false, publish: false },
      crds: { install: false },
      policies: { connections: { enabled: false } },
      rbac: { aggregate: { enabled: false } },
    },
  ],
  ['Secrets of the whole cluster, and its tokens', { secrets: { cluster: true }, refreshTokens: { store: true } }],
  [
    'ServiceAccounts that sign in',
    { workloadIdentity: { enabled: true, serviceAccounts: ['bot'], namespaces: ['team-a', 'team-b'] } },
  ],
  ['a directory, and the user of the cluster', { localFilesystem: { roots: [scans] }, runAsUser: null }],
  [
    'labels and annotations of everything',
    { commonLabels: { team: 'files', empty: '' }, commonAnnotations: { 'argocd.argoproj.io/sync-wave': '-1' } },
  ],
  ['resources in other words', { resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '1Gi' } } }],
  [
    'somebody who may scrape, and a ServiceAccount of others',
    {
      networkPolicy: { metricsFrom: [{ namespaceSelector: { matchLabels: { name: 'monitoring' } } }] },
      serviceAccount: { create: false, name: 'own' },
      egress: { allow: ['127.0.0.1'], clusterRanges: ['10.96.0.0/12', 'fd00::/108'] },
    },
  ],
];

beforeAll(async () => {
  plane = await startControlPlane({ log: (line) => process.stderr.write(`${line}\n`) });
  helm = await startHelm();
  folder = await mkdtemp(join(tmpdir(), 'values-'));
  const restricted = ['enforce', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']);
  const labels = Object.fromEntries(restricted) as object;
  const namespaces = ['ops', 'elsewhere', 'team-a', 'team-b'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels },
  }));
  await kubectl(['apply', '-f', '-'], namespaces);
  const priority = {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'gvisor' },
    handler: 'runsc',
  };
  await kubectl(['apply', '-f', '-'], [priority]);
}, 600_000);

afterAll(async () => {
  await helm?.end();
  await plane?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

async function kubectl(args: string[], items: readonly object[]): Promise<{ stdout: string; stderr: string }> {
  const list = { apiVersion: 'v1', kind: 'List', items };
  const { code, stdout, stderr } = await plane.kubectl(args, { input: JSON.stringify(list) });
  if (code !== 0) throw new Error(stderr);
  return { stdout, stderr };
}

async function rendered(values: object): Promise<Manifest[]> {
  const path = join(folder, 'values.json');
  await writeFile(path, JSON.stringify(values));
  const text = await helm.ok('template', 'trial', chart, '--namespace', 'ops', '--values', path);
  return manifestsIn(text).filter(({ kind }) => !ofOthers.has(kind));
}

const dryRun = ['apply', '--server-side', '--dry-run=server', '--validate=strict', '-o', 'json', '-f', '-'];

describe.each(rows)('%s', (_name, values) => {
  it('is kept as it is rendered, without a warning', async () => {
    const objects = await rendered(values);
    const { stdout, stderr } = await kubectl(dryRun, objects);
    const { items } = JSON.parse(stdout) as { items: Manifest[] };
    const kept = new Map(items.map((object) => [naming(object), object]));

    expect(stderr).toBe('');
    expect(kept.size).toBe(objects.length);
    expect(objects.flatMap((object) => differences(object, kept.get(naming(object)), naming(object)))).toEqual([]);
  });

  it('has Pods that a namespace takes which allows no more than the restricted ones', async () => {
    const deployments = (await rendered(values)).filter(({ kind }) => kind === 'Deployment') as unknown as {
      metadata: { name: string; namespace: string };
      spec: { template: { spec: object } };
    }[];
    const pods = deployments.map(({ metadata, spec: { template } }) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: template.spec,
    }));

    expect(pods.length).toBeGreaterThan(0);
    await kubectl(dryRun, pods);
  });
});

it('would be seen if it were kept in another way', async () => {
  const deploymentOf = async (values: object) => (await rendered(values)).find(({ kind }) => kind === 'Deployment');
  const deployment = await deploymentOf({});
  const kept = await deploymentOf({ concurrency: 5, imagePullSecrets: [{ name: 'registry' }] });

  expect(differences(deployment, kept, 'it')).toEqual([expect.stringContaining('--concurrency=400')]);
  expect(differences(kept, deployment, 'it')).toHaveLength(2);
});

function naming({ kind, metadata: { namespace = '', name } }: Manifest): string {
  return `${kind} ${namespace}/${name}`;
}
