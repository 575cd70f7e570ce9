import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { egressPolicy } from '../../src/connectors/index.ts';
import { readSettings } from '../../src/settings.ts';
import { chart, manifestsIn, startHelm, type Helm, type Manifest } from './support/helm.ts';

interface Container {
  image: string;
  args: string[];
  securityContext: object;
  volumeMounts?: object[];
  livenessProbe: object;
  readinessProbe: object;
}

let helm: Helm;

beforeAll(async () => {
  helm = await startHelm();
}, 600_000);

afterAll(() => helm?.end());

function podOf(manifests: Manifest[]) {
  const deployment = manifests.find(({ kind }) => kind === 'Deployment') as unknown as {
    spec: {
      replicas: number;
      strategy: object;
      template: { spec: { containers: [Container] } & Record<string, unknown> };
    };
  };
  const pod = deployment.spec.template.spec;
  return { ...deployment.spec, pod, container: pod.containers[0] };
}

it('passes lint without a warning', async () => {
  const { code, text } = await helm.run('lint', '--strict', chart);

  expect(text).toContain('0 chart(s) failed');
  expect(code).toBe(0);
});

it('has the version of the package', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };

  expect(await helm.ok('show', 'chart', chart)).toContain(`appVersion: ${version}`);
});

describe('what the pod may do', () => {
  it('runs as nobody, on a root that cannot be written, without capabilities', async () => {
    const { pod, container } = podOf(await helm.render());

    expect(pod['securityContext']).toEqual({
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('is one replica that ends before the next one starts, with time to finish its tests', async () => {
    const { replicas, strategy, pod } = podOf(await helm.render());

    expect({ replicas, strategy, grace: pod['terminationGracePeriodSeconds'] }).toEqual({
      replicas: 1,
      strategy: { type: 'Recreate' },
      grace: 30,
    });
  });

  it('is several replicas on demand, of which one tests', async () => {
    const manifests = await helm.render('replicas=2');
    const { replicas, strategy, pod, container } = podOf(manifests);

    expect([replicas, (strategy as { type: string }).type]).toEqual([2, 'RollingUpdate']);
    expect(readSettings(container.args, {})).toMatchObject({
      leaderElect: true,
      lease: { name: 'trial-connection-operator', namespace: undefined },
    });
    expect(pod['topologySpreadConstraints']).toBeDefined();
    expect(manifests.filter(({ kind }) => kind === 'PodDisruptionBudget')).toHaveLength(1);
    expect((await helm.render()).filter(({ kind }) => kind === 'PodDisruptionBudget')).toEqual([]);
  });

  it('is one Deployment for each shard, with its own selector, Lease and budget', async () => {
    const manifests = await helm.render('shards=2', 'replicas=2');
    const deployments = manifests.filter(({ kind }) => kind === 'Deployment');
    const leases = deployments
      .map((one) => readSettings(podOf([one]).container.args, {}))
      .map(({ lease }) => lease.name);
    const leader = manifests.find(({ kind, metadata }) => kind === 'Role' && metadata.name.endsWith('-leader'));

    expect(leases).toEqual(['trial-connection-operator-0', 'trial-connection-operator-1']);
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual(leases);
    expect(JSON.stringify(leader)).toContain(JSON.stringify(leases));
    for (const kind of ['Deployment', 'PodDisruptionBudget']) {
      const selectors = manifests.filter((one) => one.kind === kind).map((one) => JSON.stringify(one['spec']));
      expect(selectors.map((spec) => /"connection-operator.dev\/shard":"(\d)"/.exec(spec)?.[1])).toEqual(['0', '1']);
    }
  });

  it('is asked for its health where the operator tells it', async () => {
    const { container } = podOf(await helm.render());

    expect(container.livenessProbe).toMatchObject({ httpGet: { path: '/livez', port: 'health' } });
    expect(container.readinessProbe).toMatchObject({ httpGet: { path: '/readyz', port: 'health' } });
  });
});

describe('flags', () => {
  it.each([
    {
      values: [],
      wanted: {
        namespaces: [],
        concurrency: 400,
        statusRefreshMs: 1_800_000,
        publishPlatforms: true,
        logLevel: 'info',
      },
    },
    {
      values: ['namespaces={a,b}', 'platforms.publish=false'],
      wanted: { namespaces: ['a', 'b'], publishPlatforms: false, workloadIdentity: false },
    },
    {
      values: ['concurrency=7', 'logLevel=debug', 'statusRefreshInterval=5m'],
      wanted: { concurrency: 7, logLevel: 'debug', statusRefreshMs: 300_000 },
    },
    {
      values: [
        'egress.allow={127.0.0.1,fd00::/8}',
        'egress.clusterRanges={10.96.0.0/12}',
        'egress.nat64Prefixes={64:ff9b:1::/96}',
      ],
      wanted: {
        egressAllow: ['127.0.0.1', 'fd00::/8'],
        clusterRanges: ['10.96.0.0/12'],
        nat64Prefixes: ['64:ff9b:1::/96'],
      },
    },
  ])('are understood by the operator: $values', async ({ values, wanted }) => {
    const { container } = podOf(await helm.render(...values));

    expect(readSettings(container.args, {})).toMatchObject(wanted);
  });
});

it.each([
  [[], []],
  [['consent.required=true'], ['--require-consent']],
  [['egress.nat64Prefixes={2001:db8:64::/96}'], ['--nat64-prefix=2001:db8:64::/96']],
])('with %j are also %j', async (values, flags) => {
  const { args } = podOf(await helm.render(...values)).container;

  expect(args.filter((arg) => /^--(require-consent|nat64-prefix)/.test(arg))).toEqual(flags);
});

describe('local directories', () => {
  const root = (index: number, name: string, ...more: string[]) =>
    [`name=${name}`, `path=/data/${name}`, ...more].map((value) => `localFilesystem.roots[${index}].${value}`);

  it('are none unless they are named', async () => {
    const { pod, container } = podOf(await helm.render());

    expect(readSettings(container.args, {}).localRoots).toEqual([]);
    expect([pod['volumes'], container.volumeMounts]).toEqual([undefined, undefined]);
  });

  it('are mounted, and named to the operator: read-only unless they say otherwise', async () => {
    const values = [
      ...root(0, 'scans', 'volume.persistentVolumeClaim.claimName=scans'),
      ...root(1, 'drop', 'volume.nfs.server=nas.example.com', 'volume.nfs.path=/srv/drop', 'readOnly=false'),
    ];

    const { pod, container } = podOf(await helm.render(...values));

    expect(readSettings(container.args, {}).localRoots).toEqual(['/data/scans', '/data/drop']);
    expect(pod['volumes']).toEqual([
      { name: 'scans', persistentVolumeClaim: { claimName: 'scans' } },
      { name: 'drop', nfs: { server: 'nas.example.com', path: '/srv/drop' } },
    ]);
    expect(container.volumeMounts).toEqual([
      { name: 'scans', mountPath: '/data/scans', readOnly: true },
      { name: 'drop', mountPath: '/data/drop', readOnly: false },
    ]);
  });
});

it('adds groups and sysctls to the security context of the pod, and nothing that widens it', async () => {
  const values = [
    'podSecurityContext.supplementalGroups={3000}',
    'podSecurityContext.sysctls[0].name=net.ipv4.ip_unprivileged_port_start',
    'podSecurityContext.sysctls[0].value=0',
  ];
  const set = values.flatMap((value) => [value.endsWith('=0') ? '--set-string' : '--set', value]);
  const text = await helm.ok('template', 'trial', chart, ...set);

  expect(podOf(manifestsIn(text)).pod['securityContext']).toMatchObject({
    runAsNonRoot: true,
    supplementalGroups: [3000],
    sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
  });
});

describe('the network', () => {
  it('lets scrapes in, and nothing out to the metadata of clouds', async () => {
    const policy = (await helm.render()).find(({ kind }) => kind === 'NetworkPolicy') as unknown as {
      spec: { ingress: { ports: object[] }[]; egress: { to: { ipBlock: { cidr: string; except: string[] } }[] }[] };
    };
    const kept = policy.spec.egress.flatMap(({ to }) => to.flatMap(({ ipBlock }) => ipBlock.except));
    const refused = egressPolicy();

    expect(policy.spec.ingress).toEqual([{ ports: [{ protocol: 'TCP', port: 'metrics' }] }]);
    expect(kept).toContain('169.254.169.254/32');
    expect(kept.filter((range) => refused.allows(range.replace(/\/.*$/, '')))).toEqual([]);
    expect(kept.every((range) => /\/(32|128)$/.test(range))).toBe(true);
    for (const cloud of ['fd00:ec2::/32', 'fd00:c1::a9fe:a9fe/128', 'fd00:100::100:200/128'])
      expect(kept).toContain(cloud);
  });

  it('has no policy where that is switched off', async () => {
    const kinds = (await helm.render('networkPolicy.enabled=false')).map(({ kind }) => kind);

    expect(kinds).not.toContain('NetworkPolicy');
  });
});

it('takes further flags, environment, names and objects', async () => {
  const manifests = await helm.render(
    'extraArgs={--leader-elect-resource-namespace=elsewhere}',
    'extraEnv[0].name=NODE_OPTIONS',
    'extraEnv[0].value=--no-deprecation',
    'hostAliases[0].ip=192.0.2.7',
    'hostAliases[0].hostnames={files.example.com}',
    'runtimeClassName=gvisor',
    'dnsConfig.options[0].name=ndots',
    'extraObjects[0].apiVersion=v1',
    'extraObjects[0].kind=ConfigMap',
    'extraObjects[0].metadata.name=\\{\\{ .Release.Name \\}\\}-more',
  );
  const { pod, container } = podOf(manifests);

  expect(container.args.at(-1)).toBe('--leader-elect-resource-namespace=elsewhere');
  expect((container as { env?: object[] }).env).toEqual([{ name: 'NODE_OPTIONS', value: '--no-deprecation' }]);
  expect(pod).toMatchObject({
    hostAliases: [{ ip: '192.0.2.7', hostnames: ['files.example.com'] }],
    runtimeClassName: 'gvisor',
    dnsConfig: { options: [{ name: 'ndots' }] },
  });
  expect(manifests.find(({ kind }) => kind === 'ConfigMap')?.metadata.name).toBe('trial-more');
});

describe('rights of people', () => {
  const aggregated = (manifests: Manifest[]) =>
    manifests.filter(({ metadata }) =>
      Object.keys(metadata.labels ?? {}).some((name) => name.includes('aggregate-to')),
    );

  it('are those of view and admin, and never to Secrets', async () => {
    const roles = aggregated(await helm.render());

    const to = roles.flatMap(({ metadata }) =>
      Object.keys(metadata.labels ?? {}).filter((name) => /aggregate/.test(name)),
    );
    expect(to.map((name) => name.split('aggregate-to-')[1])).toEqual(['view', 'admin']);
    expect(JSON.stringify(roles)).not.toContain('secrets');
  });

  it('can be those of edit, or none', async () => {
    const editors = aggregated(await helm.render('rbac.aggregate.editorsCreate=true'));

    expect(JSON.stringify(editors)).toContain('aggregate-to-edit');
    expect(aggregated(await helm.render('rbac.aggregate.enabled=false'))).toEqual([]);
  });
});

describe('the image', () => {
  it.each([
    { values: [], image: /^connection-operator:\d+\.\d+\.\d+$/ },
    { values: ['image.repository=registry.example.com/a', 'image.tag=dev'], image: /^registry\.example\.com\/a:dev$/ },
    { values: [`image.digest=sha256:${'a'.repeat(64)}`], image: /^connection-operator@sha256:a{64}$/ },
  ])('is named by $values', async ({ values, image }) => {
    expect(podOf(await helm.render(...values)).container.image).toMatch(image);
  });
});

describe('parts that can be switched off or on', () => {
  it.each([
    { values: ['crds.install=false'], absent: 'CustomResourceDefinition' },
    { values: ['metrics.service.enabled=false'], absent: 'Service' },
    { values: ['serviceAccount.create=false', 'serviceAccount.name=own'], absent: 'ServiceAccount' },
    { values: ['rbac.create=false'], absent: 'ClusterRoleBinding' },
    { values: [], absent: 'ServiceMonitor' },
  ])('$values leaves out $absent', async ({ values, absent }) => {
    const kinds = (await helm.render(...values)).map(({ kind }) => kind);

    expect(kinds).not.toContain(absent);
  });

  it('has a ServiceMonitor on demand', async () => {
    const kinds = (await helm.render('metrics.serviceMonitor.enabled=true')).map(({ kind }) => kind);

    expect(kinds).toContain('ServiceMonitor');
  });

  it.each(['connections', 'platforms'])('has the resource %s exactly as crds/ has it', async (plural) => {
    const { spec } = parse(await readFile(`crds/connection-operator.dev_${plural}.yaml`, 'utf8')) as { spec: object };
    const crd = (await helm.render()).find(({ metadata }) => metadata.name === `${plural}.connection-operator.dev`);

    expect(crd?.['spec']).toEqual(spec);
  });

  it('keeps the CustomResourceDefinitions on uninstall', async () => {
    const crds = (await helm.render()).filter(({ kind }) => kind === 'CustomResourceDefinition');

    expect(crds.map(({ metadata }) => metadata.annotations?.['helm.sh/resource-policy'])).toEqual(['keep', 'keep']);
  });
});
