import { beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { controlPlaneAssets } from '../../dev/control-plane/assets.ts';
import { specSchema } from '../support/crd-schema.ts';
import { manifestsIn, type Manifest } from './support/helm.ts';

let built: Manifest[];

beforeAll(async () => {
  const { kubectl } = await controlPlaneAssets({ log: (line) => process.stderr.write(`${line}\n`) });
  const { stdout } = await promisify(execFile)(kubectl, ['kustomize', 'examples/gitops/kustomize/team']);
  built = manifestsIn(stdout);
}, 600_000);

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
