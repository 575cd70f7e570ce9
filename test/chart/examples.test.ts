import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { startControlPlane, type ControlPlane } from '../../dev/control-plane/control-plane.ts';
import { manifestsIn, startHelm, type Helm, type Manifest } from './support/helm.ts';
import { untilServed } from './support/served.ts';

/** Every object of examples/, by a dry run on a real API server that refuses what it does not know. */
let plane: ControlPlane;
let helm: Helm;
let copy: string;

const files = globSync('examples/**/*.yaml').toSorted();
const isKustomization = (path: string): boolean => basename(path) === 'kustomization.yaml';
/** Not for an API server: templates of a chart, its values, Kustomize's settings, and what tools read from a file. */
const areNoManifests = [
  'examples/gitops/helm/',
  'examples/gitops/argo-cd/resource_customizations/',
  'examples/gitops/argo-cd/argocd-cm.yaml', // a patch; the guides' commands make it
  'examples/gitops/kustomize/component/',
  'examples/monitoring/kube-state-metrics.yaml',
];
/** Whose definitions are not here. */
const ofOthers = new Set([
  'Application',
  'AppProject',
  'CiliumNetworkPolicy',
  'ExternalSecret',
  'Kustomization',
  'SealedSecret',
  'VaultStaticSecret',
]);

beforeAll(async () => {
  plane = await startControlPlane({ log: (line) => process.stderr.write(`${line}\n`) });
  helm = await startHelm();
  copy = await mkdtemp(join(tmpdir(), 'examples-'));
  await cp('examples', copy, { recursive: true });
  // What a pipeline puts there.
  await writeFile(join(copy, 'consent/finance-dav.env'), 'password=x\n');
  await ok(['apply', '--server-side', '--validate=strict', '-f', 'crds']);
  await untilServed(plane);
}, 600_000);

afterAll(async () => {
  await helm?.end();
  await plane?.stop();
  if (copy !== undefined) await rm(copy, { recursive: true, force: true });
});

async function ok(args: string[], input?: string): Promise<string> {
  const { code, stdout, stderr } = await plane.kubectl(args, input === undefined ? {} : { input });
  if (code !== 0) throw new Error(`kubectl ${args.slice(0, 3).join(' ')}: ${stderr}`);
  return stdout;
}

/** @returns how many the API server took */
async function dryRun(objects: readonly Manifest[]): Promise<number> {
  const namespaces = new Set(objects.flatMap(({ metadata: { namespace } }) => namespace ?? []));
  const made = [...namespaces].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  const list = (items: readonly object[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  if (made.length > 0) await ok(['apply', '-f', '-'], list(made));
  const flags = ['--server-side', '--dry-run=server', '--validate=strict', '-f', '-'];
  return (await ok(['apply', ...flags], list(objects))).trim().split('\n').length;
}

it('are taken as they are in their files', async () => {
  const manifests = files.filter((path) => !isKustomization(path) && !areNoManifests.some((no) => path.startsWith(no)));
  const objects = manifests.flatMap((path) => manifestsIn(readFileSync(path, 'utf8')));
  const ours = objects.filter(({ kind }) => !ofOthers.has(kind));

  expect(manifests.length).toBeGreaterThan(100);
  expect(await dryRun(ours)).toBe(ours.length);
  expect(new Set(ours.map(({ kind }) => kind))).toEqual(
    new Set(['ConfigMap', 'Connection', 'Job', 'Platform', 'Role', 'RoleBinding', 'Secret', 'ServiceAccount']),
  );
  expect(new Set(objects.filter(({ kind }) => ofOthers.has(kind)).map(({ kind }) => kind))).toEqual(ofOthers);
});

it.each(files.filter((path) => isKustomization(path) && !areNoManifests.some((no) => path.startsWith(no))))(
  'are taken as %s builds them',
  async (path) => {
    const objects = manifestsIn(await ok(['kustomize', join(copy, dirname(path).slice('examples'.length))]));

    expect(objects.length).toBeGreaterThan(0);
    expect(await dryRun(objects)).toBe(objects.length);
  },
  60_000,
);

it('are taken as the chart of a team renders them', async () => {
  const objects = manifestsIn(
    await helm.ok('template', 'support', 'examples/gitops/helm', '--set', 'slack.botToken=x'),
  );

  expect(objects.map(({ kind }) => kind).toSorted()).toEqual(['Connection', 'Secret']);
  expect(await dryRun(objects)).toBe(2);
});

it('are refused with a field that there is not', async () => {
  const objects = manifestsIn(readFileSync('examples/webdav.yaml', 'utf8'));
  const object = objects.find(({ kind }) => kind === 'Connection');
  const wrong = { ...object!, spec: { ...(object!['spec'] as object), platfrom: 'webdav' } };

  await expect(dryRun([wrong])).rejects.toThrow('unknown field "platfrom"');
});
