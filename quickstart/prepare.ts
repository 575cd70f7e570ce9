import { join } from 'node:path';
import { KubeClient, SharedKubeConfig, systemClock } from '../src/runtime/index.ts';
import { startControlPlane } from '../dev/control-plane/control-plane.ts';
import type { ControlPlane } from '../dev/control-plane/control-plane.ts';
import { installCrds } from '../dev/crds.ts';
import { startOperatorProcess } from '../dev/operator-process.ts';
import { applyExamples } from './manifests.ts';
import { startPlatformServers } from './platform-servers.ts';
import type { Stage } from './stage.ts';

/** Everything that has to be there before the first verdict. */
export async function prepare(stage: Stage): Promise<ControlPlane> {
  const { cleanUp } = stage;
  const servers = await step(
    'platforms: WebDAV, SFTP, FTP, Azure Blob, S3, OAuth 2 and an API behind it',
    stage,
    startPlatformServers,
  );
  cleanUp.push(() => servers.stop());
  const cp = await step('a Kubernetes API server, with the CRDs', stage, async () => {
    const started = await startControlPlane({ log: (line) => process.stderr.write(`${line}\n`) });
    cleanUp.push(() => started.stop());
    await installCrds(started);
    return started;
  });
  await step('the operator', stage, () => startOperator(cp, stage));
  await step('kubectl apply -f examples/quickstart', stage, () => applyExamples(cp.kubectl));
  return cp;
}

async function step<T>(what: string, { screen, signal }: Stage, work: () => Promise<T>): Promise<T> {
  const startMs = performance.now();
  const result = await work();
  signal.throwIfAborted();
  screen.done(what, (performance.now() - startMs) / 1000);
  return result;
}

async function startOperator(cp: ControlPlane, { cleanUp, ended, signal }: Stage): Promise<void> {
  const kubeconfigPath = await cp.kubeconfigFor('connection-operator', ['system:masters']);
  const logPath = join(cp.dir, 'operator.log');
  const operator = await startOperatorProcess({ kubeconfigPath, logPath, onEnd: (error) => ended.abort(error) });
  cleanUp.push(() => operator.stop());
  await operator.started(signal);
}

export function clientOf({ kubeconfigPath }: ControlPlane, { cleanUp }: Stage): KubeClient {
  const config = new SharedKubeConfig();
  config.loadFromFile(kubeconfigPath);
  cleanUp.push(() => config.close());
  return new KubeClient(config, { clock: systemClock, userAgent: 'quickstart' });
}
