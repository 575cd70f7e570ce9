import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { controlPlaneAssets } from '../../dev/control-plane/assets.ts';
import { startControlPlane, type ControlPlane } from '../../dev/control-plane/control-plane.ts';

/** The commands of the guides, as they are on the page and in its order, by a shell on a new cluster. */
// An image is not built here, Velero is not here, without a kubelet no Deployment is rolled out (what that takes long
// enough for is waited for), and the namespace that the last section makes is there from the first.
const notHere = /^(docker|velero) |^kubectl create namespace connection-operator$/;
const served =
  'kubectl wait --for=condition=Established --timeout=60s crd/connections.connection-operator.dev crd/platforms.connection-operator.dev';
const before = [
  'kubectl create namespace argocd',
  'kubectl create configmap argocd-cm --namespace argocd',
  'kubectl create namespace team-a',
  'kubectl create secret generic finance-dav --from-literal=password=x',
];
const connection = 'apiVersion: connection-operator.dev/v1alpha1, kind: Connection, metadata: { name: finance-dav }';
/** What has to be so before a page's first command, where the page says so in words. */
const beforePage: Record<string, string[]> = {
  'docs/operations.md': [served, `kubectl apply -f - <<< '{ ${connection}, spec: { platform: webdav } }'`],
  'docs/install.md': ['helm uninstall connection-operator --namespace connection-operator'],
};
let plane: ControlPlane;
let home: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  plane = await startControlPlane({ log });
  home = await mkdtemp(join(tmpdir(), 'guides-'));
  const { kubectl, helm } = await controlPlaneAssets({ log, tools: ['kubectl', 'helm'] });
  const path = [dirname(kubectl), dirname(helm), process.env['PATH']].join(delimiter);
  const helmHome = { HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home };
  env = { ...process.env, ...helmHome, PATH: path, KUBECONFIG: plane.kubeconfigPath };
  for (const command of before) expect(run(command)).toMatchObject({ status: 0 });
}, 600_000);

afterAll(async () => {
  await plane?.stop();
  if (home !== undefined) await rm(home, { recursive: true, force: true });
});

function run(command: string): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { env, encoding: 'utf8' });
  return { status, stderr };
}

function commandsOf(page: string): string[] {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block);
  return blocks.flatMap((block) =>
    block
      .replaceAll(/\\\n\s*/g, '')
      .replaceAll(/\bNAME\b/g, 'finance-dav')
      .replaceAll(/^kubectl .*rollout status.*$/gm, served)
      .trim()
      .split('\n'),
  );
}

const pages = ['docs/environments.md', 'docs/operations.md', 'docs/install.md', 'docs/gitops.md'];

describe.each(pages)('%s', (page) => {
  beforeAll(() => {
    for (const command of beforePage[page] ?? []) expect(run(command)).toMatchObject({ status: 0 });
  }, 120_000);

  it.each(commandsOf(page).filter((command) => !notHere.test(command)))(
    '%s',
    (command) => expect(run(command)).toMatchObject({ status: 0 }),
    120_000,
  );
});
