import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { controlPlaneAssets } from '../../dev/control-plane/assets.ts';
import { specSchema } from '../support/crd-schema.ts';
import { manifestsIn, startHelm, type Helm, type Manifest } from './support/helm.ts';

/** The examples for GitOps: the API takes our objects, and a rotation changes the Connection and not the Secret alone. */
interface ConnectionSpec {
  secretRef: { name: string; revision?: string };
}

const validate = specSchema('connections');
const folder = 'examples/gitops';
let helm: Helm;

beforeAll(async () => {
  helm = await startHelm();
}, 600_000);

afterAll(() => helm?.end());

function connectionIn(objects: readonly Manifest[]): ConnectionSpec {
  const spec = objects.find(({ kind }) => kind === 'Connection')?.['spec'] as ConnectionSpec;
  expect(validate(spec) ? [] : validate.errors).toEqual([]);
  return spec;
}

describe.each(['argo-cd/waves', 'external-secrets/connection', 'sealed-secrets/connection', 'vault/connection'])(
  '%s.yaml',
  (name) => {
    const objects = manifestsIn(readFileSync(`${folder}/${name}.yaml`, 'utf8'));

    it('has the Secret of its Connection, and a revision to raise', () => {
      const { secretRef } = connectionIn(objects);
      const source = objects.find(({ kind }) => kind.endsWith('Secret'))!;
      const { target, destination } = source['spec'] as Record<string, { name: string } | undefined>;

      expect(secretRef.name).toBe((target ?? destination ?? source.metadata).name);
      expect(secretRef.revision).toMatch(/^\d+$/);
    });

    it('has the version that its source is pinned to as the revision', () => {
      const source = JSON.stringify(objects.find(({ kind }) => kind.endsWith('Secret')));
      const pinned = /"version":"?(\d+)/.exec(source)?.[1];

      expect(connectionIn(objects).secretRef.revision).toBe(pinned ?? '2');
    });
  },
);

it('waves.yaml has the Secret before the Connection, and the Job after it', () => {
  const waves = manifestsIn(readFileSync(`${folder}/argo-cd/waves.yaml`, 'utf8')).map(
    ({ kind, metadata }) => [kind, Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'])] as const,
  );

  expect(waves.toSorted(([, a], [, b]) => a - b).map(([kind]) => kind)).toEqual(['SealedSecret', 'Connection', 'Job']);
});

it('a new value is another revision in the chart of a team', async () => {
  const render = async (token: string) =>
    connectionIn(
      manifestsIn(await helm.ok('template', 'support', `${folder}/helm`, '--set', `slack.botToken=${token}`)),
    );
  const [before, same, after] = [await render('one'), await render('one'), await render('two')];

  expect(before.secretRef.name).toBe('support-slack');
  expect(same).toEqual(before);
  expect(after.secretRef.revision).not.toBe(before.secretRef.revision);
});

it('Kustomize gives the Connection the hash of what SOPS decrypts', async () => {
  const { kubectl } = await controlPlaneAssets({ log: (line) => process.stderr.write(`${line}\n`) });
  const { stdout } = await promisify(execFile)(kubectl, ['kustomize', `${folder}/sops`]);
  const objects = manifestsIn(stdout);
  const secret = objects.find(({ kind }) => kind === 'Secret')!;

  expect(secret.metadata.name).toMatch(/^finance-dav-[a-z0-9]{10}$/);
  expect(connectionIn(objects).secretRef.name).toBe(secret.metadata.name);
});

it('Flux waits for the Connections before it goes on', () => {
  const objects = manifestsIn(readFileSync(`${folder}/flux/kustomizations.yaml`, 'utf8'));
  const specs = new Map(objects.map(({ metadata, ...object }) => [metadata.name, object['spec']]));

  expect(specs.get('connections')).toMatchObject({ wait: true });
  expect(specs.get('migration-jobs')).toMatchObject({ dependsOn: [{ name: 'connections' }] });
});

it('docs/gitops.md names every example', () => {
  const page = readFileSync('docs/gitops.md', 'utf8');
  const examples = new Set(
    globSync(`${folder}/*/*.yaml`).map((path) =>
      path.includes('argo-cd') || path.includes('flux') ? path : path.split('/').slice(0, 3).join('/'),
    ),
  );

  expect([...examples].filter((example) => !page.includes(example))).toEqual([]);
});
