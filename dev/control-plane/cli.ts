// node dev/control-plane/cli.ts assets [--helm]
// Prints NAME=path lines of the control plane's programs, and gets them first where they are not here yet.
import { dirname } from 'node:path';
import { controlPlaneAssets } from './assets.ts';

const log = (line: string): void => console.error(line);

async function printAssets(withHelm: boolean): Promise<void> {
  const { helm, ...rest } = withHelm
    ? await controlPlaneAssets({ log, tools: ['etcd', 'kube-apiserver', 'kubectl', 'helm'] })
    : { ...(await controlPlaneAssets({ log })), helm: undefined };
  console.log(`KUBEBUILDER_ASSETS=${dirname(rest['kube-apiserver'])}`);
  console.log(`KUBECTL=${rest.kubectl}`);
  if (helm !== undefined) console.log(`HELM=${helm}`);
}

const [command, ...flags] = process.argv.slice(2);
try {
  if (command !== 'assets') throw new Error('usage: node dev/control-plane/cli.ts assets [--helm]');
  await printAssets(flags.includes('--helm'));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
