import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { controlPlaneAssets } from '../../dev/control-plane/assets.ts';
import { specSchema } from '../support/crd-schema.ts';
import { manifestsIn, type Manifest } from './support/helm.ts';

let built: Manifest[];
let kubectl: string;
let folder: string;

beforeAll(async () => {
  ({ kubectl } = await controlPlaneAssets({ log: (line) => process.stderr.write(`${line}\n`) }));
  built = await build('examples/gitops/kustomize/team');
  folder = await mkdtemp(join(tmpdir(), 'kustomize-'));
  await cp('examples/gitops/kustomize/component', join(folder, 'component'), { recursive: true });
}, 600_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function build(path: string): Promise<Manifest[]> {
  const { stdout } = await promisify(execFile)(kubectl, ['kustomize', path]);
  return manifestsIn(stdout);
}

function connection() {
  return built.find(({ kind }) => kind === 'Connection')!['spec'] as {
    secretRef: { name: string };
    proxyRef: { name: string };
    tls: { caRef: { name: string } };
  };
}

it.each([
  ['secretRef', 'Secret', 'dav', () => connection().secretRef.name],
  ['proxyRef', 'Secret', 'proxy', () => connection().proxyRef.name],
  ['tls.caRef', 'ConfigMap', 'authority', () => connection().tls.caRef.name],
])('Kustomize puts prefix and hash into spec.%s', (_, wanted, name, found) => {
  const generated = built.filter(({ kind }) => kind === wanted).map(({ metadata }) => metadata.name);

  expect(found()).toMatch(new RegExp(`^finance-${name}-[a-z0-9]{10}$`));
  expect(generated).toContain(found());
});

it('builds a Connection that the API takes', () => {
  const validate = specSchema('connections');

  expect(validate(connection()) ? [] : validate.errors).toEqual([]);
});

it('Kustomize puts prefix, suffix and hash into spec.serviceAccountName, and into a caRef that is a Secret', async () => {
  const overlay = join(folder, 'overlay');
  const spec = { platform: 'webdav', serviceAccountName: 'bot', tls: { caRef: { kind: 'Secret', name: 'authority' } } };
  const signing = {
    apiVersion: 'connection-operator.dev/v1alpha1',
    kind: 'Connection',
    metadata: { name: 'dav' },
    spec,
  };
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'bot' } };
  await mkdir(overlay);
  await writeFile(join(overlay, 'all.yaml'), [signing, account].map((one) => JSON.stringify(one)).join('\n---\n'));
  const kustomization = {
    namePrefix: 'finance-',
    nameSuffix: '-eu',
    components: ['../component'],
    resources: ['all.yaml'],
    secretGenerator: [{ name: 'authority', literals: ['ca.crt=x'] }],
  };
  await writeFile(join(overlay, 'kustomization.yaml'), JSON.stringify(kustomization));
  const objects = await build(overlay);
  const nameOf = (wanted: string) => objects.find(({ kind }) => kind === wanted)?.metadata.name;

  expect(nameOf('ServiceAccount')).toBe('finance-bot-eu');
  expect(nameOf('Secret')).toMatch(/^finance-authority-eu-[a-z0-9]{10}$/);
  expect(objects.find(({ kind }) => kind === 'Connection')?.['spec']).toMatchObject({
    serviceAccountName: nameOf('ServiceAccount'),
    tls: { caRef: { name: nameOf('Secret') } },
  });
});
