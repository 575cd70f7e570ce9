import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { chart, manifestsIn, startHelm, type Helm, type Manifest } from './support/helm.ts';

/** What platform teams set beside the operator's own settings. */
let helm: Helm;
let umbrella: string;

beforeAll(async () => {
  helm = await startHelm();
  umbrella = await mkdtemp(join(tmpdir(), 'umbrella-'));
  await mkdir(join(umbrella, 'charts'));
  await symlink(chart, join(umbrella, 'charts', 'connection-operator'));
  const dependencies = [{ name: 'connection-operator', version: '*', condition: 'connection-operator.enabled' }];
  await writeFile(
    join(umbrella, 'Chart.yaml'),
    JSON.stringify({ apiVersion: 'v2', name: 'platform', version: '1.0.0', dependencies }),
  );
}, 600_000);

afterAll(async () => {
  await rm(umbrella, { recursive: true, force: true });
  await helm?.end();
});

async function rendered(...values: string[]): Promise<Manifest[]> {
  const set = values.flatMap((value) => ['--set', value]);
  return manifestsIn(await helm.ok('template', 'platform', umbrella, ...set));
}

const podOf = (manifests: Manifest[]) =>
  (manifests.find(({ kind }) => kind === 'Deployment') as unknown as { spec: { template: { spec: Pod } } }).spec
    .template.spec;

interface Pod {
  securityContext: object;
  containers: [{ image: string; volumeMounts?: object[]; livenessProbe: object }];
  volumes?: object[];
}

it('is part of another chart, and switched off there', async () => {
  expect((await rendered()).some(({ kind }) => kind === 'Deployment')).toBe(true);
  expect(await rendered('connection-operator.enabled=false')).toEqual([]);
});

it('takes its image from the registry of the whole chart', async () => {
  const pod = podOf(await rendered('global.imageRegistry=registry.example.com/mirror'));

  expect(pod.containers[0].image).toMatch(/^registry\.example\.com\/mirror\/connection-operator:/);
});

it('leaves the user to the cluster on demand, as OpenShift wants it', async () => {
  const { securityContext } = podOf(await helm.render('runAsUser=null'));

  expect(securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
});

it('labels every object', async () => {
  const manifests = await helm.render('commonLabels.team=platform', 'replicas=2', 'platforms.publish=true');

  expect(manifests.filter(({ metadata }) => metadata.labels?.['team'] !== 'platform')).toEqual([]);
  expect(manifests.length).toBeGreaterThan(10);
});

it('has a label once where an object has another value for it', async () => {
  const more = ['serviceMonitor', 'prometheusRule'].flatMap((name) => [
    `metrics.${name}.enabled=true`,
    `metrics.${name}.labels.team=own`,
  ]);
  const manifests = await helm.render('commonLabels.team=platform', 'podLabels.team=own', ...more);
  const podMonitor = await helm.render(
    'commonLabels.team=platform',
    'metrics.podMonitor.enabled=true',
    'metrics.podMonitor.labels.team=own',
  );
  const deployment = manifests.find(({ kind }) => kind === 'Deployment');

  expect(deployment?.['spec']).toMatchObject({ template: { metadata: { labels: { team: 'own' } } } });
  for (const wanted of ['ServiceMonitor', 'PrometheusRule', 'PodMonitor'])
    expect([...manifests, ...podMonitor].find(({ kind }) => kind === wanted)?.metadata.labels?.['team']).toBe('own');
});

it('annotates every object, beside what the object itself needs', async () => {
  const more = ['replicas=2', 'metrics.serviceMonitor.enabled=true', 'metrics.prometheusRule.enabled=true'];
  const manifests = await helm.render(
    'commonAnnotations.owner=platform',
    'serviceAccount.annotations.role=tester',
    ...more,
  );

  expect(manifests.filter(({ metadata }) => metadata.annotations?.['owner'] !== 'platform')).toEqual([]);
  const annotations = (wanted: string) => manifests.find(({ kind }) => kind === wanted)?.metadata.annotations;
  expect(annotations('CustomResourceDefinition')).toMatchObject({ 'helm.sh/resource-policy': 'keep' });
  expect(annotations('ServiceAccount')).toEqual({ owner: 'platform', role: 'tester' });
});

it('is installed in another namespace than the chart around it', async () => {
  const more = ['replicas=2', 'refreshTokens.store=true', 'metrics.prometheusRule.enabled=true'];
  const manifests = await helm.render('namespaceOverride=elsewhere', ...more);

  expect(JSON.stringify(manifests)).toContain('system:serviceaccount:elsewhere:');
  expect(JSON.stringify(manifests)).not.toMatch(/"ops[":-]/);
  expect(manifests.find(({ kind }) => kind === 'Deployment')?.metadata.namespace).toBe('elsewhere');
});

it('keeps as many former revisions as it is told', async () => {
  const deploymentOf = (manifests: Manifest[]) => manifests.find(({ kind }) => kind === 'Deployment')?.['spec'];

  expect(deploymentOf(await helm.render())).toMatchObject({ revisionHistoryLimit: 3 });
  expect(deploymentOf(await helm.render('revisionHistoryLimit=0'))).toMatchObject({ revisionHistoryLimit: 0 });
});

it('says what it is to whoever looks for charts', async () => {
  const about = parse(await helm.ok('show', 'chart', chart)) as Record<string, unknown>;

  expect(about['icon']).toMatch(/^data:image\/svg\+xml;base64,/);
  expect(Object.keys(about['annotations'] as object)).toEqual(
    expect.arrayContaining(['artifacthub.io/crds', 'artifacthub.io/crdsExamples', 'artifacthub.io/license']),
  );
  expect(await helm.ok('show', 'readme', chart)).toContain('| `secrets.cluster` ');
  expect(await helm.ok('lint', '--strict', chart)).toContain('0 chart(s) failed');
});

it('keeps the CustomResourceDefinitions unless it is told not to', async () => {
  const annotations = async (...values: string[]) =>
    (await helm.render(...values)).find(({ kind }) => kind === 'CustomResourceDefinition')?.metadata.annotations ?? {};

  expect(await annotations()).toMatchObject({ 'helm.sh/resource-policy': 'keep' });
  expect(await annotations('crds.keep=false')).not.toHaveProperty(['helm.sh/resource-policy']);
  expect(await annotations('crds.annotations.example=yes')).toMatchObject({
    'helm.sh/resource-policy': 'keep',
    example: 'yes',
  });
});

it('mounts what else is needed', async () => {
  const pod = podOf(
    await helm.render(
      'extraVolumes[0].name=roots',
      'extraVolumes[0].configMap.name=roots',
      'extraVolumeMounts[0].name=roots',
      'extraVolumeMounts[0].mountPath=/etc/roots',
      'livenessProbe.timeoutSeconds=5',
    ),
  );

  expect(pod.volumes).toEqual([{ name: 'roots', configMap: { name: 'roots' } }]);
  expect(pod.containers[0].volumeMounts).toEqual([{ name: 'roots', mountPath: '/etc/roots' }]);
  expect(pod.containers[0].livenessProbe).toMatchObject({ periodSeconds: 10, timeoutSeconds: 5 });
});

it('is scraped by its Pods, without a Service', async () => {
  const manifests = await helm.render('metrics.service.enabled=false', 'metrics.podMonitor.enabled=true');

  expect(manifests.map(({ kind }) => kind)).toContain('PodMonitor');
  expect(manifests.map(({ kind }) => kind)).not.toContain('Service');
});
